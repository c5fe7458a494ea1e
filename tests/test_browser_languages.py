"""Pages in Arabic, and in a pseudo-language of longer words from right to left: narrow and wide."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from tests.harness.browser import Visit, visit
from tests.harness.looks import NARROWEST, WIDE, everything, found_on, look_at
from tests.harness.pages import one_of_each_template
from tests.harness.server import serve
from tests.lighthouse import copy
from tests.pseudo import pseudo_dossier
from tools.environment import ROOT

pytestmark = pytest.mark.browser

CLIPPED_OR_OVERLAPPING = """() => {
    const clipping = element => /hidden|clip/.test(getComputedStyle(element).overflowX) && element.clientWidth > 1;
    const clipped = element => clipping(element) && element.scrollWidth > element.clientWidth + 1;
    const faults = [...document.body.querySelectorAll(":not(.away, .full)")].filter(clipped)
        .map(element => `clipped: ${element.outerHTML.slice(0, 80)}`);
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, element = node.parentElement;
        if (!node.data.trim() || element.closest(".away, .full, title, desc, script, noscript, .skip")) continue;
        if (!element.checkVisibility({visibilityProperty: true, opacityProperty: true})) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            const inset = (bottom - top) * 0.3;
            if (right - left > 1) lines.push({ node, left, right, top: top + inset, bottom: bottom - inset });
        }
    }
    lines.sort((a, b) => a.top - b.top);
    lines.forEach((one, n) => {
        for (let at = n + 1; at < lines.length && lines[at].top < one.bottom; at += 1) {
            const other = lines[at];
            if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2)
                faults.push(`overlap: ${one.node.data.trim().slice(0, 40)} | ${other.node.data.trim().slice(0, 40)}`);
        }
    });
    return faults;
}"""

MIDDLES = """selectors => selectors.map(selector => {
    const { left, right } = document.querySelector(selector).getBoundingClientRect();
    return (left + right) / 2;
})"""


@dataclass(frozen=True)
class Served:
    """A site from right to left: its address, and a page of each template."""

    base: str
    pages: list[str]


@pytest.fixture(scope="module", params=["arabic", "pseudo"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp(request.param)
    arabic = [("site.toml", 'language = "en"', 'language = "ar"')]
    content = copy(folder / "content", arabic) if request.param == "arabic" else pseudo_dossier(folder / "content")
    report = build(BuildOptions(ROOT, content, folder / "site", cards=False, full_text=False))
    assert not report.failed, report.problems
    with serve(folder / "site", headers=True) as base:
        yield Served(base, list(one_of_each_template(folder / "site").values()))


@pytest.mark.parametrize("width", [NARROWEST, WIDE])
def test_a_page_of_each_kind_has_no_fault(browser: Browser, site: Served, width: int) -> None:
    """Also no word that is cut off, and no two lines over one another."""
    look = look_at(width, everything)

    def mirrored(seen: Visit) -> list[str]:
        return [*map(str, seen.page.evaluate(CLIPPED_OR_OVERLAPPING)), *look(seen)]

    assert found_on(browser, site.base, site.pages, mirrored, width=width) == []


def test_columns_years_and_popovers_run_from_right_to_left(browser: Browser, site: Served) -> None:
    with visit(browser, site.base + "topics/light-and-lamp/", width=WIDE) as seen:
        text, side = seen.page.evaluate(MIDDLES, [".text", ".side"])
        assert side < text
        seen.page.locator(".prose .cites a").first.press("Enter")
        box = seen.page.locator(".cite-box:popover-open").bounding_box()
        prose = seen.page.locator(".text > .prose").first.bounding_box()
        assert box is not None
        assert prose is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= prose["x"]
    with visit(browser, site.base + "timeline/", width=WIDE) as seen:
        first, last = seen.page.evaluate(MIDDLES, [".wide .years text:first-child", ".wide .years text:last-child"])
        assert last < first


def test_what_is_searched_is_offered_below_the_box(browser: Browser, site: Served) -> None:
    with visit(browser, site.base, width=NARROWEST) as seen:
        seen.page.locator("#s-query").fill("skarvoy")
        seen.page.locator(".offered [role=option]").first.wait_for()
        box = seen.page.locator(".offered").bounding_box()
        assert box is not None
        assert 0 <= box["x"] < box["x"] + box["width"] <= NARROWEST
        assert seen.faults() == []
