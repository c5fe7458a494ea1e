"""Rule on figures in prose: each must be given by a claim or puzzle cited with it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from sourcebook.model.blocks import Block, Sentence
from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Claim, Page, Puzzle, Source
from sourcebook.model.edges import target_page
from sourcebook.model.language import language_of
from sourcebook.model.names import ClaimKey, Key, ParagraphKey, Target
from sourcebook.model.reader import Reader
from sourcebook.model.values import Number, Text
from sourcebook.rules.backing import backed, dates_as_figures, nearest
from sourcebook.rules.figure import Bound, Figure
from sourcebook.rules.figures import figures, has_digits
from sourcebook.rules.finding import Finding, PageCheck, known_blocks

EXEMPT = ("heading", "code")


class _Own(NamedTuple):
    """The dossier, its language, and the figures that a page may use without a citation."""

    dossier: Reader
    language: str
    figures: tuple[Figure, ...] = ()


def numbers_carried(dossier: Reader) -> PageCheck:
    """Every figure and date in our prose is given by a claim or puzzle cited with it:
    in its sentence, or, where that cites none, earlier in its paragraph. A date may be less precise than the claim,
    never more precise. A number in words is judged where its sentence cites. Editorial notes rely on their references
    instead.
    """
    return partial(_page, dossier, dossier.settings().language)


def _page(dossier: Reader, language: str, page: Page) -> Iterator[Finding]:
    if page.key.folder == "notes" or not (page.cites or dossier.digits(page.key)):
        return
    own = _Own(dossier, language, _own_figures(page, language))
    for block in known_blocks(dossier, page):
        if block.kind not in EXEMPT:
            yield from _block(own, page, block)


def _block(own: _Own, page: Page, block: Block) -> Iterator[Finding]:
    for number, sentence in enumerate(block.sentences):
        cites = any(ref.kind == "cite" for ref in sentence.refs)
        said = figures(sentence.text, own.language) if cites or has_digits(sentence.text) else ()
        judged = [figure for figure in said if cites or not figure.in_words]
        ground = block.sentences[number if cites else 0 : number + 1] if judged else ()
        targets = [target for each in ground for target in page.targets(each)]
        carried = [*own.figures, *(anchor for target in targets for anchor in _carried(own, target))]
        where = "in this sentence" if cites else "so far in this paragraph"
        for figure in judged:
            if not backed(carried, figure) and not _is_count(own, page, block, number, figure):
                place, message = sentence.place(figure.start), f"no claim cited {where} gives '{figure.text}'"
                near = nearest(carried, figure)
                other = f"write '{near}', as a claim has it" if near else "correct it"
                hint = f"cite the claim that gives it, [@source#claim], or {other}"
                yield Finding(page.entry.path, place, message, hint)


def _is_count(own: _Own, page: Page, block: Block, number: int, figure: Figure) -> bool:
    """True if a number in words is that of all documents, or of what a sentence or its block cites.

    That is, of claims of the sentence, or those besides the one that it speaks of; of their speakers; of the documents
    cited in it, or so far; of the claims of one document in the sentence or block; or, as an ordinal, of a paragraph.
    """
    if figure.bound or not figure.in_words:
        return False
    if own.dossier.gaps.within("sources"):
        return True
    sentence = block.sentences[number]
    before = sentence.text[: figure.start].rstrip().casefold()
    if before.endswith(language_of(own.language).total) and figure.number == len(own.dossier.sources()):
        return True
    cited = [
        _cited(page, block.sentences[first:end]) for first, end in ((number, number + 1), (0, number + 1), (0, None))
    ]
    by_source = [Counter(target.page for target in targets) for targets in cited]
    claims = [own.dossier.claim(target) for target in cited[0] if isinstance(target, ClaimKey)]
    speakers = {who for claim in claims for who in claim.by}
    counts = {len(cited[0]), len(cited[0]) - 1, len(speakers), len(by_source[0]), len(by_source[1])}
    counts |= {paragraph for claim in claims for paragraph in claim.record.at.numbers if figure.ordinal}
    counts |= {*by_source[0].values(), *by_source[2].values()}
    return figure.number in counts


def _cited(page: Page, sentences: Sequence[Sentence]) -> set[ClaimKey | ParagraphKey]:
    """Claims and paragraphs that sentences cite."""
    return {target for each in sentences for target in page.targets(each) if not isinstance(target, Key)}


def _own_figures(page: Page, language: str) -> tuple[Figure, ...]:
    """Figures that a page may use without a citation: its own date, its own sum."""
    match page.matter:
        case Source() as source:
            return dates_as_figures([source.record.published.date])
        case Puzzle() as puzzle:
            return figures(puzzle.record.reckons or "", language)
    return ()


def _carried(own: _Own, target: Target) -> tuple[Figure, ...]:
    if isinstance(target, ClaimKey):
        return claim_figures(own.dossier.claim(target), own.dossier.head(target.page).published.date, own.language)
    key = target_page(target)
    if key.folder == "sources":
        return dates_as_figures([own.dossier.head(key).published.date])
    matter = own.dossier.matter(key) if key.folder == "puzzles" else None
    if isinstance(matter, Puzzle):
        return _reckoned(matter, own.language)
    return ()


def _reckoned(puzzle: Puzzle, language: str) -> tuple[Figure, ...]:
    """Figures of a puzzle: of its readings and its sum, whose signs also say more or less; and how many it adds."""
    reckoned = figures(puzzle.record.reckons or "", language)
    bounds: tuple[Bound, ...] = ("more", "less") if re.search("[<>≤≥]", puzzle.record.reckons or "") else ()
    compared = [replace(figure, bound=bound) for figure in reckoned for bound in bounds]
    summands = len(reckoned) - 1
    readings = figures(" ; ".join(puzzle.record.readings), language)
    return (*reckoned, *compared, *readings, Figure(str(summands), 0, number=Decimal(summands)))


def claim_figures(claim: Claim, published: Edtf, language: str) -> tuple[Figure, ...]:
    """Figures of a claim, and the date of its publication."""
    return (*said_figures(claim, language), *dates_as_figures([published]))


def said_figures(claim: Claim, language: str) -> tuple[Figure, ...]:
    """Figures of a claim: in its texts, its value and its dates."""
    record = claim.record
    texts = [record.says, *record.words, record.why or ""]
    values = [reading.value for reading in claim.readings]
    dates = [date for date in (record.when, record.due, *values) if isinstance(date, Edtf)]
    value = [figure for value in values if isinstance(value, Number) for figure in number_figures(value)]
    texts += [value.text for value in values if isinstance(value, Text)]
    return (*figures(" ; ".join(texts), language), *value, *dates_as_figures(dates))


def number_figures(value: Number) -> tuple[Figure, ...]:
    """Figures of a number as an answer: `200..` is "at least 200", `~30` "about 30"."""
    if value.low == value.high and value.low is not None:
        return (Figure(value.text, 0, number=value.low, bound="about" if value.about else ""),)
    low = Figure(value.text, 0, number=value.low, bound="more") if value.low is not None else None
    high = Figure(value.text, 0, number=value.high, bound="less") if value.high is not None else None
    return tuple(figure for figure in (low, high) if figure)
