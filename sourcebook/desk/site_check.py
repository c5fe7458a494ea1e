"""Site check: tests the pages of a built site, as a dossier's own theme may break what the program's tests hold."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from sourcebook.model.files import walk_files
from sourcebook.model.problem import START, Place, Problem

LOADING = {"img": "src", "script": "src", "source": "src", "iframe": "src", "link": "href"}
RELATIONS = {"stylesheet", "icon", "preload", "apple-touch-icon"}
POLICY, MOVED = "content-security-policy", "refresh"
NEEDS = {
    "h1": "one heading of the first level",
    "title": "a title",
    "description": "a description",
    "lang": "a language",
}

Attributes = list[tuple[str, str | None]]


def check_site(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the pages in a folder: links, ids, headings, the content security policy."""
    pages = {path.relative_to(folder).as_posix(): path for path in walk_files(folder) if path.suffix == ".html"}
    read = {name: _Page(name, path.read_text("utf-8")) for name, path in pages.items()}
    for name, page in read.items():
        yield from page.problems
        if name != "404.html":  # its links are rooted at the host
            for href, place in page.links:
                if message := _dead(folder, read, name, href):
                    yield _told(name, place, message)
    for path in walk_files(folder):
        if path.suffix == ".css" and re.search(rb"@import|url\(\s*[\"']?(?:[a-z]+:)?//", path.read_bytes()):
            yield _told(path.relative_to(folder).as_posix(), START, "loads from another host, which the policy forbids")


class _Page(HTMLParser):
    """A page: its ids, its links, and what is wrong with it by itself."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__()
        self.name = name
        self.ids: Counter[str] = Counter()
        self.links: list[tuple[str, Place]] = []
        self.problems: list[Problem] = []
        self._has: Counter[str] = Counter()
        self._in_script = False
        self.feed(text)
        for anchor in (anchor for anchor, count in self.ids.items() if count > 1):
            self._tell(f"the id `{anchor}` is given {self.ids[anchor]} times", START)
        if not self._has[MOVED]:
            for needed in (said for key, said in NEEDS.items() if self._has[key] != 1):
                self._tell(f"the page needs {needed}, and one alone", START)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given, place = {name: value or "" for name, value in attrs}, Place(*self.getpos())._replace(column=1)
        self._has[tag] += tag in ("h1", "body") or (tag == "title" and not self._has["body"])
        self._has["lang"] += tag == "html" and "lang" in given
        self._has[given.get("name", "").removeprefix("twitter:")] += tag == "meta"
        self._has[given.get("http-equiv", "").lower()] += tag == "meta"
        self.ids.update([given["id"]] if "id" in given else [])
        if "href" in given or "src" in given:
            self.links.append((given.get("href", given.get("src", "")), place))
        if tag == "img" and "alt" not in given:
            self._tell("a picture has no `alt`", place)
        self._in_script = tag == "script" and "src" not in given and given.get("type") != "application/ld+json"
        self._check_policy(tag, given, place)

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self._tell("a script within the page, which the policy forbids", Place(self.getpos()[0]))

    def _check_policy(self, tag: str, given: dict[str, str], place: Place) -> None:
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self._tell(f"<{tag}> has a style or a script of its own, which the policy forbids", place)
        loaded = given.get(LOADING.get(tag, ""), "")
        if tag == "link" and not RELATIONS & set(given.get("rel", "").split()):
            return
        if loaded and not self._has[POLICY]:
            self._tell(f"`{loaded}` is loaded before the policy, or without one", place)
        if urlsplit(loaded).netloc:
            self._tell(f"`{loaded}` is loaded from another host, which the policy forbids", place)

    def _tell(self, message: str, place: Place) -> None:
        self.problems.append(_told(self.name, place, message))


def _dead(folder: Path, pages: dict[str, _Page], name: str, href: str) -> str:
    """Fault of an address on a page, in words; "" if it has none or leads to another site."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return ""
    path = normpath(join(name.rpartition("/")[0], unquote(parts.path))) if parts.path else name
    target = join(path, "index.html") if parts.path.endswith(("/", ".")) or path == "." else path
    target = normpath(target)
    if not (folder / target).is_file():
        return f"`{href}` leads nowhere"
    fragment = unquote(parts.fragment)
    if fragment and target in pages and fragment not in pages[target].ids:
        return f"`{href}` leads to no element of {target}"
    return ""


def _told(name: str, place: Place, message: str) -> Problem:
    return Problem(f"site/{name}", place, "SITE", message, "mend the template or the page that it is made from")
