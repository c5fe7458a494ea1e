"""The whole record on one page, for print: claims numbered through, each text and answer leading to their numbers."""

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dossier import Claim, Entity, Note, Page, Puzzle, Question, Source
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Target
from sourcebook.views.common import ClaimView, LinkView, PublishedView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.gathered import WHOLE, Gathering, anchor_of
from sourcebook.views.pages.indexes import fold
from sourcebook.views.pages.running import ProseView

RECORD = "/record/"


class NumberedClaim(Struct, frozen=True):
    """A claim with its number in this record."""

    number: int
    claim: ClaimView


class RecordText(Struct, frozen=True):
    """A topic, puzzle or note. `facts`: short words; `claims`: the numbers of those it turns on."""

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


class RecordParagraph(Struct, frozen=True):
    """A paragraph of a document: claims that begin on it, why it has none, the numbers of those that go on here."""

    number: int
    claims: tuple[NumberedClaim, ...]
    skipped: str | None
    again: tuple[int, ...]


class RecordDocument(Struct, frozen=True):
    """A document: its card, our account, its ledger."""

    id: str
    title: str
    headline: str | None
    author: LinkView | None
    outlet: LinkView | None
    relies_on: LinkView | None
    published: PublishedView
    obtained: str
    copies: tuple[ReferenceView, ...]
    prose: ProseView
    ledger: tuple[RecordParagraph, ...]


class RecordVerdict(Struct, frozen=True):
    """One scope of a question: its standing, the claims that answer in the order of their dates, what else is said."""

    name: str
    title: str
    scope: str | None
    answers: tuple[NumberedClaim, ...]
    others: tuple[NumberedClaim, ...]


class RecordQuestion(Struct, frozen=True):
    """A question with its answers in short: the claims stand whole in the ledgers."""

    id: str
    title: str
    asks: str
    verdicts: tuple[RecordVerdict, ...]
    prose: ProseView


class IndexEntry(Struct, frozen=True):
    """Somebody or some place: the numbers of the claims they make and of those about them."""

    page: LinkView
    also: str | None
    says: tuple[int, ...]
    about: tuple[int, ...]


class RecordView(Struct, frozen=True):
    """The whole record. `address`: of the site, absolute."""

    title: str
    intro: str
    address: str
    topics: tuple[RecordText, ...]
    documents: tuple[RecordDocument, ...]
    questions: tuple[RecordQuestion, ...]
    puzzles: tuple[RecordText, ...]
    notes: tuple[RecordText, ...]
    references: tuple[ReferenceView, ...]
    index: tuple[IndexEntry, ...]


def record_view(context: PageContext) -> RecordView:
    """The whole record, at the address of `context`."""
    on = Gathering.at(context)
    lookup = context.dossier.whole()
    pages = sorted(lookup.dossier.pages.values(), key=lambda page: fold(page.title))
    of = {folder: [page for page in pages if page.key.folder == folder] for folder in WHOLE}
    references = sorted(lookup.dossier.tables.references, key=lambda each: (fold(each.publisher), fold(each.title)))
    return RecordView(
        title=context.t("record.title"),
        intro=context.t("record.intro"),
        address=context.addresses.absolute("/"),
        topics=tuple(_text(on, page) for page in of["topics"]),
        documents=tuple(_document(on, page, source) for page, source in lookup.sources),
        questions=tuple(_question(on, page) for page in of["questions"]),
        puzzles=tuple(_text(on, page) for page in of["puzzles"]),
        notes=tuple(_text(on, page) for page in of["notes"]),
        references=tuple(map(on.context.reference, references)),
        index=tuple(_index(on)),
    )


def _text(on: Gathering, page: Page) -> RecordText:
    text = RecordText(anchor_of(page.key), page.title, page.entry.head.summary, on.prose(page))
    match page.matter:
        case Puzzle() as puzzle:
            record = puzzle.record
            facts = (f"puzzle.kind.{record.kind}", f"puzzle.weight.{record.weight}")
            text = replace(
                text, facts=tuple(map(on.context.t, facts)), readings=record.readings, reckons=record.reckons
            )
            return _about(on, text, puzzle.about)
        case Note() as note:
            return _about(on, replace(text, references=tuple(map(on.context.reference, note.references))), note.about)
    return text


def _about(on: Gathering, text: RecordText, targets: tuple[Target, ...]) -> RecordText:
    pages = tuple(on.context.target(target) for target in targets if not isinstance(target, ClaimKey))
    return replace(text, about=pages, claims=tuple(on.numbers[key] for key in targets if isinstance(key, ClaimKey)))


def _document(on: Gathering, page: Page, source: Source) -> RecordDocument:
    context, record = on.context, source.record
    return RecordDocument(
        id=anchor_of(page.key),
        title=page.title,
        headline=record.headline,
        author=context.maybe(source.author),
        outlet=context.maybe(source.outlet),
        relies_on=context.maybe(source.relies_on),
        published=context.published(record.published),
        obtained=record.obtained,
        copies=tuple(map(context.reference, source.copies)),
        prose=on.prose(page),
        ledger=tuple(_paragraph(on, source, number) for number in range(1, record.paragraphs + 1)),
    )


def _paragraph(on: Gathering, source: Source, number: int) -> RecordParagraph:
    skipped = next((skip.why for skip in source.record.skip if number in skip.at), None)
    begins = [claim for claim in source.claims if claim.record.at[0] == number]
    again = tuple(on.numbers[claim.key] for claim in source.claims if number in claim.record.at[1:])
    return RecordParagraph(number, _numbered(on, begins), skipped, again)


def _question(on: Gathering, page: Page) -> RecordQuestion:
    assert isinstance(page.matter, Question)
    verdicts = tuple(
        RecordVerdict(
            verdict.standing,
            on.context.standing_title(verdict),
            verdict.scope,
            _numbered(on, verdict.claims),
            _numbered(on, verdict.others),
        )
        for verdict in on.context.dossier.verdicts(page.key)
    )
    return RecordQuestion(anchor_of(page.key), page.title, page.matter.record.asks, verdicts, on.prose(page))


def _numbered(on: Gathering, claims: Iterable[Claim]) -> tuple[NumberedClaim, ...]:
    """Claims by number, which is the order of their documents' dates."""
    return tuple(
        NumberedClaim(on.numbers[claim.key], on.context.claim(claim.key))
        for claim in sorted(claims, key=lambda claim: on.numbers[claim.key])
    )


def _index(on: Gathering) -> Iterator[IndexEntry]:
    lookup = on.context.dossier.whole()
    pages = [page for page in lookup.dossier.pages.values() if page.key.folder in ENTITY_FOLDERS]
    for page in sorted(pages, key=lambda page: fold(page.title)):
        assert isinstance(page.matter, Entity)
        said, about = (
            tuple(on.numbers[claim] for claim in table.get(page.key, ())) for table in (lookup.claims_by, lookup.about)
        )
        if said or about:
            link = on.context.link(page.key)
            yield IndexEntry(link, page.matter.record.also, tuple(sorted(said)), tuple(sorted(about)))
