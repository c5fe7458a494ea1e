"""The parts of the output: what each of them is made by, imported when it is made."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from sourcebook.bodies import Shelf
from sourcebook.house import House, load_house, load_words
from sourcebook.memory import Given, Memory, remember
from sourcebook.model.digests import digest
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import Output, OutputFile
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import KINDS, Key, file_of, page_url
from sourcebook.model.reader import Reader
from sourcebook.order import Order
from sourcebook.spool import Spool
from sourcebook.stages.render import Templates, render
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import RenderInput, Site
from sourcebook.workers import WORTH_SHARING, spread

if TYPE_CHECKING:
    from sourcebook.exports.cards import CardView


ASSETS = "assets"

PLAIN = tuple(f"{name}.html" for name in ("home", "index", "article", "topic", "data", "search", "not-found"))
"""Templates that a dossier of topics and plain pages needs."""


class Job(Struct, frozen=True):
    """A part of the output, and how it is made; `path`: the one file it is, where that is known before."""

    name: str
    make: Callable[[], Iterable[OutputFile]]
    path: str = ""


class Made(Struct, frozen=True):
    """A part of the output that was made, and whose bodies were read for it."""

    name: str
    files: tuple[Output, ...]
    reads: frozenset[Key]
    learnt: Given = field(default_factory=dict)


def jobs_of(dossier: Dossier, order: Order, memory: Memory, names: Collection[str] | None = None) -> list[Job]:
    """All parts of the output but the full text, or those of these names."""
    settings = dossier.tables.settings
    house = load_house(order.root, settings.language, memory, plain=order.preview)
    addresses = Addresses((order.address or settings.address).rstrip("/"), order.for_disk)
    reader = Reader(Lookup(dossier))
    cards = _cards(reader, house) if order.draws else {}
    pictures = {url: card.picture for url, card in cards.items()}
    shell = Shell(house.names, order.report, order.noindex, order.preview, pictures, order.draws, order.indexes)
    site = Site(reader, house.words, addresses, shell)
    templates = Templates(house.templates, house.words, memory)
    inputs = [(plan.url, plan.make, file_of(plan.url)) for plan in site.plans(names)]
    inputs += [(make.__name__, partial(make, site), "") for make in (_feed, _sitemap, _search)]
    jobs = [Job(name, partial(_screen, reader, make, templates), path) for name, make, path in inputs]
    jobs += [Job(make.__name__, partial(make, site)) for make in (_hosting, _references, _tables)]
    jobs.append(Job(ASSETS, lambda: house.assets))
    jobs.append(Job("licences", partial(_licences, site, house)))
    if order.draws:
        jobs.append(Job("pictures", partial(_pictures, cards, house, templates, order, memory)))
    return [job for job in jobs if names is None or job.name in names]


def _screen(reader: Reader, make: Callable[[], RenderInput], templates: Templates) -> Iterable[OutputFile]:
    with reader.recording():
        screen = make()
    return render([screen], templates)


def _feed(site: Site) -> RenderInput:
    from sourcebook.exports.feeds import feed_screen

    return feed_screen(site)


def _sitemap(site: Site) -> RenderInput:
    from sourcebook.exports.feeds import sitemap_screen

    return sitemap_screen(site)


def _search(site: Site) -> RenderInput:
    from sourcebook.exports.search import search_screen

    return search_screen(site)


def _hosting(site: Site) -> Iterable[OutputFile]:
    from sourcebook.exports.hosting import hosting_files

    return hosting_files(site)


def _references(site: Site) -> Iterable[OutputFile]:
    from sourcebook.exports.bibliography import bibliography_files

    return bibliography_files(site)


def _tables(site: Site) -> Iterable[OutputFile]:
    from sourcebook.exports.tables import table_files

    return table_files(site)


def _licences(site: Site, house: House) -> Iterable[OutputFile]:
    from sourcebook.exports.licences import licence_file

    return [licence_file(site, house.templates)]


def _cards(reader: Reader, house: House) -> "dict[str, CardView]":
    from sourcebook.exports.cards import card_views
    from sourcebook.exports.typeface import by_weight

    return card_views(reader, house.words, by_weight(house.fonts))


def _pictures(
    cards: "dict[str, CardView]", house: House, templates: Templates, order: Order, memory: Memory
) -> Iterable[OutputFile]:
    from sourcebook.exports.cards import card_screens
    from sourcebook.exports.drawing import Desk, icon_files

    desk = Desk(house.fonts, memory)
    yield from desk.pictures(render(card_screens(cards), templates))
    yield from icon_files(desk, (order.root / "assets" / "icon.svg").read_text("utf-8"))


def import_makers() -> None:
    """Import what most dossiers have parts of, which else is imported when the part is made."""
    import sourcebook.exports.bibliography
    import sourcebook.exports.feeds
    import sourcebook.exports.hosting
    import sourcebook.exports.licences
    import sourcebook.exports.search
    import sourcebook.exports.tables
    import sourcebook.views.pages.articles
    import sourcebook.views.pages.data
    import sourcebook.views.pages.home
    import sourcebook.views.pages.indexes
    import sourcebook.views.pages.topics  # noqa: F401


def compiled(root: Path, language: str, memory: Memory, folders: Iterable[str]) -> Iterator[Given]:
    """In a fork: what each template is compiled to, for the memory of the process that it is a fork of.

    They are those that a dossier with pages in these `folders` is likely to need.
    """
    templates = Templates(root / "templates", load_words(root, language, memory), memory)
    kinds = {KINDS[folder] for folder in folders}
    plain = PLAIN if kinds <= {"topic", "page"} else ()
    for _ in templates.compile(plain):
        yield memory.give()


def run(jobs: Sequence[Job], shelf: Shelf, memory: Memory, workers: int, spool: Spool | None = None) -> list[Made]:
    """Do the jobs, on all cores if there are many. Their files lie on the spool, if there is one.

    Those that make more than a page come first: so no process waits long for another one in the end.
    """
    many, jobs = len(jobs) >= WORTH_SHARING, sorted(jobs, key=lambda job: bool(job.path))
    if many and spool is not None:
        spool.begin()
    keep = spool.put if many and spool is not None else None
    done = spread([partial(do, job, shelf, memory, keep) for job in jobs], workers if many else 1)
    for each in done:
        memory.take(each.learnt)
    return done


def do(job: Job, shelf: Shelf, memory: Memory, keep: Callable[[Output], Output] | None = None) -> Made:
    """Do one; `keep` says what becomes of its files."""
    shelf.reads()
    files = tuple(job.make() if keep is None else map(keep, job.make()))
    return Made(job.name, files, shelf.reads(), memory.give())


def full_text(dossier: Dossier, order: Order, memory: Memory, new: Mapping[str, Output]) -> list[OutputFile]:
    """Pagefind's files for the written pages, which are new or lie in the output folder."""
    from sourcebook.exports.fulltext import full_text_files

    paths = sorted(file_of(page_url(key)) for key in dossier.pages)
    pages = [(path, new[path].data if path in new else (order.out / path).read_bytes()) for path in paths]
    key = digest(*(part for path, data in pages for part in (path.encode(), data)))
    return remember(memory, lambda: list(full_text_files(pages)), b"full text", key)
