"""Side notes: short attributions of citations, for the margin of wide screens."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.places import merged
from sourcebook.views.attribution import voice_text
from sourcebook.views.context import PageContext

Numbered = tuple[int, ClaimKey]
SHORTEST_RUN = 3


def runs(numbered: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Join successive numbers of one document's claims where at least SHORTEST_RUN follow one another."""
    pairs = enumerate(numbered)
    for _, group in groupby(pairs, key=lambda pair: (pair[1][0] - pair[0], pair[1][1].page)):
        run = [pair for _, pair in group]
        yield from [run] if len(run) >= SHORTEST_RUN else [[pair] for pair in run]


def side_note(context: PageContext, numbered: Iterable[Numbered], above: Key | None) -> str:
    """Lines of the side note of a citation: numbers, speakers, document, paragraphs.

    Neighbouring claims of the same speakers and document share their lines. `above`: document of the previous citation
    in the same block, which is not named again.
    """
    lines: list[str] = []
    for (page, who), group in groupby(numbered, key=lambda pair: _voice(context, pair[1])):
        lines += _lines(context, list(group), who, told=page == above)
        above = page
    return "\n".join(lines)


def _voice(context: PageContext, key: ClaimKey) -> tuple[Key, str]:
    view = context.claim(key)
    named = context.t("list.comma").join(speaker.title for speaker in view.speakers)
    return key.page, named or voice_text(view.voice, view.genre, context.t)


def _lines(context: PageContext, same: list[Numbered], who: str, *, told: bool) -> Iterator[str]:
    claims = [context.dossier.claim(key) for _, key in same]
    at = context.at(merged(claim.record.at for claim in claims))
    view = context.claim(same[0][1])
    document = context.t("cite.same") if told else view.source.title
    numbers = (run[0][0] if len(run) == 1 else f"{run[0][0]}–{run[-1][0]}" for run in runs(same))
    comma = context.t("list.comma")
    yield f"{comma.join(dict.fromkeys(map(str, numbers)))} {who}"
    yield f"{document}{comma}{at}"
