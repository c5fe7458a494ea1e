"""State of the preview: files, answers to requests, messages for browsers."""

import json
from collections.abc import Collection, Mapping
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from sourcebook.preview.excerpt import Finding
from sourcebook.preview.media import HTML, media_type
from sourcebook.preview.overlay import EMPTY_PAGE, overlaid, problems_html

PAGES, PROBLEMS = "*", "problems"
"""Messages to browsers: load the page again, and fetch the problems. The address of a style sheet is a message too."""


class Answer(NamedTuple):
    """HTTP response. `location`: target of a redirect, else ""."""

    status: int
    media_type: str
    body: bytes
    location: str = ""


class Shown(Struct, frozen=True, dict=True):
    """State of the preview: files of the last good build, problems of the last edit.

    `files` and `drafts` are paths below the site's root; a mapping that is no `dict` may make them lazily. `base`: path
    of the site's address, without a final slash. `build`: id of the build that the files are from. `styles`: paths of
    the style sheets that differ from the state before, if nothing else does; else None.
    """

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()
    drafts: frozenset[str] = frozenset()
    base: str = ""
    build: str = ""
    styles: frozenset[str] | None = None

    @property
    def failed(self) -> bool:
        """True if one of the problems is an error."""
        return any(finding.problem.level == "error" for finding in self.findings)

    @cached_property
    def problems(self) -> str:
        """Problems as HTML; "" if there are none."""
        return problems_html(self.findings, built=bool(self.files))

    @property
    def state(self) -> bytes:
        """JSON that the overlay's script requests: build id and problems."""
        return json.dumps({"build": self.build, "problems": self.problems}).encode()

    def answer(self, path: str) -> Answer:
        """Answer a request for a path (percent-decoded), as a host would.

        HTML pages get the overlay.
        """
        if not self.files:
            return Answer(503, HTML, self._page("", EMPTY_PAGE))
        if path in ("/", self.base) and self.base:
            return Answer(302, HTML, b"", f"{self.base}/")
        name = path.removeprefix(f"{self.base}/") if path.startswith(f"{self.base}/") else None
        if name is None:
            return self._missing()
        if name == "" or name.endswith("/"):
            name += "index.html"
        elif f"{name}/index.html" in self.files:
            return Answer(302, HTML, b"", f"{self.base}/{name}/")
        return self._file(name) if name in self.files else self._missing()

    def _file(self, name: str, status: int = 200) -> Answer:
        data, kind = self.files[name], media_type(name)
        return Answer(status, kind, self._page(name, data) if kind == HTML else data)

    def _missing(self) -> Answer:
        if "404.html" in self.files:
            return self._file("404.html", 404)
        return Answer(404, media_type("missing.txt"), b"Not found\n")

    def _page(self, name: str, page: bytes) -> bytes:
        return overlaid(page, self.build, name in self.drafts, self.problems)


def news(before: Shown, after: Shown) -> tuple[str, ...]:
    """Compare two states of the preview. Returns messages to send to browsers.

    Empty if nothing changed, else `PAGES` (reload), `PROBLEMS` (fetch the problems again), or the addresses of changed
    style sheets. Files of another build that are not made yet count as changed.
    """
    told = (before.base, before.drafts, before.problems) == (after.base, after.drafts, after.problems)
    if before.build != after.build and after.styles is not None and told:
        return messages_for(after.styles, after.base)
    if before.build != after.build and not (isinstance(before.files, dict) and isinstance(after.files, dict)):
        return (PAGES,)
    same = before.files is after.files
    changed = set() if same else {name for name, data in after.files.items() if before.files.get(name) != data}
    gone = set() if same else before.files.keys() - after.files.keys()
    if gone or changed - before.files.keys() or (before.base, before.drafts) != (after.base, after.drafts):
        return (PAGES,)
    return messages_for(changed, after.base) or ((PROBLEMS,) if before.problems != after.problems else ())


def messages_for(changed: Collection[str], base: str) -> tuple[str, ...]:
    """Messages to send to browsers when files at these paths have changed.

    `base` as in `Shown`.
    """
    if all(name.endswith(".css") for name in changed):
        return tuple(f"{base}/{name}" for name in sorted(changed))
    return (PAGES,)
