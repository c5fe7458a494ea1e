"""Tasks of a site: one for each page, export and card.

Their code is imported when they run.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sourcebook.build.inputs import ReadInputs
from sourcebook.build.options import BuildOptions
from sourcebook.build.task import Task
from sourcebook.build.theme import ASSETS, Theme
from sourcebook.cache.cache import Cache
from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile
from sourcebook.model.items import Item
from sourcebook.model.names import KINDS, file_of
from sourcebook.model.reader import Reader
from sourcebook.stages.render import Templates, render
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.page_data import PAGE_DATA
from sourcebook.views.site import RenderInput, Site

if TYPE_CHECKING:
    from sourcebook.exports.cards import Cards

FILLED = (("feeds", "feed_input"), ("feeds", "sitemap_input"), ("search", "search_input"))
WRITTEN = (("hosting", "hosting_files"), ("bibliography", "bibliography_files"), ("tables", "table_files"))
"""Exports by module and function: those that a template fills, and those that are written without one."""

PLAIN = (
    *(f"{name}.html" for name in "base columns home index article topic data search not-found".split()),
    *(f"partials/{name}.html" for name in "page_assets site_header page_head page_end site_footer citation".split()),
    *(f"partials/{name}.html" for name in "inline sections lists evidence_box".split()),
)
"""Templates of a dossier of topics and plain pages alone."""

Digests = Mapping[str, Callable[[Any], bytes]]


def site_tasks(reader: Reader, options: BuildOptions, theme: Theme) -> tuple[list[Task], Digests]:
    """List all tasks of a site except the full-text index.

    Returns them with functions, by kind, that compute digests of dependencies outside the dossier.
    """
    address = (options.address or reader.settings().address).rstrip("/")
    addresses = Addresses(address, options.for_disk)
    templates = Templates(theme.templates, theme.translations, theme.cache)
    cards, drawn = _cards(reader, options, theme, templates)
    shell = Shell(
        theme.names, options.report, options.noindex, options.preview, cards or {}, options.draws, options.indexes
    )
    site = Site(reader, theme.translations, addresses, shell)
    filled = partial(_filled, reader, templates)
    tasks = [Task(page.url, partial(filled, page.make), file_of(page.url)) for page in site.plans()]
    tasks += [Task(name, partial(filled, partial(_export, module, name, site))) for module, name in FILLED]
    tasks += [Task(name, partial(_export, module, name, site)) for module, name in WRITTEN]
    tasks.append(Task("assets", partial(_assets, reader, theme)))
    tasks.append(Task("licences", partial(_licences, reader, site, theme)))
    digests: Digests = {
        **site.digests(),
        "card": cards.digest if cards is not None else lambda _: b"",
        "template": theme.template_digest,
        "texts": lambda _: b"",  # registered when all pages are made
        "theme": lambda path: digest(theme.files.get(path, b"")),
        "assets": lambda _: digest(*(part for file in theme.assets for part in (file.path.encode(), file.data))),
    }
    return tasks + drawn, digests


def _filled(reader: Reader, templates: Templates, make: Callable[[], RenderInput]) -> Iterable[OutputFile]:
    page = make()
    reader.note(Item("template", page.template))
    yield from render([page], templates)
    if page.data is not None:
        yield OutputFile(f"{page.url}{PAGE_DATA}".removeprefix("/"), page.data, page.origin)


def _export(module: str, name: str, site: Site) -> Any:
    return getattr(import_module(f"sourcebook.exports.{module}"), name)(site)


def _assets(reader: Reader, theme: Theme) -> Iterable[OutputFile]:
    reader.note(Item("assets"))
    return theme.assets


def _licences(reader: Reader, site: Site, theme: Theme) -> Iterable[OutputFile]:
    from sourcebook.exports.licences import TABLE, licence_file

    reader.note(Item("theme", path := f"templates/{TABLE}"))
    return [licence_file(site, theme.files[path])]


def _cards(
    reader: Reader, options: BuildOptions, theme: Theme, templates: Templates
) -> tuple["Cards | None", list[Task]]:
    """Cards of pages, and the tasks that draw them and the icons."""
    if not options.draws:
        return None, []
    from sourcebook.exports.cards import Cards

    cards = Cards(reader, theme.translations, theme.font_files)
    drawn = [
        Task(f"card {url}", partial(_card, reader, templates, cards, theme, url), late=True) for url in cards.pages
    ]
    return cards, [*drawn, Task("icons", partial(_icons, reader, theme), late=True)]


def _card(reader: Reader, templates: Templates, cards: "Cards", theme: Theme, url: str) -> Iterator[OutputFile]:
    from sourcebook.exports.cards import SIZE, card_input, draw

    _note_files(reader, theme.fonts)
    view = cards.view(url)
    if view is not None:
        for drawing in _filled(reader, templates, lambda: card_input(view)):
            yield OutputFile(drawing.path, draw(drawing.data.decode(), theme.font_files, SIZE[0]), drawing.origin)


def _icons(reader: Reader, theme: Theme) -> Iterable[OutputFile]:
    from sourcebook.exports.cards import icon_files

    _note_files(reader, [path := f"{ASSETS}icon.svg"])
    return icon_files(theme.files[path].decode(), theme.font_files)


def _note_files(reader: Reader, paths: Sequence[str]) -> None:
    for path in paths:
        reader.note(Item("theme", path))


def warm_up(read: ReadInputs, options: BuildOptions, cache: Cache) -> None:
    """Import the modules that make a site, and compile the templates it likely needs.

    Faults in settings and templates are ignored; they are told where these are read.
    """
    for module, _ in (*FILLED, *WRITTEN):
        import_module(f"sourcebook.exports.{module}")
    site = next((file.data for file in read.files if file.path == "site.toml"), b"")
    with suppress(Exception):  # what is wrong with the settings, or a template, is told where it is read
        language = tomllib.loads(site.decode())["language"]
        theme = Theme(options.root, read.theme, language, options.preview, cache, options.own_theme)
        kinds = {KINDS[folder] for file in read.files if (folder := file.path.partition("/")[0]) in KINDS}
        templates = Templates(theme.templates, theme.translations, cache)
        templates.compile(PLAIN if kinds <= {"topic", "page"} else ())
