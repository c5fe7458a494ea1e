"""Overlay of the preview: HTML for drafts and problems, put on top of each page.

It is in a shadow tree, so that neither its styles nor those of the page affect the other.
"""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from sourcebook.model.problem import LEVELS, counted
from sourcebook.preview.excerpt import Finding, Line

HERE = Path(__file__).parent
SCRIPT, STATE = "/livereload/overlay.js", "/livereload/state.json"
SHOWN = 50

EMPTY_PAGE = (
    b'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Nothing built yet</title>'
    b'<meta name="color-scheme" content="light dark"><script src="/livereload.js" defer></script></head>'
    b"<body><main><h1>Nothing built yet</h1></main></body></html>\n"
)


def overlaid(page: bytes, build: str, draft: bool, problems: str) -> bytes:
    """Insert the overlay as the first element of a page's body.

    `build`: id of the build; `draft`: True if the page is one; `problems`: result of `problems_html`.
    """
    head, body, rest = page.partition(b"<body")
    tag, end, rest = rest.partition(b">")
    mark = '<p class="draft"><strong>Draft:</strong> this page is not published.</p>' if draft else ""
    host = (
        f'<sourcebook-preview data-build="{escape(build)}" data-state="{STATE}"><template shadowrootmode="open">'
        f'<style>{_style()}</style><p class="told" role="status"></p>{mark}<div class="problems">{problems}</div>'
        f'</template><script src="{SCRIPT}" defer></script></sourcebook-preview>'
    )
    return head + body + tag + end + host.encode() + rest


def problems_html(findings: Sequence[Finding], built: bool) -> str:
    """Format problems as a foldable HTML region, errors first; "" if there are none.

    `built`: True if there is an older page to show meanwhile.
    """
    findings = [finding for finding in findings if finding.problem.level in LEVELS]
    if not findings:
        return ""
    errors = [finding for finding in findings if finding.problem.level == "error"]
    ordered = [*errors, *(finding for finding in findings if finding.problem.level != "error")]
    rows = "".join(_row(finding) for finding in ordered[:SHOWN])
    more = f"<p>{len(ordered) - SHOWN} more are listed in the terminal.</p>" if len(ordered) > SHOWN else ""
    page = "The page shown is the last one that could be built." if built else "Nothing could be built yet."
    count = counted((finding.problem for finding in findings), zeros=False)
    state = page if errors else "The site is built all the same."
    return (
        f'<section aria-label="Problems" lang="en" dir="ltr"><details{" open" if errors else ""}>'
        f"<summary><strong>{count}.</strong> {state}</summary>"
        f'<div class="list" role="group" aria-label="List of problems" tabindex="0"><ol>{rows}</ol>{more}</div>'
        "</details></section>"
    )


def _row(finding: Finding) -> str:
    problem = finding.problem
    place = f"{problem.path}:{problem.place.line}:{problem.place.column}"
    hint = f'<p class="hint">{escape(problem.hint)}</p>' if problem.hint else ""
    lines = "".join(_line(line) for line in finding.lines)
    shown = f"<pre>{lines}</pre>" if lines else ""
    return (
        f'<li class="{problem.level}"><p><code>{escape(place)}</code> <b>{escape(problem.code)}</b></p>'
        f'<p class="message">{escape(problem.message)}</p>{shown}{hint}</li>'
    )


def _line(line: Line) -> str:
    number = f'<span class="number">{line.number}</span>'
    if line.caret is None:
        return f'<span class="line">{number}{escape(line.text)}\n</span>'
    before, after = escape(line.text[: line.caret]), escape(line.text[line.caret :])
    return f'<span class="line at">{number}{before}<span class="caret" aria-hidden="true"></span>{after}\n</span>'


@cache
def _style() -> str:
    return (HERE / "overlay.css").read_text("utf-8")


@cache
def script() -> bytes:
    """JavaScript that updates the overlay after each build."""
    return (HERE / "overlay.js").read_bytes()
