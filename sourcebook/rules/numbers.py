"""Rule on figures in prose: each must be given by a claim or puzzle cited with it."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from msgspec.structs import replace

from sourcebook.model.blocks import Block, Sentence
from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Claim, Page, Puzzle, Source
from sourcebook.model.edges import target_page
from sourcebook.model.language import language_of
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.reader import Reader
from sourcebook.model.values import Number
from sourcebook.rules.backing import backed, dates_as_figures
from sourcebook.rules.figure import Bound, Figure
from sourcebook.rules.figures import figures
from sourcebook.rules.finding import Finding, PageCheck, known_blocks

EXEMPT = ("heading", "code")


class _Own(NamedTuple):
    """The dossier, its language, and the figures that a page may use without a citation."""

    dossier: Reader
    language: str
    figures: tuple[Figure, ...] = ()


def numbers_carried(dossier: Reader) -> PageCheck:
    """Every figure and date in our prose is given by a claim or puzzle cited with it,
    in its sentence or earlier in its paragraph. A date may be less precise than the claim, never more precise.
    A number in words is judged where its sentence cites. Editorial notes rely on their references instead.
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
    carried, taken = [*own.figures], 0
    for number, sentence in enumerate(block.sentences):
        for figure in _judged(sentence, own.language):
            while taken <= number:
                targets = page.targets(block.sentences[taken])
                carried += [anchor for target in targets for anchor in _carried(own, target)]
                taken += 1
            if not backed(carried, figure) and not _is_count(own, page, block, sentence, figure):
                hint = "cite the claim that gives it in this sentence or an earlier one"
                place = sentence.place(figure.start)
                yield Finding(
                    page.entry.path, place, f"no claim cited so far in this paragraph gives '{figure.text}'", hint
                )


def _is_count(own: _Own, page: Page, block: Block, sentence: Sentence, figure: Figure) -> bool:
    """True if a number in words is that of all documents, or of what the sentence or its block cites.

    That is, of claims, of their documents, of the claims of one of these, or of their speakers. One fewer than the
    claims of a sentence are those besides the one that it speaks of.
    """
    if figure.bound or not figure.in_words:
        return False
    if own.dossier.gaps.within("sources"):
        return True
    before = sentence.text[: figure.start].rstrip().casefold()
    if before.endswith(language_of(own.language).total) and figure.number == len(own.dossier.sources()):
        return True
    cited = [target for target in page.targets(sentence) if not isinstance(target, Key)]
    counts = {len(cited) - 1}
    for targets in (cited, {target for each in block.sentences for target in page.targets(each)}):
        claims = [own.dossier.claim(target) for target in targets if isinstance(target, ClaimKey)]
        sources = Counter(target.page for target in targets if not isinstance(target, Key))
        counts |= {len(claims), len(sources), len({key for claim in claims for key in claim.by}), *sources.values()}
    return figure.number in counts


def _judged(sentence: Sentence, language: str) -> Iterator[Figure]:
    cites = any(ref.kind == "cite" for ref in sentence.refs)
    return (figure for figure in figures(sentence.text, language) if cites or not figure.in_words)


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
    dates = [date for date in (record.when, record.due, claim.value) if isinstance(date, Edtf)]
    value = number_figures(claim.value) if isinstance(claim.value, Number) else figures(record.value or "", language)
    return (*figures(" ; ".join(texts), language), *value, *dates_as_figures(dates))


def number_figures(value: Number) -> tuple[Figure, ...]:
    """Figures of a number as an answer: `200..` is "at least 200", `~30` "about 30"."""
    if value.low == value.high and value.low is not None:
        return (Figure(value.text, 0, number=value.low, bound="about" if value.about else ""),)
    low = Figure(value.text, 0, number=value.low, bound="more") if value.low is not None else None
    high = Figure(value.text, 0, number=value.high, bound="less") if value.high is not None else None
    return tuple(figure for figure in (low, high) if figure)
