"""Sinks of injected text: pages in a browser, data in programs."""

import csv
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stderr
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

from playwright.sync_api import Browser, Dialog, Request, sync_playwright

from tests.harness.server import serve
from tools.chromium import ARGUMENTS
from tools.setup_tests import remembered

FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.]+$)")
QUERIES = 4
"""Number of payloads per round that are searched for on the search page."""

FRAMES = 16
"""Number of pages that are open at a time."""

LOOK = """async addresses => {
    const found = [];
    const frames = await Promise.all(addresses.map(address => new Promise(done => {
        const frame = document.createElement('iframe');
        frame.onload = () => setTimeout(() => done(frame), 60);
        frame.src = address;
        document.body.append(frame);
    })));
    for (const frame of frames) {
        const inner = frame.contentDocument;
        if (!inner) { found.push(`${frame.src}: left the site`); continue; }
        for (const element of inner.querySelectorAll('*')) {
            for (const { name, value } of element.attributes) {
                const bad = /^on/i.test(name) || name === 'srcdoc'
                    || /^(href|src|action|formaction|data|.*:href)$/i.test(name)
                        && /^\\s*(javascript|vbscript|data):/i.test(value.replace(/[\\x00-\\x20]/g, ''));
                if (bad) found.push(`${frame.src}: <${element.tagName} ${name}=${value.slice(0, 80)}>`);
            }
            const runs = element.tagName === 'SCRIPT' && element.type !== 'application/ld+json';
            if (runs && /hit\\(/.test(element.textContent))
                found.push(`${frame.src}: a script holds a payload`);
            if (element.tagName === 'BASE') found.push(`${frame.src}: a base`);
        }
        frame.remove();
    }
    return found;
}"""


@cache
def browser() -> Browser:
    """Browser of this process."""
    started = sync_playwright().start()
    return started.chromium.launch(executable_path=remembered().chromium, args=list(ARGUMENTS))


def browsed(site: Path, texts: list[str], number: int) -> list[str]:
    """Breaches on pages without a content policy: scripts, dialogs, requests."""
    breaches: list[str] = []
    names = sorted(
        path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in (".html", ".xml", ".svg")
    )
    (site / "livereload.js").touch()
    with redirect_stderr(StringIO()), serve(site) as base:  # frames that are taken away break off their requests
        context = browser().new_context()
        context.expose_binding("hit", lambda source, name="": breaches.append(f"ran: {name} in {source['frame'].url}"))
        context.on("request", lambda request: breaches.extend(_foreign(request, base)))
        page = context.new_page()

        def opened(dialog: Dialog) -> None:
            breaches.append(f"a dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", opened)
        page.goto(f"{base}robots.txt")
        asked = [texts[(number * QUERIES + n) % len(texts)] for n in range(QUERIES)]
        addresses = [*names, *(f"search/?q={quote(text)}#{quote(text)}" for text in (*asked, "light", "hit"))]
        for first in range(0, len(addresses), FRAMES):
            breaches += page.evaluate(LOOK, [base + address for address in addresses[first : first + FRAMES]])
        context.close()
    return breaches


def _foreign(request: Request, base: str) -> Iterator[str]:
    if urlsplit(request.url).scheme not in ("data", "blob", "about") and not request.url.startswith(base):
        yield f"asked for {request.url}"


def inert(site: Path) -> Iterator[str]:
    """Breaches in data: formulas, invalid JSON and XML, injected headers."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.suffix == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as file:
                cells = [cell for row in csv.reader(file) for cell in row]
            yield from (f"{name}: a formula: {cell[:60]!r}" for cell in cells if FORMULA.match(cell))
        elif path.suffix in (".json", ".xml", ".svg"):
            yield from (f"{name}: {breach}" for breach in _unreadable(path))
        elif path.name in ("_headers", "robots.txt", "security.txt"):
            yield from (
                f"{name}: a line of a payload" for _ in re.findall(r"^\s*X-Evil", path.read_text("utf-8"), re.MULTILINE)
            )


def _unreadable(path: Path) -> Iterator[Any]:
    try:
        if path.suffix == ".json":
            json.loads(path.read_bytes())
        else:
            ElementTree.fromstring(path.read_bytes())
    except (ValueError, ElementTree.ParseError) as error:
        yield error
