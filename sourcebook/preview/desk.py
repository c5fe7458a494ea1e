"""What the preview shows at a moment: the last good site, and what is wrong with the newest edit."""

from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from sourcebook.model.problem import Problem
from sourcebook.pipeline import Order, compose

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
STYLE = (
    "body>.problems{position:sticky;inset-block-start:0;z-index:9;margin:0;padding:1rem 1.5rem;background:#fff3d6;"
    "color:#2b1d00;border-block-end:3px solid #9a5b00;font:15px/1.5 system-ui,sans-serif}"
    ".problems h2{margin:0 0 .5rem;font:inherit;font-weight:700}.problems ol{margin:0;padding-inline-start:1.5rem}"
    ".problems code{font:14px/1.5 ui-monospace,monospace}"
)


@dataclass(frozen=True)
class Shown:
    """One moment of the preview: the files of the last good build by path, and the problems of the newest."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...]

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, media type and body for a request's path; a page carries the problems on top."""
        name = path.removeprefix("/")
        for candidate in (name, f"{name}index.html" if name.endswith("/") or not name else ""):
            if candidate in self.files:
                return 200, _type(candidate), self._body(candidate)
        if f"{name}/index.html" in self.files:
            return 301, "text/html; charset=utf-8", f"/{name}/".encode()
        if "404.html" in self.files:
            return 404, TYPES[".html"], self._body("404.html")
        return 404 if not self.problems else 500, TYPES[".html"], self._marked(EMPTY)

    def _body(self, name: str) -> bytes:
        data = self.files[name]
        return self._marked(data) if name.endswith(".html") and self.problems else data

    def _marked(self, page: bytes) -> bytes:
        head, body, rest = page.partition(b"<body")
        tag, end, rest = rest.partition(b">")
        return head + body + tag + end + _banner(self.problems).encode() + rest


EMPTY = (
    b"<!doctype html><html lang=en><head><meta charset=utf-8><title>Nothing built yet</title>"
    b"<script src=/livereload.js defer></script></head><body><main><h1>Nothing built yet</h1></main></body></html>"
)


def look(before: Shown, root: Path, content: Path, address: str) -> Shown:
    """The site as it stands on disk now; where it cannot be built, what was shown before, with the problems."""
    result = compose(Order(root, content, Path(), address=address, preview=True))
    if result.failed:
        return replace(before, problems=result.problems)
    return Shown({file.path: file.data for file in result.files}, result.problems)


def _type(name: str) -> str:
    return TYPES.get(Path(name).suffix, "application/octet-stream")


def _banner(problems: tuple[Problem, ...]) -> str:
    rows = "".join(f"<li><code>{escape(str(problem))}</code></li>" for problem in problems)
    count = f"{len(problems)} problem" + ("" if len(problems) == 1 else "s")
    stale = any(problem.level == "error" for problem in problems)
    below = ": the page below is the last one that could be built" if stale else ", none of which stops the build"
    return (
        f'<style>{STYLE}</style><section class="problems" role="alert" lang="en">'
        f"<h2>{count}{below}</h2><ol>{rows}</ol></section>"
    )
