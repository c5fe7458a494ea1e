"""Whose word a claim is: who asserts it, who reports it, and the chain that carried it here.

An origin is a person, organisation or place; a document is one itself only where it names nobody. One walk
answers all three questions: from claims to speakers, documents and what they rely on, and up `counts_as`.
Steps that lead in a circle are walked once.
"""

from collections.abc import Callable, Iterable

from sourcebook.model.dossier import Claim, Dossier, Entity, Source
from sourcebook.model.names import ClaimKey, Key

Origins = frozenset[Key]


def asserters(dossier: Dossier, claim: Claim) -> Origins:
    """Who says it: the speakers, else the reporters; with all they count as."""
    return _reach(dossier, claim.by or (claim.key.page,))


def origins_of(dossier: Dossier, key: Key) -> Origins:
    """Of a document, who tells what stands in it: author, outlet and whose word it repeats; else itself.

    Of anybody else, themselves and all whom they count as.
    """
    return _reach(dossier, (key,))


def voices(dossier: Dossier, claim: Claim) -> tuple[Origins, ...]:
    """The asserters apart: a joint statement is the word of each who makes it."""
    return tuple(_reach(dossier, (who,)) for who in claim.by or (claim.key.page,))


def chain(dossier: Dossier, claim: Claim) -> Origins:
    """All through whom it came: asserters, reporters, and the chain of what it relies on."""
    return _reach(dossier, (claim.key,))


def chains(dossier: Dossier, claim: Claim) -> tuple[Origins, ...]:
    """The chain of each of its voices, so that a second speaker takes nothing from the first."""
    carried = _reach(dossier, (claim.key.page, *_present(claim.relies_on)))
    return tuple(voice | carried for voice in voices(dossier, claim))


def nearest(origins: Origins, origins_of: Callable[[Key], Origins]) -> Origins:
    """Those that no other of them counts as: the minister, not also the government."""
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
            return _present(source.author, source.outlet, source.relies_on)
        case Entity() as entity:
            return _present(entity.counts_as)
        case _:
            return []


def _present(*steps: Key | ClaimKey | None) -> list[Key | ClaimKey]:
    return [step for step in steps if step is not None]


def _is_origin(step: Key, further: list[Key | ClaimKey]) -> bool:
    names_somebody = any(isinstance(other, Key) and other.folder != "sources" for other in further)
    return step.folder != "sources" or not names_somebody
