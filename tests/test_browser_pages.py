"""Pages as readers meet them: narrow, middling and wide, light and dark, with script and without.

Here one page of each kind of the example, and the heaviest of `content/`; `make validate` walks through all.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import Visit, axe_violations, visit
from tests.harness.looks import (
    NARROWEST,
    WIDE,
    Axe,
    Look,
    contrast_alone,
    everything,
    found_on,
    layout_faults,
    look_at,
    targets_alone,
)
from tests.harness.pages import every_page, forwards, one_of_each_template
from tests.harness.server import serve
from tests.sites import Built

pytestmark = pytest.mark.browser

HEAVIEST = ("topic", "source", "timeline", "map", "matrix")
"""Kinds of page that are longest in `content/`, and where layout goes by how much there is."""

APART = ("404.html", "record/index.html")

UNSEEN = """() => {
    const shown = element => element.getClientRects().length > 0;
    const drawnOtherwise = drawing => drawing && [...drawing.parentElement.querySelectorAll("svg")].some(shown);
    const forScript = element => element.closest("form") ||
        (element.closest("[hidden]") && !element.closest("[hidden]").querySelector("a"));
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const unseen = [];
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        const reachable = element.closest("details:not([open]), script, title, desc, [aria-hidden=true], .in-brief");
        if (!walker.currentNode.data.trim() || shown(element) || reachable || forScript(element)) continue;
        if (!drawnOtherwise(element.closest("svg")))
            unseen.push(`${element.nodeName}: ${walker.currentNode.data.trim().slice(0, 60)}`);
    }
    return unseen;
}"""


def unseen(seen: Visit) -> list[str]:
    """Words of a page that neither show, nor wait in a closed `details`, nor show in a drawing for this width.

    What stands in brief on narrow screens stands in the side column on wide ones.

    Controls that work by script alone may be away, and what they fill.
    """
    return list(seen.page.evaluate(UNSEEN))


@pytest.mark.parametrize(("width", "axe"), [(NARROWEST, everything), (WIDE, contrast_alone)], ids=["narrow", "wide"])
def test_a_page_of_each_kind_has_no_fault(browser: Browser, built_lighthouse: Path, width: int, axe: Axe) -> None:
    """No sideways scrolling, layout shift, console error, breach of the policy, request elsewhere, violation of axe."""
    pages = one_of_each_template(built_lighthouse).values()
    with serve(built_lighthouse, headers=True) as base:
        assert found_on(browser, base, pages, look_at(width, axe), width=width) == []


@pytest.mark.parametrize(("width", "axe"), [(NARROWEST, targets_alone), (WIDE, everything)], ids=["narrow", "wide"])
def test_the_heaviest_pages_have_no_fault(browser: Browser, built_site: Path, width: int, axe: Axe) -> None:
    pages = one_of_each_template(built_site)
    with serve(built_site, headers=True) as base:
        assert found_on(browser, base, map(pages.__getitem__, HEAVIEST), look_at(width, axe), width=width) == []


def test_the_example_has_every_kind_of_page(built_site: Path, built_lighthouse: Path) -> None:
    """And a list of releases, which `content/` has none of yet."""
    assert one_of_each_template(built_lighthouse).keys() - {"releases"} == one_of_each_template(built_site).keys()


def test_without_script_all_content_is_in_reach(browser: Browser, built_lighthouse: Path) -> None:
    pages = one_of_each_template(built_lighthouse).values()
    with serve(built_lighthouse, headers=True) as base:
        assert found_on(browser, base, pages, unseen, javascript=False) == []


@pytest.mark.validate
@pytest.mark.parametrize(
    ("width", "look"),
    [(NARROWEST, look_at(NARROWEST, targets_alone)), (WIDE, look_at(WIDE, axe_violations)), (WIDE, unseen)],
    ids=["narrow", "wide", "without script"],
)
def test_no_page_has_a_fault(browser: Browser, built_site: Path, width: int, look: Look) -> None:
    """Contrast is measured on every element; the whole record, which repeats all pages, is left to the example's."""
    pages = [page for page in every_page(built_site) if page not in APART and not forwards(built_site / page)]
    with serve(built_site, headers=True) as base:
        assert found_on(browser, base, pages, look, width=width, javascript=look is not unseen) == []


def test_a_page_that_shifts_and_scrolls_is_found(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<!doctype html><title>t</title><p>above</p><main>text</main><script>"
        "onload = () => requestAnimationFrame(() => setTimeout(() => { const box = document.createElement('div');"
        "box.style.height = '300px'; box.style.width = '2000px'; document.body.prepend(box); }, 50));</script>"
    )
    with serve(tmp_path) as base, visit(browser, base, width=NARROWEST) as seen:
        found = layout_faults(seen.page)
    assert "div" in found
    assert any("layout shift" in fault for fault in found)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_missing_page_leads_home_from_any_depth(browser: Browser, lighthouse: Built, javascript: bool) -> None:
    with (
        serve(lighthouse.folder, prefix="/repo/") as base,
        visit(browser, f"{base}no/such/page/", javascript=javascript) as seen,
    ):
        assert seen.status == 404
        links = seen.page.locator("a").evaluate_all("links => links.map(link => link.href)")
        styles = seen.page.locator("link[rel=stylesheet]").evaluate_all("links => links.map(link => link.href)")
    assert base in links
    assert styles
    assert [address for address in styles if not address.startswith(base)] == []
