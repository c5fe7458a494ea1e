"""Rule on figures in prose: each must be given by a claim or puzzle cited with it."""

from collections.abc import Iterator
from functools import partial

from sourcebook.model.blocks import Block
from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Claim, Page, Puzzle, Source
from sourcebook.model.edges import target_page
from sourcebook.model.names import ClaimKey, Target
from sourcebook.model.reader import Reader
from sourcebook.rules.figures import Figure, backed, dates_as_figures, figures, has_digits
from sourcebook.rules.finding import Finding, PageCheck

EXEMPT = ("heading", "code")


def numbers_carried(dossier: Reader) -> PageCheck:
    """Every figure and date in our prose is given by a claim or puzzle cited with it,
    in its sentence or earlier in its paragraph. A date may be less precise than the claim, never more precise.
    Editorial notes rely on their references instead.

    Returns the function that checks one page.
    """
    return partial(_page, dossier)


def _page(dossier: Reader, page: Page) -> Iterator[Finding]:
    if page.key.folder == "notes" or not dossier.digits(page.key):
        return
    own = _own(page)
    for block in dossier.body(page.key).blocks:
        if block.kind not in EXEMPT and _has_digits(block):
            yield from _block(dossier, page, block, own)


def _has_digits(block: Block) -> bool:
    pieces = (piece for sentence in block.sentences for piece in sentence.pieces)
    return any(has_digits(piece if isinstance(piece, str) else piece.label or "") for piece in pieces)


def _block(dossier: Reader, page: Page, block: Block, own: tuple[Figure, ...]) -> Iterator[Finding]:
    carried = list(own)
    for sentence in block.sentences:
        for target in page.targets(sentence):
            carried += _carried(dossier, target)
        for figure in figures(sentence.text):
            if not backed(carried, figure):
                hint = "cite the claim that gives it in this sentence or an earlier one"
                place = sentence.place(figure.start)
                yield Finding(
                    page.entry.path, place, f"no claim cited so far in this paragraph gives '{figure.text}'", hint
                )


def _own(page: Page) -> tuple[Figure, ...]:
    """Figures that a page may use without a citation: its own date, its own sum."""
    match page.matter:
        case Source() as source:
            return dates_as_figures([source.record.published.date])
        case Puzzle() as puzzle:
            return figures(puzzle.record.reckons or "")
    return ()


def _carried(dossier: Reader, target: Target) -> tuple[Figure, ...]:
    if isinstance(target, ClaimKey):
        return claim_figures(dossier.claim(target), dossier.head(target.page).published.date)
    key = target_page(target)
    if key.folder == "sources":
        return dates_as_figures([dossier.head(key).published.date])
    matter = dossier.matter(key) if key.folder == "puzzles" else None
    if isinstance(matter, Puzzle):
        return figures(" ; ".join([matter.record.reckons or "", *matter.record.readings]))
    return ()


def claim_figures(claim: Claim, published: Edtf) -> tuple[Figure, ...]:
    """Figures that a claim gives: in its texts and dates.

    The date of publication of its document is included.
    """
    record = claim.record
    texts = [record.says, *record.words, record.why or "", record.value or ""]
    dates = [date for date in (record.when, record.due, claim.value) if isinstance(date, Edtf)]
    return (*figures(" ; ".join(texts)), *dates_as_figures([*dates, published]))
