"""One page of each kind as readers meet it: narrow, middling and wide, light and dark, with script and without."""

import gzip
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from tests.harness.browser import SETTLED, TARGETS, axe_violations, tab, visit, wider_than_window
from tests.harness.pages import address_of, one_of_each_template
from tests.harness.server import serve

NARROWEST = 320
WIDTHS = {NARROWEST: (), 1280: (768,)}
"""Widths in CSS pixels that pages are loaded at, each with those that the window is then brought to."""

KILOBYTE = 1000
BUDGET = 60 * KILOBYTE
FONTS_BUDGET = 65 * KILOBYTE
WHOLE = {"record": 120 * KILOBYTE}
"""Pages that hold all others, made for paper: they weigh what all weighs."""

SHIFTS = """() => new Promise(done => {
    const seen = [];
    const observer = new PerformanceObserver(list => seen.push(...list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(seen.filter(entry => !entry.hadRecentInput).map(entry =>
        `${entry.value.toFixed(4)} by ${entry.sources.map(source => source.node && source.node.nodeName)}`)), 60);
})"""

UNSEEN = """() => {
    const shown = element => element.getClientRects().length > 0;
    const drawnOtherwise = drawing => drawing && [...drawing.parentElement.querySelectorAll("svg")].some(shown);
    const forScript = element => element.closest("form") ||
        (element.closest("[hidden]") && !element.closest("[hidden]").querySelector("a"));
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const unseen = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const reachable = element.closest("details:not([open]), script, title, desc, [aria-hidden=true]");
        if (!walker.currentNode.data.trim() || shown(element) || reachable || forScript(element)) continue;
        if (!drawnOtherwise(element.closest("svg")))
            unseen.push(`${element.nodeName}: ${walker.currentNode.data.trim().slice(0, 60)}`);
    }
    return unseen;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_fit_stand_still_and_keep_to_themselves(browser: Browser, built_site: Path, width: int) -> None:
    """No sideways scrolling, no layout shift, no console error, no breach of the policy, no request elsewhere; and
    in the narrowest window no target too small or too near the next, which is what of axe goes by the width.

    Shifts are those of loading: a font that came too late for it may yet be taken when the scheme changes.
    """
    found = []
    with serve(built_site, headers=True) as base:
        for kind, page in one_of_each_template(built_site).items():
            with visit(browser, base + address_of(page), width=width, until="load") as seen:
                faults = look(seen.page)
                for other in WIDTHS[width]:
                    seen.page.set_viewport_size({"width": other, "height": 800})
                    faults += [f"at {other}: {fault}" for fault in wider_than_window(seen.page)]
                seen.page.emulate_media(color_scheme="dark")
                seen.page.evaluate(SETTLED)
                faults += [f"in the dark: wider: {element}" for element in wider_than_window(seen.page)]
                faults += seen.faults()
                if width == NARROWEST and kind not in WHOLE:
                    faults += axe_violations(seen.page, TARGETS)
                found += [f"{kind} /{address_of(page)}: {fault}" for fault in faults]
    assert not found, "\n".join(found)


def look(page: Page) -> list[str]:
    page.evaluate(SETTLED)
    wide = [f"wider than the window: {element}" for element in wider_than_window(page)]
    return wide + [f"layout shift of {shift}" for shift in page.evaluate(SHIFTS)]


@pytest.mark.browser
def test_a_page_that_shifts_and_scrolls_is_found(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>t</title><p>above</p><main>text</main><script>"
        "onload = () => requestAnimationFrame(() => setTimeout(() => { const box = document.createElement('div');"
        "box.style.height = '300px'; box.style.width = '2000px'; document.body.prepend(box); }, 50));</script>"
    )
    with serve(tmp_path) as base, visit(browser, base, width=320) as seen:
        told = look(seen.page)
    assert any("wider" in fault for fault in told)
    assert any("layout shift" in fault for fault in told)


@pytest.mark.browser
def test_without_script_all_content_is_in_reach(browser: Browser, built_site: Path) -> None:
    """Every word of a page shows, or waits in a closed `details`, or shows in a drawing for windows of this width.

    Controls that work by script alone may be away, and what they fill.
    """
    found = []
    with serve(built_site, headers=True) as base, tab(browser, javascript=False) as opened:
        for kind, page in one_of_each_template(built_site).items():
            seen = opened.go(base + address_of(page), "load")
            found += [f"{kind} /{address_of(page)}: {text}" for text in seen.page.evaluate(UNSEEN)]
    assert not found, "\n".join(found)


def test_pages_weigh_little(built_site: Path) -> None:
    """Compressed, before search is used: the page with its styles and scripts, and apart from them its fonts."""
    heavy = {}
    for kind, page in one_of_each_template(built_site).items():
        tree = LexborHTMLParser((built_site / page).read_text("utf-8"))
        loaded = [page, *linked(tree, page, "link[rel=stylesheet]", "href"), *linked(tree, page, "script[src]", "src")]
        weight = sum(len(gzip.compress((built_site / file).read_bytes(), mtime=0)) for file in loaded)
        fonts = linked(tree, page, "link[as=font]", "href")
        if weight > WHOLE.get(kind, BUDGET) or sum((built_site / font).stat().st_size for font in fonts) > FONTS_BUDGET:
            heavy[f"/{address_of(page)}"] = weight
    assert heavy == {}


def linked(tree: LexborHTMLParser, page: str, selector: str, attribute: str) -> list[str]:
    """Files of the site that a page loads, by their path below it."""
    base = f"https://reader.example/{address_of(page)}"
    addresses = (urljoin(base, node.attributes[attribute] or "") for node in tree.css(selector))
    return [urlsplit(address).path.removeprefix("/") for address in addresses]
