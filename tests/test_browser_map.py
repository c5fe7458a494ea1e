"""Map and matrix in a browser: no label over another, every pin a link, all of it within the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from tests.harness.browser import visit, wider_than_window
from tests.harness.server import serve
from tests.lighthouse import copy
from tests.views.pictures.test_map import CLOSE, FAR, files
from tools.environment import ROOT

pytestmark = pytest.mark.browser

WIDTHS = (320, 768, 1280)

OVERLAPS = """() => [...document.querySelectorAll("svg.drawing")].flatMap(drawing => {
    const frame = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll("text")].map(text => [text.textContent.trim(), text.getBBox()]);
    const meet = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
    const box = drawing.viewBox.baseVal;
    const outside = ([, of]) => of.x < 0 || of.y < 0 || of.x + of.width > box.width || of.y + of.height > box.height;
    return frame.width === 0 ? [] : [
        ...texts.filter(outside).map(([text]) => `${text} is cut off`),
        ...texts.flatMap(([text, of], at) => texts.slice(at + 1).filter(([, other]) => meet(of, other))
            .map(([other]) => `${text} over ${other}`)),
    ];
})"""


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with serve(built_site, headers=True) as address:
        yield address


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The invented dossier with a dozen places close together and two far off."""
    folder = tmp_path_factory.mktemp("crowded")
    content = copy(folder / "content", added=files({**FAR, **CLOSE}))
    result = build(BuildOptions(ROOT, content, folder / "site", address="https://example.org"))
    assert [str(problem) for problem in result.problems if problem.level == "error"] == []
    with serve(folder / "site", headers=True) as address:
        yield address


def overlaps(page: Page) -> list[str]:
    return list(page.evaluate(OVERLAPS))


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_of_the_map_keep_apart(browser: Browser, base: str, width: int) -> None:
    with visit(browser, f"{base}map/", width=width) as seen:
        assert seen.page.locator("svg.drawing:visible").count() == seen.page.locator(".chart").count() > 0
        assert overlaps(seen.page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_crowd_of_labels_keeps_apart(browser: Browser, crowded: str, width: int) -> None:
    with visit(browser, f"{crowded}map/", width=width) as seen:
        assert seen.page.locator("svg.drawing:visible text.name").count() >= 12
        assert overlaps(seen.page) == []
        assert wider_than_window(seen.page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_every_place_of_the_list_is_a_pin_that_leads_to_it(browser: Browser, crowded: str, width: int) -> None:
    with visit(browser, f"{crowded}map/", width=width, javascript=False) as seen:
        listed = seen.page.locator(".positions .row-title a").evaluate_all("links => links.map(link => link.href)")
        pins = seen.page.locator("svg.drawing:visible a")
        hrefs = pins.evaluate_all("links => links.map(link => new URL(link.getAttribute('href'), link.baseURI).href)")
        names = pins.evaluate_all("links => links.map(link => link.getAttribute('aria-label') || link.textContent)")
    assert len(listed) == 16
    assert set(listed) <= set(hrefs)
    assert all(name.strip() for name in names)


def test_the_way_by_keyboard_leads_through_the_pins(browser: Browser, base: str) -> None:
    with visit(browser, f"{base}map/") as seen:
        pins = seen.page.locator("svg.drawing:visible a").count()
        seen.page.locator(".crumbs a").last.focus()
        reached = []
        for _ in range(pins):
            seen.page.keyboard.press("Tab")
            reached.append(seen.page.evaluate("() => document.activeElement.closest('svg.drawing') !== null"))
        assert reached == [True] * pins
        seen.page.locator("svg.drawing:visible a[href*='places/']").first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_url("**/places/*/")


def test_narrow_cells_show_marks_alone_and_still_say_the_answer(browser: Browser, base: str) -> None:
    with visit(browser, f"{base}matrix/", width=320) as seen:
        cells = seen.page.locator(".cells td")
        answers = seen.page.locator(".cells td a")
        assert all(text.strip() for text in cells.all_text_contents())
        assert max(answers.evaluate_all("links => links.map(link => link.offsetWidth)")) <= 40
        assert min(answers.evaluate_all("links => links.map(link => link.offsetHeight)")) >= 24
