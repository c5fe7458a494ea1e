"""Pairs of names and figures in one sentence: each figure is given by a claim of its name."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.reader import Reader
from sourcebook.rules.backing import backed
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures
from sourcebook.rules.numbers import said_figures
from sourcebook.rules.spoken import LONG_WORD, Mention, Spoken, long_words

Voices = Mapping[ClaimKey, frozenset[Key]]
Owned = frozenset[ClaimKey]


def attributable_to(dossier: Reader, key: ClaimKey) -> frozenset[Key]:
    """All who assert or report a claim, with its document and who may have said it."""
    claim = dossier.claim(key)
    known = {who for chain in dossier.chains(key) for who in chain}
    named = [claim.maybe, *claim.by, *(who for who in (dossier.head(key.page).relies_on,) if who)]
    return frozenset({key.page, *known, *(who for who in named if who)})


def exchanged(dossier: Reader, language: str, spoken: Spoken, voices: Voices) -> Iterator[tuple[int, str]]:
    """Figures of a sentence with several voices that are not those of the names, or not those of the citations, that
    they stand by.
    """
    if len(set(voices.values())) < 2:
        return
    counts = {len(voices), len({key.page for key in voices})}
    told = [figure for figure in figures(spoken.text, language) if not figure.in_words or figure.number not in counts]
    given = [(figure, _giving(dossier, language, figure, voices)) for figure in told]
    numbers = [(figure, claims) for figure, claims in given if claims and claims != voices.keys()]
    for (mention, of_name), (figure, of_figure) in _paired(_named(dossier, spoken, voices), numbers):
        if not of_name & of_figure:
            name = spoken.text[mention.start : mention.end]
            yield figure.start, f"'{figure.text}' is not the figure of '{name}'"
    for figure, claims in numbers:
        before, after = spoken.cited_around(figure.start)
        if after and not claims & (before | after):
            yield figure.start, f"the claim that gives '{figure.text}' is cited after another figure"


def _giving(dossier: Reader, language: str, figure: Figure, voices: Voices) -> Owned:
    """Claims that give a figure; a date of publication is no figure of theirs."""
    return frozenset(key for key in voices if backed(said_figures(dossier.claim(key), language), figure))


def _named(dossier: Reader, spoken: Spoken, voices: Voices) -> list[tuple[Mention, Owned]]:
    """Find mentions of speakers and documents that have only part of the claims, each with that part.

    A document is mentioned by a word of its title that is no part of a name.
    """
    mentions = [*spoken.mentions, *_documents(dossier, spoken, {key.page for key in voices})]
    owned = [(name, frozenset(key for key, voice in voices.items() if name.key in voice)) for name in sorted(mentions)]
    apart = [(name, claims) for name, claims in owned if claims and claims != voices.keys()]
    return [name for last, name in pairwise([None, *apart]) if name and (last is None or last[1] != name[1])]


def _documents(dossier: Reader, spoken: Spoken, pages: set[Key]) -> Iterator[Mention]:
    words = {page: set(long_words(dossier.title(page))) for page in pages}
    written = [match for match in LONG_WORD.finditer(spoken.text) if not spoken.is_named(*match.span())]
    for page, own in words.items():
        others = {word for other in pages - {page} for word in words[other]}
        spans = (match.span() for match in written if match.group().casefold() in own - others)
        yield from (Mention(*span, page, says=False) for span in islice(spans, 1))


def _paired(
    names: Sequence[tuple[Mention, Owned]], numbers: Sequence[tuple[Figure, Owned]]
) -> Iterator[tuple[tuple[Mention, Owned], tuple[Figure, Owned]]]:
    """Each figure with its name: in the same order if there are as many, else with the name before or after it."""
    if len(names) < 2 or not numbers:
        return
    if len(names) == len(numbers):
        yield from zip(names, numbers, strict=True)
        return
    first = names[0][0].start < numbers[0][0].start
    for number in numbers:
        near = [name for name in names if (name[0].start < number[0].start) == first]
        if near:
            yield near[-1 if first else 0], number
