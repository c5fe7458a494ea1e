"""Record page: all documents, claims and answers on one page, to print.

Claims are numbered; texts and answers refer to the numbers.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dossier import Entity, Note, Page, Puzzle, Question, Source
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Target
from sourcebook.views.common import LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.documents import DocumentView, ParagraphView, document_view, ledger
from sourcebook.views.pages.indexes import fold
from sourcebook.views.pages.prose_view import ProseView
from sourcebook.views.pages.questions import VerdictView, verdict_view
from sourcebook.views.pages.record_context import WHOLE, RecordContext, anchor_of
from sourcebook.views.pages.references import all_references


class RecordText(Struct, frozen=True):
    """Topic, puzzle or note on the record page.

    `id`: anchor; `facts`: short words; `claims`: numbers of claims that it concerns; `readings`, `reckons`: of a
    puzzle.
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


class RecordDocument(Struct, frozen=True):
    """Document on the record page.

    `id`: anchor; `card`: its metadata; `prose`: our account of it; `ledger`: its paragraphs with their claims.
    """

    id: str
    title: str
    card: DocumentView
    prose: ProseView
    ledger: tuple[ParagraphView, ...]


class RecordQuestion(Struct, frozen=True):
    """Question on the record page.

    `id`: anchor; `verdicts`: its answers, one verdict for each scope.
    """

    id: str
    title: str
    asks: str
    verdicts: tuple[VerdictView, ...]
    prose: ProseView


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


def record_view(context: PageContext) -> RecordView:
    """Make the template data of the record page, which has everything, to print."""
    record = RecordContext.at(context)
    lookup = context.dossier.whole()
    pages = sorted(lookup.dossier.pages.values(), key=lambda page: fold(page.title))
    by_folder = {folder: [page for page in pages if page.key.folder == folder] for folder in WHOLE}
    return RecordView(
        address=context.addresses.absolute("/"),
        topics=tuple(_text(record, page) for page in by_folder["topics"]),
        documents=tuple(_document(record, page, source) for page, source in lookup.sources),
        questions=tuple(_question(record, page) for page in by_folder["questions"]),
        puzzles=tuple(_text(record, page) for page in by_folder["puzzles"]),
        notes=tuple(_text(record, page) for page in by_folder["notes"]),
        references=tuple(all_references(record.context)),
        index=tuple(_index(record)),
    )


def _text(record: RecordContext, page: Page) -> RecordText:
    text = RecordText(anchor_of(page.key), page.title, page.entry.head.summary, record.prose(page))
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
    numbers = tuple(record.context.numbers[target] for target in targets if isinstance(target, ClaimKey))
    return replace(text, about=pages, claims=numbers)


def _document(record: RecordContext, page: Page, source: Source) -> RecordDocument:
    card, paragraphs = document_view(record.context, source), ledger(record.context, source)
    return RecordDocument(anchor_of(page.key), page.title, card, record.prose(page), paragraphs)


def _question(record: RecordContext, page: Page) -> RecordQuestion:
    assert isinstance(page.matter, Question)
    verdicts = tuple(verdict_view(record.context, verdict) for verdict in record.context.dossier.verdicts(page.key))
    return RecordQuestion(anchor_of(page.key), page.title, page.matter.record.asks, verdicts, record.prose(page))


def _index(record: RecordContext) -> Iterator[IndexEntry]:
    lookup, numbers = record.context.dossier.whole(), record.context.numbers
    pages = [page for page in lookup.dossier.pages.values() if page.key.folder in ENTITY_FOLDERS]
    for page in sorted(pages, key=lambda page: fold(page.title)):
        assert isinstance(page.matter, Entity)
        says, about = (
            tuple(sorted(numbers[claim] for claim in table.get(page.key, ())))
            for table in (lookup.claims_by, lookup.about)
        )
        if says or about:
            yield IndexEntry(record.context.link(page.key), page.matter.record.also, says, about)
