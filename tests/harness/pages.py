"""Which pages of a built site to look at."""

from collections.abc import Iterator
from pathlib import Path


def every_page(site: Path) -> list[str]:
    """Paths of all HTML files, relative to the site, sorted."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def one_of_each_kind(site: Path) -> list[str]:
    """Home, the 404 page, and of each folder at the top its index and the longest page below it."""
    return ["index.html", "404.html", *(page for folder in folders(site) for page in of_folder(site, folder))]


def folders(site: Path) -> list[Path]:
    return sorted(path for path in site.iterdir() if path.is_dir())


def of_folder(site: Path, folder: Path) -> Iterator[str]:
    index = folder / "index.html"
    below = [path for path in folder.rglob("*.html") if path != index and not forwards(path)]
    longest = sorted(below, key=lambda path: (-path.stat().st_size, path))[:1]
    for path in ([index] if index.is_file() and not forwards(index) else []) + longest:
        yield path.relative_to(site).as_posix()


def forwards(page: Path) -> bool:
    """Whether it is a stub that sends the reader on from a former address."""
    return b'http-equiv="refresh"' in page.read_bytes()


def address_of(page: str) -> str:
    """A page's address below the site's: a folder's `index.html` is the folder."""
    return page.removesuffix("index.html")
