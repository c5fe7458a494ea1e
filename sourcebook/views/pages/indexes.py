"""Indexes of pages: by kind, and of all names from A to Z."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import LAST, Day
from sourcebook.model.dossier import Entity, Event, Note, Page, Puzzle
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, ListRow
from sourcebook.views.context import PageContext
from sourcebook.views.kinds import listed
from sourcebook.views.layout import footer, navigation
from sourcebook.views.list_rows import STANDINGS, WEIGHTS, list_row, standing_of

PICTURE_OF = {"questions": ("matrix",), "places": ("map",)}


class IndexGroup(Struct, frozen=True):
    """Rows of an index below a heading.

    `id`: its anchor; `title`: empty if the index has only one group.
    """

    id: str
    title: str
    rows: tuple[ListRow, ...]


class IndexView(Struct, frozen=True):
    """Index of the pages of a folder, or of all names from A to Z.

    `name`: its key ("topics", "a-z"); `pictures`: links to drawings of the same; of A to Z, to all lists.
    """

    name: str
    groups: tuple[IndexGroup, ...]
    pictures: tuple[LinkView, ...] = ()


def index_view(context: PageContext, folder: str) -> IndexView:
    """Make the template data of a folder's index.

    Questions are grouped by standing (how their answers compare), puzzles by weight; documents and events are sorted by
    date, others by title.
    """
    return IndexView(folder, tuple(_groups(context, folder)), context.made(*PICTURE_OF.get(folder, ())))


def az_view(context: PageContext) -> IndexView:
    """Make the template data of the index of all names of all pages, A to Z."""
    rows: dict[str, list[tuple[str, ListRow]]] = {}
    whole = context.dossier.whole().dossier.pages
    for page in (whole[key] for key in listed(context, whole)):
        bare = _bare_row(context, page.key)
        for name, lang in page_names(context, page).items():
            row = replace(bare, page=LinkView(name, bare.page.href, lang))
            rows.setdefault(_letter(name), []).append((fold(name), row))
    groups = [
        IndexGroup(f"s-{letter.lower()}", letter, tuple(row for _, row in sorted(named, key=itemgetter(0))))
        for letter, named in sorted(rows.items(), key=lambda pair: fold(pair[0]))
    ]
    menu = (LinkView(entry.title, entry.href) for entry in navigation(context, ""))
    return IndexView("a-z", tuple(groups), (*menu, *footer(context)))


def _bare_row(context: PageContext, key: Key) -> ListRow:
    """Row of a page without summary; a question has its answers."""
    if key.folder == "questions":
        return list_row(context, key)
    return ListRow(context.link(key), meta=(context.t(f"kind.{key.kind}"),))


def page_names(context: PageContext, page: Page) -> dict[str, str | None]:
    """Names of a page, each with its language, or None for that of the dossier.

    Loaded spellings (those that take sides) are left out.
    """
    names: dict[str, str | None] = {page.title: None}
    if isinstance(page.matter, Note):
        names |= {outside.text: outside.lang for outside in page.matter.record.names}
    if isinstance(page.matter, Entity):
        for _, named in context.dossier.names(page.key):
            spelling = named.record.spelling
            if spelling and not context.dossier.is_loaded(spelling):
                names.setdefault(spelling, None)
        for outside in page.matter.record.names:
            names.setdefault(outside.text, outside.lang)
    return names


def fold(text: str) -> str:
    """Sort key of a text: lower case, without accents."""
    plain = text.casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFD", plain.replace("ı", "i").replace("ə", "e"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _groups(context: PageContext, folder: str) -> Iterable[IndexGroup]:
    titles = dict(context.dossier.titles(folder))
    named = listed(context, sorted(titles, key=lambda key: fold(titles[key])))
    match folder:
        case "questions":
            standing = {key: standing_of(context, key) for key in named}
            yield from _by(context, standing, STANDINGS, "standing.{}.title")
        case "puzzles":
            weight = {key: context.matter(key, Puzzle).record.weight for key in named}
            yield from _by(context, weight, WEIGHTS, "puzzle.weight.{}")
        case "sources":
            yield from _all(context, listed(context, context.dossier.sources()))
        case "events":
            yield from _all(context, sorted(named, key=lambda key: _event_order(context.matter(key, Event))))
        case _:
            yield from _all(context, named)


def _all(context: PageContext, keys: Sequence[Key]) -> Iterable[IndexGroup]:
    if keys:
        yield IndexGroup("s-all", "", tuple(list_row(context, key) for key in keys))


def _by(context: PageContext, name_of: Mapping[Key, str], names: Sequence[str], title: str) -> Iterable[IndexGroup]:
    for name in names:
        rows = tuple(list_row(context, key) for key, own in name_of.items() if own == name)
        if rows:
            yield IndexGroup(f"s-{name}", context.t(title.format(name), n="…"), rows)


def _event_order(event: Event) -> Day:
    when = event.record.when
    return (when and (when.earliest or when.latest)) or LAST


def _letter(name: str) -> str:
    first = next((letter for letter in fold(name) if letter.isalnum()), "#")
    return "0–9" if first.isdigit() else first.upper()
