"""Indexes: one of each kind, A-Z, and the list of references."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from sourcebook.model.dossier import Entity, Event, Note, Page, Puzzle, Question, Source
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, ReferenceView
from sourcebook.views.here import Here
from sourcebook.views.spoken import date_text

PICTURE_OF = {"questions": ("matrix",), "places": ("map",)}
WEIGHTS = ("serious", "notable", "detail")
STANDINGS = (
    "disputed", "inconsistent", "unlike", "changed", "agreed", "repeated", "single", "listed", "unanswered",
)  # fmt: skip


class IndexRow(Struct, frozen=True):
    """A row of an index. `meta` are short facts in words ("7 claims", "2021"); `marks` are (standing name, title)."""

    page: LinkView
    summary: str
    meta: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


class IndexGroup(Struct, frozen=True):
    """Rows under a heading; `title` is empty where the index has one group only."""

    id: str
    title: str
    rows: tuple[IndexRow, ...]


class IndexView(Struct, frozen=True):
    """An index of one kind, or A-Z. `name` is its key ("topics", "a-z"); `intro` a sentence.

    `pictures` show the same.
    """

    name: str
    title: str
    intro: str
    groups: tuple[IndexGroup, ...]
    pictures: tuple[LinkView, ...] = ()


class ReferencesView(Struct, frozen=True):
    """All references, with the pages that use each."""

    title: str
    intro: str
    references: tuple[tuple[ReferenceView, tuple[LinkView, ...]], ...]


def index_view(here: Here, folder: str) -> IndexView:
    """The index of a folder: questions by standing, puzzles by weight, sources and events by date, others by name."""
    pages = [page for page in here.lookup.dossier.pages.values() if page.key.folder == folder]
    title, intro = here.words(f"nav.{folder}"), here.words(f"index.intro.{folder}")
    pictures = here.made(*PICTURE_OF.get(folder, ()))
    return IndexView(folder, title, intro, tuple(_groups(here, folder, pages)), pictures)


def az_view(here: Here) -> IndexView:
    """Every page under every name that it goes by, by first letter."""
    rows: dict[str, list[tuple[str, IndexRow]]] = {}
    for page in here.lookup.dossier.pages.values():
        for name, lang in page_names(here, page).items():
            row = IndexRow(LinkView(name, here.href(page.url), lang), "", (here.words(f"kind.{page.key.kind}"),), ())
            rows.setdefault(_letter(name), []).append((name, row))
    groups = [
        IndexGroup(
            f"s-{letter.lower()}", letter, tuple(row for _, row in sorted(found, key=lambda pair: fold(pair[0])))
        )
        for letter, found in sorted(rows.items(), key=lambda pair: fold(pair[0]))
    ]
    return IndexView("a-z", here.words("nav.a-z"), here.words("index.intro.a-z"), tuple(groups))


def references_view(here: Here) -> ReferencesView:
    """All references by publisher and title, each with the pages that use it."""
    uses: dict[str, list[Key]] = {}
    for page in here.lookup.dossier.pages.values():
        for reference in sorted(_used(page)):
            uses.setdefault(reference, []).append(page.key)
    found: Sequence[tuple[ReferenceView, tuple[LinkView, ...]]] = [
        (here.reference(reference), here.links(tuple(uses.get(reference.id, ()))))
        for reference in sorted(
            here.lookup.dossier.tables.references, key=lambda each: (fold(each.publisher), fold(each.title))
        )
    ]
    return ReferencesView(here.words("nav.references"), here.words("index.intro.references"), tuple(found))


def source_rows(here: Here) -> tuple[IndexRow, ...]:
    """Documents by date."""
    return tuple(row(here, page) for page, _ in here.lookup.sources)


def row(here: Here, page: Page) -> IndexRow:
    """A page in a list, with what tells it from the others of its kind."""
    about = here.lookup.summary(page)
    if isinstance(page.matter, Question):
        about = page.matter.record.asks
    return IndexRow(here.link(page.key), about, tuple(_meta(here, page)), tuple(_marks(here, page)))


def page_names(here: Here, page: Page) -> dict[str, str | None]:
    """All names of a page that take no side, with the language of those that have one of their own."""
    names: dict[str, str | None] = {page.title: None}
    if isinstance(page.matter, Entity):
        for _, _, named in here.lookup.names.get(page.key, ()):
            spelling = named.record.spelling
            if spelling and not here.lookup.is_loaded(spelling):
                names.setdefault(spelling, None)
        for outside in page.matter.record.names:
            names.setdefault(outside.text, outside.lang)
    return names


def fold(text: str) -> str:
    """Letters without case and accents, for order."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFD", plain.replace("ı", "i").replace("ə", "e"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _groups(here: Here, folder: str, pages: Sequence[Page]) -> Iterable[IndexGroup]:
    if not pages:
        return []
    if folder == "questions":
        return _by(here, pages, STANDINGS, lambda page: here.lookup.verdicts[page.key][0].standing, "standing.{}.title")
    if folder == "puzzles":
        return _by(here, pages, WEIGHTS, _weight, "puzzle.weight.{}")
    if folder == "sources":
        return [IndexGroup("s-all", "", source_rows(here))]
    ordered = sorted(pages, key=lambda page: _event_order(page) if folder == "events" else ("", fold(page.title)))
    return [IndexGroup("s-all", "", tuple(row(here, page) for page in ordered))]


def _by(
    here: Here, pages: Sequence[Page], names: Sequence[str], name_of: Callable[[Page], str], title: str
) -> Iterable[IndexGroup]:
    for name in names:
        found = sorted((page for page in pages if name_of(page) == name), key=lambda page: fold(page.title))
        if found:
            heading = here.words(title.format(name), n="…")
            yield IndexGroup(f"s-{name}", heading, tuple(row(here, page) for page in found))


def _weight(page: Page) -> str:
    assert isinstance(page.matter, Puzzle)
    return page.matter.record.weight


def _event_order(page: Page) -> tuple[str, str]:
    assert isinstance(page.matter, Event)
    when = page.matter.record.when
    bound = (when.earliest or when.latest) if when else None
    return (bound.isoformat() if bound else "9999", fold(page.title))


def _meta(here: Here, page: Page) -> Iterable[str]:
    words, lookup = here.words, here.lookup
    match page.matter:
        case Source() as source:
            yield from (here.link(key).title for key in (source.outlet,) if key)
            yield date_text(source.record.published.date, words)
            yield words(f"basis.short.{source.record.published.basis}")
            yield words.count("claims", len(source.claims))
        case Question():
            yield words.count("answers", sum(len(verdict.claims) for verdict in lookup.verdicts[page.key]))
        case Puzzle() as puzzle:
            yield words(f"puzzle.kind.{puzzle.record.kind}")
        case Event() as event:
            yield date_text(event.record.when, words) if event.record.when else words("date.none")
        case Entity():
            yield words.count("claims", len(lookup.about.get(page.key, ())))


def _marks(here: Here, page: Page) -> Iterable[tuple[str, str]]:
    if isinstance(page.matter, Question):
        for verdict in here.lookup.verdicts[page.key]:
            yield verdict.standing, here.standing_title(verdict)


def _letter(name: str) -> str:
    first = next((letter for letter in fold(name) if letter.isalnum()), "#")
    return "0–9" if first.isdigit() else first.upper()


def _used(page: Page) -> set[str]:
    match page.matter:
        case Note() as note:
            return {reference.id for reference in note.references}
        case Source() as source:
            return {reference.id for reference in source.copies}
        case Entity() as entity:
            point = {entity.record.point.reference} if entity.record.point else set()
            return {name.reference for name in entity.record.names} | point
    return set()
