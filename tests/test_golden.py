"""Golden files of the example dossier: text of a page of each kind, and in `site` heads and links of all of them.

A change shows as a difference here before a reader sees it. If it is wanted: `pytest tests/test_golden.py --accept`,
then read what git says has changed.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.stages.render import Templates, render
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import Site
from tests.dossiers import read_dossier
from tests.lighthouse import LIGHTHOUSE
from tests.readable import readable
from tests.sites import one, theme

GOLDEN = Path(__file__).parent / "golden"
MOST_LINES = 30

WHOLE = "record.txt"
"""The page that repeats all others: of its lines those are kept that stand on no other page."""

Pages = Mapping[str, str]
"""The HTML of all pages of the example by their address below the site's."""


def test_pages_read_as_accepted(pages: Pages, accept: bool) -> None:
    texts = {f"{name(url)}.txt": shortened(url, readable(html)) for url, html in pages.items()}
    texts[WHOLE] = without_lines_of(texts[WHOLE], [text for path, text in texts.items() if path != WHOLE])
    hold(GOLDEN / "pages", one_of_a_kind(texts), accept)


def test_heads_and_links_are_as_accepted(pages: Pages, accept: bool) -> None:
    trees = {url: LexborHTMLParser(html) for url, html in sorted(pages.items())}
    heads = "".join(f"{url} | {' | '.join(head(tree))}\n" for url, tree in trees.items())
    links = "".join(f"{text} -> {leads_to}\n" for text, leads_to in sorted(links_of(trees)))
    hold(GOLDEN / "site", {"heads.txt": heads, "links.txt": links}, accept)


def test_a_changed_a_missing_and_a_superfluous_file_are_each_told(tmp_path: Path) -> None:
    for path, text in {"a.txt": "one\ntwo\n", "b/c.txt": "three\n", "d.txt": "four\n"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    current = {"a.txt": "one\n2\n", "d.txt": "four\n", "e.txt": "five\n"}
    with pytest.raises(pytest.fail.Exception) as failed:
        hold(tmp_path, current, accept=False)
    said = str(failed.value).splitlines()
    assert said[1:] == ["a.txt is other:", " one", "-two", "+2", "b/c.txt is superfluous", "e.txt is missing"]
    hold(tmp_path, current, accept=True)
    hold(tmp_path, current, accept=False)
    assert not (tmp_path / "b").exists()


def one_of_a_kind(texts: dict[str, str]) -> dict[str, str]:
    """Of the pages of each folder the longest; the others say the like."""
    folders = {path.rpartition("/")[0] for path in texts}
    of_folders = {folder: [path for path in texts if path.rpartition("/")[0] == folder] for folder in folders}
    longest = [max(paths, key=lambda path: len(texts[path])) for folder, paths in of_folders.items() if folder]
    return {path: texts[path] for path in (*of_folders[""], *longest)}


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="module")
def pages() -> Pages:
    """All pages of the example, with the plain names of assets: their digests are not the dossier's."""
    dossier = read_dossier(LIGHTHOUSE)
    house = theme(plain=True)
    shell = Shell(house.names, report=None, noindex=False, preview=False)
    screens = list(Site(dossier, house.translations, Addresses(dossier.settings().address), shell).inputs())
    files = render(screens, Templates(house.templates, house.translations))
    return {screen.url: file.data.decode() for screen, file in zip(screens, files, strict=True)}


def name(url: str) -> str:
    """The name of a page's golden file: `topics/a` for `/topics/a/`, `index` for home."""
    return url.strip("/").removesuffix(".html") or "index"


def shortened(url: str, text: str) -> str:
    """A page's text without how to cite it, which is made alike for all pages: home's and the documents' are kept."""
    return (
        text if url == "/" or url.startswith("/sources/") else text.partition("\n\n## How to cite\n")[0].rstrip() + "\n"
    )


def without_lines_of(text: str, others: Iterable[str]) -> str:
    known = {line for other in others for line in other.splitlines()}
    return "".join(f"{line}\n" for line in text.splitlines() if line not in known)


def head(tree: LexborHTMLParser) -> Iterator[str]:
    """What the head of a page tells search engines and browsers."""
    yield tree.css("title")[0].text()
    for selector, attribute in {"meta[name=description]": "content", "link[rel=canonical]": "href"}.items():
        yield from (node.attributes[attribute] or "" for node in tree.css(selector))


def links_of(trees: Mapping[str, LexborHTMLParser]) -> set[tuple[str, str]]:
    """Each text that links to another page in the main part of a page, with where it leads."""
    return {
        (" ".join(link.text().split()), urljoin(url, href))
        for url, tree in trees.items()
        for link in one(tree, "main").css("a[href]")
        if not (href := link.attributes["href"] or "").startswith("#")
    }


def hold(folder: Path, current: dict[str, str], accept: bool) -> None:
    """Fail where the files of `folder` are not `current`, or make them so."""
    if accept:
        write(folder, current)
    accepted = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in files_in(folder)}
    told = [line for path in sorted({*accepted, *current}) for line in difference(path, accepted, current)]
    if told:
        pytest.fail("\n".join([f"{folder.name} are not as accepted; read, then run with --accept:", *told]), False)


def difference(path: str, accepted: dict[str, str], current: dict[str, str]) -> Iterator[str]:
    if path not in current:
        yield f"{path} is superfluous"
    elif path not in accepted:
        yield f"{path} is missing"
    elif accepted[path] != current[path]:
        lines = difflib.unified_diff(accepted[path].splitlines(), current[path].splitlines(), n=1, lineterm="")
        shown = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
        yield f"{path} is other:"
        yield from shown[:MOST_LINES]
        if len(shown) > MOST_LINES:
            yield f"... and {len(shown) - MOST_LINES} lines more"


def write(folder: Path, current: dict[str, str]) -> None:
    for path in files_in(folder):
        path.unlink()
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir()
    for path_name, text in current.items():
        path = folder / path_name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def files_in(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
