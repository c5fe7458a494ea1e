"""Dossiers built in process, and their pages as a reader's program sees them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build, check
from sourcebook.build.theme import Theme, read_theme_files
from sourcebook.cache.cache import Cache
from sourcebook.model.dossier import Dossier, Page
from sourcebook.output.guard import MARK_FILE
from tests.harness.pages import address_of, every_page
from tools.environment import ROOT

DOSSIERS = {"content": ROOT / "content", "lighthouse": ROOT / "examples" / "lighthouse"}
BASE = "https://reader.example/repo/"


@dataclass(frozen=True)
class Built:
    """The site of one of the `DOSSIERS` in `folder`, for the address `BASE`."""

    name: str
    folder: Path
    dossier: Dossier

    @property
    def written(self) -> list[Page]:
        """Pages with a file that are not a row or line of another page."""
        return [page for page in self.dossier.pages.values() if page.shown_on is None]

    @cached_property
    def pages(self) -> dict[str, LexborHTMLParser]:
        """All pages by their path below the folder. Not to be changed."""
        return {path: LexborHTMLParser(self.text(path)) for path in every_page(self.folder)}

    @cached_property
    def ids(self) -> dict[str, list[str]]:
        """The ids of each page, in the order of its text."""
        return {path: [node.attributes["id"] or "" for node in tree.css("[id]")] for path, tree in self.pages.items()}

    @cached_property
    def stubs(self) -> set[str]:
        return {path for path, tree in self.pages.items() if tree.css_first("body.stub")}

    def text(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")

    def links(self) -> list[tuple[str, str]]:
        """Every address that a page gives, of links and of what it loads, after the page."""
        return [(page, href) for page, tree in self.pages.items() for href in addresses(tree)]

    def target(self, page: str, href: str) -> tuple[str, str] | None:
        """File and fragment that an address on a page leads to; None where it leads out of the site."""
        address, fragment = urldefrag(urljoin(BASE + address_of(page), href))
        if urlsplit(address).netloc != urlsplit(BASE).netloc:
            return None
        path = unquote(address.removeprefix(BASE))
        return path + "index.html" if path == "" or path.endswith("/") else path, unquote(fragment)

    def resolves(self, page: str, href: str) -> bool:
        """Whether an address on a page leads out of the site, or to a file and, with a fragment, to an element."""
        found = self.target(page, href)
        if found is None:
            return True
        path, fragment = found
        return (self.folder / path).is_file() and (not fragment or fragment in self.ids[path])


def build_dossier(name: str, to: Path, *, address: str = BASE, for_disk: bool = False) -> None:
    """Build one of the `DOSSIERS` into a folder; there must be no error."""
    report = build(BuildOptions(ROOT, DOSSIERS[name], to, address=address, for_disk=for_disk, full_text=True))
    assert [str(problem) for problem in report.problems if problem.level == "error"] == []


@cache
def dossier_of(name: str) -> Dossier:
    """One of the `DOSSIERS`, linked."""
    dossier = check(BuildOptions(ROOT, DOSSIERS[name], DOSSIERS[name])).dossier
    assert dossier is not None
    return dossier


def theme(*, plain: bool) -> Theme:
    """The theme beside `build.py`, in English."""
    return Theme(ROOT, read_theme_files(ROOT)[0], "en", plain, Cache(None, b""))


def report_and_files(options: BuildOptions) -> tuple[Report, dict[str, bytes]]:
    """Report of a build into a temporary folder in place of `options.out`, and the files of the site by path."""
    with TemporaryDirectory() as folder:
        report = build(options._replace(out=Path(folder, "site")))
        return report, site_files(Path(folder, "site"))


def files_of(options: BuildOptions) -> dict[str, bytes]:
    """The files of a site by path; there must be no error."""
    report, files = report_and_files(options)
    assert not report.failed, report.problems
    return files


def site_files(folder: Path) -> dict[str, bytes]:
    """The files in an output folder by path, but for those that mark it as one."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if path != MARK_FILE}


def addresses(tree: LexborHTMLParser) -> Iterator[str]:
    """Every address that a page gives, of links and of what it loads."""
    for node in tree.css("[href], [src], [action]"):
        yield from (value for name in ("href", "src", "action") if (value := node.attributes.get(name)) is not None)


def one(tree: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    """The only element that a selector finds."""
    found = tree.css(selector)
    assert len(found) == 1, f"{len(found)} elements are {selector}"
    return found[0]
