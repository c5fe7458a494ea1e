"""The record as one text: all documents, claims and answers on one page, to print, or in a book.

Claims are numbered; texts and answers refer to the numbers.
"""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dossier import Entity, Note, Page, Puzzle, Question, Source
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Target
from sourcebook.views.common import LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.documents import DocumentView, ParagraphView, document_view, ledger
from sourcebook.views.pages.bodies import InShortView, in_short_view
from sourcebook.views.pages.indexes import fold
from sourcebook.views.pages.prose_view import CitePart, EndnoteView, ProsePart, ProseView, ReferenceMark
from sourcebook.views.pages.questions import VerdictView, verdict_view
from sourcebook.views.pages.record_context import WHOLE, RecordContext, anchor_of
from sourcebook.views.pages.references import all_references


class RecordText(Struct, frozen=True):
    """Topic, puzzle or note on the record page.

    `id`: anchor; `facts`: short words; `claims`: numbers of claims that it concerns; `readings`, `reckons`: of a
    puzzle; `in_short`: of a topic; `notes`: what its text cites, claims and footnotes, by number.
    """

    id: str
    title: str
    summary: str | None
    prose: ProseView
    facts: tuple[str, ...] = ()
    about: tuple[LinkView, ...] = ()
    claims: tuple[int, ...] = ()
    readings: tuple[str, ...] = ()
    reckons: str | None = None
    references: tuple[ReferenceView, ...] = ()
    in_short: InShortView | None = None
    notes: tuple[EndnoteView, ...] = ()


class RecordDocument(Struct, frozen=True):
    """Document on the record page.

    `id`: anchor; `card`: its metadata; `prose`: our account of it; `ledger`: its paragraphs with their claims.
    """

    id: str
    title: str
    card: DocumentView
    prose: ProseView
    ledger: tuple[ParagraphView, ...]
    notes: tuple[EndnoteView, ...] = ()


class RecordQuestion(Struct, frozen=True):
    """Question on the record page.

    `id`: anchor; `verdicts`: its answers, one verdict for each scope.
    """

    id: str
    title: str
    asks: str
    verdicts: tuple[VerdictView, ...]
    prose: ProseView
    notes: tuple[EndnoteView, ...] = ()


Part = TypeVar("Part", bound=RecordText | RecordDocument | RecordQuestion)


class IndexEntry(Struct, frozen=True):
    """Entry of the record page's index of names.

    `says`: numbers of the claims that somebody makes; `about`: of claims about them.
    """

    page: LinkView
    also: str | None
    says: tuple[int, ...]
    about: tuple[int, ...]


class RecordView(Struct, frozen=True):
    """Record page: the whole record, to print. `address`: of the site, absolute."""

    address: str
    topics: tuple[RecordText, ...]
    documents: tuple[RecordDocument, ...]
    questions: tuple[RecordQuestion, ...]
    puzzles: tuple[RecordText, ...]
    notes: tuple[RecordText, ...]
    references: tuple[ReferenceView, ...]
    index: tuple[IndexEntry, ...]


def record_view(context: PageContext, record: RecordContext | None = None) -> RecordView:
    """Make the template data of the record page, which has everything, to print; or what a `record` shows."""
    record = record or RecordContext.at(context)
    lookup = context.dossier.whole()
    pages = sorted(filter(lambda page: record.shows(page.key), lookup.dossier.pages.values()), key=_by_title)
    topics, questions, puzzles, notes = (
        [page for page in pages if page.key.folder == folder] for folder in WHOLE if folder != "sources"
    )
    texts = tuple(_text(record, page) for page in topics)
    documents = tuple(_document(record, page, source) for page, source in lookup.sources if record.shows(page.key))
    answers = tuple(_question(record, page) for page in questions)
    others = [tuple(_text(record, page) for page in group) for group in (puzzles, notes)]
    noted = _Notes(record)
    return RecordView(
        address=context.addresses.absolute("/"),
        topics=noted(texts),
        documents=noted(documents),
        questions=noted(answers),
        puzzles=noted(others[0]),
        notes=noted(others[1]),
        references=tuple(_references(record, (*texts, *others[1]))),
        index=tuple(_index(record)),
    )


def _by_title(page: Page) -> str:
    return fold(page.title)


class _Notes:
    """Adds to rendered texts the notes that each of them cites; made when all are rendered."""

    def __init__(self, record: RecordContext) -> None:
        self._context = record.context
        self._own = {note.number: note for note in record.renderer.endnotes()}
        self._claims = {number: key for key, number in record.context.numbers.items()}

    def __call__(self, texts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(replace(text, notes=tuple(self._notes(text))) for text in texts)

    def _notes(self, text: Part) -> Iterator[EndnoteView]:
        cites = [cite for part in _marks(text) if isinstance(part, CitePart) for cite in part.cites]
        for number in dict.fromkeys(n for cite in cites for n in range(cite.number, cite.last + 1)):
            if number in self._claims:
                claim = self._context.claim(self._claims[number])
                yield EndnoteView(number, f"n-{number}", claim, None, ())
            else:
                yield self._own[number]


def _marks(text: RecordText | RecordDocument | RecordQuestion) -> Iterator[ProsePart]:
    """Parts of all running text, in order."""
    short = text.in_short if isinstance(text, RecordText) else None
    views = (short.documents, short.elsewhere, short.how_sure, text.prose) if short else (text.prose,)
    return chain.from_iterable(view.parts for view in views)


def _references(record: RecordContext, texts: Iterable[RecordText]) -> Iterator[ReferenceView]:
    """All references, or those to which the texts shown lead."""
    led = {part.href for text in texts for part in _marks(text) if isinstance(part, ReferenceMark)}
    return (view for view in all_references(record.context) if record.shown is None or f"#r-{view.id}" in led)


def _text(record: RecordContext, page: Page) -> RecordText:
    in_short = in_short_view(record.renderer, page)
    text = RecordText(anchor_of(page.key), page.title, page.entry.head.summary, record.prose(page), in_short=in_short)
    match page.matter:
        case Puzzle() as puzzle:
            own = puzzle.record
            facts = tuple(map(record.context.t, (f"puzzle.kind.{own.kind}", f"puzzle.weight.{own.weight}")))
            text = replace(text, facts=facts, readings=own.readings, reckons=own.reckons)
            return _about(record, text, puzzle.about)
        case Note() as note:
            return _about(
                record, replace(text, references=tuple(map(record.context.reference, note.references))), note.about
            )
    return text


def _about(record: RecordContext, text: RecordText, targets: tuple[Target, ...]) -> RecordText:
    pages = tuple(record.context.target(target) for target in targets if not isinstance(target, ClaimKey))
    claims = (target for target in targets if isinstance(target, ClaimKey) and record.shows(target))
    numbers = tuple(record.context.numbers[claim] for claim in claims)
    return replace(text, about=pages, claims=numbers)


def _document(record: RecordContext, page: Page, source: Source) -> RecordDocument:
    card = document_view(record.context, source)
    kept = tuple(claim for claim in source.claims if record.shows(claim.key))
    paragraphs = ledger(record.context, replace(source, claims=kept))
    prose = record.prose(page) if record.shown is None else ProseView((), ())
    if record.shown is not None:  # our account of a document is of all of it
        paragraphs = tuple(paragraph for paragraph in paragraphs if paragraph.claims)
    return RecordDocument(anchor_of(page.key), page.title, card, prose, paragraphs)


def _question(record: RecordContext, page: Page) -> RecordQuestion:
    assert isinstance(page.matter, Question)
    verdicts = tuple(verdict_view(record.context, verdict) for verdict in record.context.dossier.verdicts(page.key))
    return RecordQuestion(anchor_of(page.key), page.title, page.matter.record.asks, verdicts, record.prose(page))


def _index(record: RecordContext) -> Iterator[IndexEntry]:
    lookup, numbers = record.context.dossier.whole(), record.context.numbers
    pages = [page for page in lookup.dossier.pages.values() if page.key.folder in ENTITY_FOLDERS]
    for page in sorted(pages, key=_by_title):
        assert isinstance(page.matter, Entity)
        says, about = (
            tuple(sorted(numbers[claim] for claim in table.get(page.key, ()) if record.shows(claim)))
            for table in (lookup.claims_by, lookup.about)
        )
        if says or about:
            yield IndexEntry(record.context.link(page.key), page.matter.record.also, says, about)
