"""Which pages of a built site to look at."""

import re
from collections.abc import Iterator
from pathlib import Path

BODY = re.compile(rb'<body class="([a-z-]+)"')


def every_page(site: Path) -> list[str]:
    """Paths of all HTML files, relative to the site, sorted."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def one_of_each_kind(site: Path) -> list[str]:
    """Home, the 404 page, and of each folder at the top its index and the longest page below it."""
    return ["index.html", "404.html", *(page for folder in folders(site) for page in of_folder(site, folder))]


def one_of_each_template(site: Path) -> dict[str, str]:
    """The longest page of each kind, by the kind; not the 404 page, whose status is an error, and no stub."""
    found: dict[str, str] = {}
    for page in sorted(every_page(site), key=lambda page: -(site / page).stat().st_size):
        kind = BODY.search((site / page).read_bytes())
        if kind and kind[1] != b"not-found" and not forwards(site / page):
            found.setdefault(kind[1].decode(), page)
    return dict(sorted(found.items()))


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
    return b'<body class="stub">' in page.read_bytes()


def address_of(page: str) -> str:
    """A page's address below the site's: a folder's `index.html` is the folder."""
    return page.removesuffix("index.html")
