"""The story of a build: read, parse, link, check, render, publish."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sourcebook.exports.bibliography import bibliography_files
from sourcebook.exports.cards import CardView, card_screens, card_views
from sourcebook.exports.drawing import Desk, icon_files
from sourcebook.exports.feeds import feed_screen, sitemap_screen
from sourcebook.exports.fulltext import full_text_files
from sourcebook.exports.hosting import hosting_files
from sourcebook.exports.search import search_screen
from sourcebook.exports.tables import table_files
from sourcebook.exports.typeface import by_weight
from sourcebook.house import House, load_house, words_file
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import OutputFile, SourceFile
from sourcebook.model.problem import START, Problem
from sourcebook.model.record import Entry
from sourcebook.model.tables import Tables
from sourcebook.stages.check import check
from sourcebook.stages.link import link
from sourcebook.stages.parse import parse
from sourcebook.stages.publish import publish
from sourcebook.stages.read import read
from sourcebook.stages.render import render
from sourcebook.views.addresses import Addresses, file_of
from sourcebook.views.frame import Shell
from sourcebook.views.lookup import Lookup
from sourcebook.views.site import Site


@dataclass(frozen=True)
class Order:
    """What to build and how.

    `root` holds templates and assets. `address` and `report` override those of `site.toml`. `for_disk` makes links
    that work from a folder; `preview` leaves out the policy and the digests in the names of assets. `cards`: draw
    pictures of pages for where they are shared, and icons. `full_text`: have the pages searched word by word.
    """

    root: Path
    content: Path
    out: Path
    address: str | None = None
    report: str | None = None
    noindex: bool = False
    for_disk: bool = False
    preview: bool = False
    cards: bool = True
    full_text: bool = False

    @property
    def draws(self) -> bool:
        """Pictures serve a published site alone: they are given with its address."""
        return self.cards and not self.preview and not self.for_disk

    @property
    def indexes(self) -> bool:
        """Full text needs a server, and longer than an editor waits for a preview."""
        return self.full_text and not self.preview and not self.for_disk


@dataclass(frozen=True)
class Result:
    """Problems, sorted; the dossier if it could be linked; the files if there is no error among the problems."""

    problems: tuple[Problem, ...]
    dossier: Dossier | None = None
    files: tuple[OutputFile, ...] = field(default=(), repr=False)

    @property
    def failed(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)


def build(order: Order) -> Result:
    """Build the site of `order.content` into `order.out`; nothing there changes where there is an error."""
    result = compose(order)
    if result.failed:
        return result
    kept = [order.content, order.root / "templates", order.root / "assets", order.root / "sourcebook"]
    problems = publish(result.files, order.out, kept)
    return Result((*problems, *result.problems), result.dossier, result.files)


def compose(order: Order) -> Result:
    """All of a build but publishing: the files of the site, in memory."""
    result = examine(order.content)
    if result.failed or result.dossier is None:
        return result
    language = result.dossier.tables.settings.language
    if words_file(order.root, language) is None:
        hint = f"translate templates/words/en.toml into {language}.toml beside it"
        silent = Problem("site.toml", START, "LANGUAGE", f"the interface has no words in '{language}'", hint)
        return Result(_sorted([*result.problems, silent]), result.dossier)
    house = load_house(order.root, language, plain=order.preview)
    return Result(result.problems, result.dossier, tuple(_files(result.dossier, house, order)))


def examine(content: Path) -> Result:
    """Read, parse, link and check the dossier in `content`."""
    files, problems = read(content)
    entries, tables, broken, found = _parse_all(files)
    problems += found
    if tables is None:
        return Result(_sorted(problems))
    dossier, found = link(entries, tables, broken)
    problems += found
    if not problems:
        problems += check(dossier).problems
    return Result(_sorted(problems), dossier)


def _parse_all(files: Iterable[SourceFile]) -> tuple[list[Entry], Tables | None, list[str], list[Problem]]:
    entries: list[Entry] = []
    tables: dict[str, Any] = {}
    broken: list[str] = []
    problems: list[Problem] = []
    for file in files:
        said, found = parse(file)
        problems += found
        if isinstance(said, Entry):
            entries.append(said)
        elif said is not None:
            tables[file.path] = said
        else:
            broken.append(file.path)
    return entries, _tables(tables), broken, problems


def _tables(found: dict[str, Any]) -> Tables | None:
    if "site.toml" not in found:
        return None
    names = ("references.toml", "terms.toml", "corrections.toml", "addresses.txt")
    listed = (found.get(name, ()) for name in names)
    return replace(Tables(found["site.toml"], *listed), outline=found.get("map/outline.toml"))


def _files(dossier: Dossier, house: House, order: Order) -> Iterable[OutputFile]:
    settings = dossier.tables.settings
    addresses = Addresses((order.address or settings.address).rstrip("/"), order.for_disk)
    lookup = Lookup(dossier)
    cards = card_views(lookup, house.words, by_weight(house.fonts)) if order.draws else {}
    pictures = {url: card.picture for url, card in cards.items()}
    shell = Shell(house.names, order.report, order.noindex, order.preview, pictures, order.draws, order.indexes)
    site = Site(lookup, house.words, addresses, shell)
    screens = list(site.screens())
    screens += [feed_screen(site), sitemap_screen(site), search_screen(site)]
    pages = list(render(screens, house.templates, house.words))
    yield from pages
    yield from hosting_files(site)
    yield from bibliography_files(site)
    yield from table_files(site)
    yield from house.assets
    if order.draws:
        yield from _pictures(cards, house, order)
    if order.indexes:
        yield from full_text_files(pages, {file_of(page.url) for page in dossier.pages.values()})


def _pictures(cards: dict[str, CardView], house: House, order: Order) -> Iterable[OutputFile]:
    desk = Desk(house.fonts, order.root / ".cache" / "pictures")
    yield from desk.pictures(render(card_screens(cards), house.templates, house.words))
    yield from icon_files(desk, (order.root / "assets" / "icon.svg").read_text("utf-8"))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))
