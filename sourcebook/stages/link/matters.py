"""Resolves the names in a page's record, which gives its linked data (`Matter`)."""

from msgspec.structs import replace

from sourcebook.model.dates import NotationError
from sourcebook.model.dossier import Article, Claim, Entity, Event, Matter, Named, Note, Puzzle, Question, Source
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Key, ParagraphKey
from sourcebook.model.record import (
    ARTICLE,
    UNNAMED,
    ArticleRecord,
    ClaimRecord,
    EntityRecord,
    Entry,
    EventRecord,
    NoteRecord,
    PuzzleRecord,
    QuestionRecord,
    SourceRecord,
)
from sourcebook.model.values import EntityValue, Value, parse_value
from sourcebook.stages.link.resolver import Scope

WHO = ENTITY_FOLDERS
ABOUT = (*ENTITY_FOLDERS, "events", "topics")


def to_matter(entry: Entry, scope: Scope) -> Matter:
    """Resolve the names in the record of an entry to keys.

    Names that cannot be resolved are left out; the scope collects their problems.
    """
    match entry.record:
        case SourceRecord() as record:
            return _source(entry, record, scope)
        case QuestionRecord() as record:
            return Question(record, scope.pages(record.about, "about", folders=ABOUT))
        case PuzzleRecord() as record:
            return Puzzle(record, scope.field_targets(record.about, "about"))
        case NoteRecord() as record:
            return Note(scope.field_targets(record.about, "about"), scope.references(record.references, "references"))
        case EntityRecord() as record:
            return _entity(record, scope)
        case EventRecord() as record:
            where = scope.pages(record.where, "where", folders=("places",))
            return Event(record, where, scope.pages(record.precedes, "precedes", folders=("events",)))
        case ArticleRecord():
            return Article()


def _entity(record: EntityRecord, scope: Scope) -> Entity:
    names = [scope.reference(name.reference, "names", n, "reference") for n, name in enumerate(record.names)]
    point = record.point and scope.reference(record.point.reference, "point", "reference")
    known = tuple(name for name, reference in zip(record.names, names, strict=True) if reference)
    record = replace(record, names=known, point=record.point if point else None)
    counts_as = scope.page(record.counts_as, "counts_as", folders=WHO)
    country = scope.page(record.country, "country", folders=("places",))
    return Entity(record, counts_as, country)


def _source(entry: Entry, record: SourceRecord, scope: Scope) -> Source:
    names = []
    for n, name in enumerate(record.names):
        who = scope.page(name.who, "names", n, "who")
        if who is not None:
            names.append(Named(who, name))
    return Source(
        record,
        author=scope.page(record.author, "author", folders=WHO),
        outlet=scope.page(record.outlet, "outlet", folders=WHO),
        relies_on=scope.page(record.relies_on, "relies_on", folders=(*WHO, "sources")),
        copies=scope.references(record.copies, "copies"),
        names=tuple(names),
        claims=tuple(_claim(entry.key, claim, scope) for claim in record.claims),
    )


def _claim(source: Key, record: ClaimRecord, scope: Scope) -> Claim:
    field = ("claims", record.id)
    named = tuple(name for name in record.by if name not in (ARTICLE, UNNAMED))
    answers = scope.page(record.answers, *field, "answers", folders=("questions",))
    relies_on = scope.field_target(record.relies_on, *field, "relies_on")
    shown_by = scope.field_targets(record.shown_by, *field, "shown_by")
    if isinstance(relies_on, ParagraphKey) or any(not isinstance(key, ClaimKey) for key in shown_by):
        scope.field_problem(
            field, "NAME", "`relies_on` takes a claim or page, `shown_by` takes claims", "write `source#id`"
        )
    return Claim(
        key=ClaimKey(source.slug, record.id),
        record=record,
        by=scope.pages(named, *field, "by", folders=WHO),
        maybe=scope.page(record.maybe, *field, "maybe", folders=WHO),
        about=scope.pages(record.about, *field, "about", folders=ABOUT),
        answers=answers,
        value=_value(record, answers, scope),
        relies_on=None if isinstance(relies_on, ParagraphKey) else relies_on,
        shown_by=tuple(key for key in shown_by if isinstance(key, ClaimKey)),
    )


def _value(record: ClaimRecord, answers: Key | None, scope: Scope) -> Value | None:
    field = ("claims", record.id, "value")
    if record.value is None or answers is None:
        return None
    question = scope.record_of(answers)
    assert isinstance(question, QuestionRecord)
    if question.type == "entity":
        key = scope.page(record.value, *field)
        return None if key is None else EntityValue(key)
    try:
        return parse_value(question.type, record.value)
    except NotationError as problem:
        scope.field_problem(field, "VALUE", f"'{record.value}' is not {_kind(question)}: {problem}", problem.hint)
        return None


def _kind(question: QuestionRecord) -> str:
    return {"number": "a number", "date": "a date", "yes-no": "yes or no", "text": "a text"}[question.type]
