"""Origins of claims: the people and bodies from whom a claim comes.

An origin is a person, organisation or place; a document is one itself only if it names nobody. The chain of a claim is
the set of all its origins: its speakers, the author and outlet of its document, and the chains of what these rely on.
All are found by one graph walk, also along `counts_as`. Cycles are safe.
"""

from collections.abc import Callable, Iterable

from sourcebook.model.dossier import Claim, Dossier, Entity, Source
from sourcebook.model.names import ClaimKey, Key

Origins = frozenset[Key]
"""Keys of people, organisations, places and documents from whom a claim comes."""


def asserters(dossier: Dossier, claim: Claim) -> Origins:
    """Origins (people or bodies) that assert a claim: its speakers.

    Without any, the origins of its document. The entities that these count as are included.
    """
    return _reach(dossier, claim.by or (claim.key.page,))


def origins_of(dossier: Dossier, key: Key) -> Origins:
    """Origins (people or bodies) from whom the contents of a page come.

    Of a document: its author, its outlet and what it relies on, or the document itself where it names none of these. Of
    a person, place or organisation: itself and all that it counts as.
    """
    return _reach(dossier, (key,))


def voices(dossier: Dossier, claim: Claim) -> tuple[Origins, ...]:
    """Asserters of a claim, one set for each speaker.

    Each speaker of a joint statement asserts it by itself.
    """
    return tuple(_reach(dossier, (who,)) for who in claim.by or (claim.key.page,))


def chain(dossier: Dossier, claim: Claim) -> Origins:
    """Chain of a claim: the set of all its origins (people and bodies).

    These are its asserters, those who report it, and the chains of what it relies on.
    """
    return _reach(dossier, (claim.key,))


def chains(dossier: Dossier, claim: Claim) -> tuple[Origins, ...]:
    """Chains of a claim, one for each of its speakers.

    They are separate so that a second speaker does not make the claim less independent.
    """
    carried = _reach(dossier, (claim.key.page, *_present(claim.relies_on)))
    return tuple(voice | carried for voice in voices(dossier, claim))


def nearest(origins: Origins, origins_of: Callable[[Key], Origins]) -> Origins:
    """Drop origins that another of them counts as, such as a minister's government.

    `origins_of` returns the origins of a key.
    """
    above = {key: origins_of(key) for key in origins}
    return frozenset(key for key in origins if all(below in above[key] for below in origins if key in above[below]))


def _reach(dossier: Dossier, starts: Iterable[Key | ClaimKey]) -> Origins:
    waiting, seen = list(starts), set[Key | ClaimKey]()
    origins = set[Key]()
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            further = _further(dossier, step)
            waiting += further
            if isinstance(step, Key) and _is_origin(step, further):
                origins.add(step)
    return frozenset(origins)


def _further(dossier: Dossier, step: Key | ClaimKey) -> list[Key | ClaimKey]:
    if isinstance(step, ClaimKey):
        claim = dossier.claims[step]
        return [step.page, *claim.by, *_present(claim.relies_on)]
    match dossier.pages[step].matter:
        case Source() as source:
            return _present(*source.authors, source.outlet, source.relies_on)
        case Entity() as entity:
            return _present(entity.counts_as)
        case _:
            return []


def _present(*steps: Key | ClaimKey | None) -> list[Key | ClaimKey]:
    return [step for step in steps if step is not None]


def _is_origin(step: Key, further: list[Key | ClaimKey]) -> bool:
    names_somebody = any(isinstance(key, Key) and key.folder != "sources" for key in further)
    return step.folder != "sources" or not names_somebody
