"""Resolves the names in a page's record, which gives its linked data (`Matter`)."""

from collections.abc import Iterator

from msgspec.structs import replace

from sourcebook.model.dossier import (
    Article,
    Claim,
    Entity,
    Event,
    Matter,
    Named,
    Note,
    Puzzle,
    Question,
    ShortLine,
    Source,
    Topic,
)
from sourcebook.model.edtf import NotationError
from sourcebook.model.entry import Entry, FieldPath
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Key, ParagraphKey
from sourcebook.model.record import (
    ArticleRecord,
    EntityRecord,
    EventRecord,
    NoteRecord,
    OutsideName,
    PuzzleRecord,
    QuestionRecord,
    ShortSentence,
    TopicRecord,
)
from sourcebook.model.source_record import ARTICLE, UNNAMED, ClaimRecord, SourceRecord
from sourcebook.model.values import EntityValue, Value, parse_value
from sourcebook.stages.link.resolver import Scope

WHO = ENTITY_FOLDERS
ABOUT = (*ENTITY_FOLDERS, "events", "topics")
IN_SHORT = ("documents", "elsewhere", "how_sure")
SHOWN_ON = (*ABOUT, "questions", "sources", "puzzles")


def to_matter(entry: Entry, scope: Scope) -> Matter:
    """Resolve the names in the record of an entry to keys.

    Names that cannot be resolved are left out; the scope collects their problems.
    """
    match entry.record:
        case SourceRecord() as record:
            return _source(entry, record, scope)
        case QuestionRecord() as record:
            about = scope.pages(record.about, "about", folders=ABOUT)
            return Question(record, about, _shown_on(record, scope))
        case PuzzleRecord() as record:
            targets = scope.field_targets(record.about, "about")
            return Puzzle(record, targets, _shown_on(record, scope))
        case NoteRecord() as record:
            references = scope.references(record.references, "references")
            record = replace(record, names=_names(record.names, scope))
            return Note(record, scope.field_targets(record.about, "about"), references)
        case EntityRecord() as record:
            return _entity(record, scope)
        case EventRecord() as record:
            where = scope.pages(record.where, "where", folders=("places",))
            return Event(record, where, scope.pages(record.precedes, "precedes", folders=("events",)))
        case TopicRecord(short):
            parts = {} if short is None else {part: getattr(short, part) for part in IN_SHORT}
            return Topic(**{part: _lines(lines, scope, "in_short", part) for part, lines in parts.items()})
        case ArticleRecord():
            return Article()


def _shown_on(record: QuestionRecord | PuzzleRecord, scope: Scope) -> Key | None:
    key = scope.page(record.shown_on, "shown_on", folders=SHOWN_ON)
    further: str | None = getattr(scope.record_of(key), "shown_on", None) if key else None
    if further:
        message = f"'{key}' has no page of its own either"
        scope.field_problem(("shown_on",), "NAME", message, f"write the page that shows it: {further}")
    return None if further else key


def _lines(lines: tuple[ShortSentence, ...], scope: Scope, *field: str) -> tuple[ShortLine, ...]:
    return tuple(
        ShortLine(
            line.says,
            scope.claims(line.claims, *field, n, "claims"),
            None if line.reference is None else scope.reference(line.reference, *field, n, "reference"),
            scope.page(line.rests_on, *field, n, "rests_on", folders=("puzzles", "questions", "pages")),
            line.home,
        )
        for n, line in enumerate(lines)
    )


def _names(names: tuple[OutsideName, ...], scope: Scope) -> tuple[OutsideName, ...]:
    """Names whose reference is known."""
    found = [scope.reference(name.reference, "names", n, "reference") for n, name in enumerate(names)]
    return tuple(name for name, reference in zip(names, found, strict=True) if reference)


def _entity(record: EntityRecord, scope: Scope) -> Entity:
    known = _names(record.names, scope)
    point = record.point and scope.reference(record.point.reference, "point", "reference")
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
        authors=scope.pages(record.author, "author", folders=WHO),
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
    same_as = scope.claims((record.same_as,), *field, "same_as") if record.same_as else ()
    return Claim(
        key=ClaimKey(source.slug, record.id),
        record=record,
        by=scope.pages(named, *field, "by", folders=WHO),
        maybe=scope.page(record.maybe, *field, "maybe", folders=WHO),
        about=scope.pages(record.about, *field, "about", folders=ABOUT),
        answers=answers,
        value=_value(record.value, answers, (*field, "value"), scope),
        relies_on=None if isinstance(relies_on, ParagraphKey) else relies_on,
        shown_by=scope.claims(record.shown_by, *field, "shown_by"),
        same_as=same_as[0] if same_as else None,
        also_answers=tuple(_also_answers(record, scope)),
    )


def _also_answers(record: ClaimRecord, scope: Scope) -> Iterator[tuple[Key, Value | None]]:
    for question, written in record.also_answers:
        field = ("claims", record.id, "also_answers", question)
        if key := scope.page(question, *field, folders=("questions",)):
            yield key, _value(written, key, field, scope)


def _value(written: str | None, answers: Key | None, field: FieldPath, scope: Scope) -> Value | None:
    if written is None or answers is None:
        return None
    question = scope.record_of(answers)
    assert isinstance(question, QuestionRecord)
    if question.type == "entity":
        key = scope.page(written, *field)
        return None if key is None else EntityValue(key)
    try:
        return parse_value(question.type, written, question.unit)
    except NotationError as problem:
        scope.field_problem(field, "VALUE", f"'{written}' is not {_kind(question)}: {problem}", problem.hint)
        return None


def _kind(question: QuestionRecord) -> str:
    return {"number": "a number", "date": "a date", "yes-no": "yes or no", "text": "a text"}[question.type]
