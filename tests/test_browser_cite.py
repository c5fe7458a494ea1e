"""Citations in a browser: a number opens its endnote beside it, by click and by key, and is a link without script."""

from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sourcebook.model.dossier import Source
from sourcebook.views.attribution import passage
from tests.dossiers import read_dossier
from tests.harness.browser import axe_violations, visit
from tests.harness.pages import address_of, of_folder
from tests.harness.server import serve
from tests.lighthouse import LIGHTHOUSE

pytestmark = pytest.mark.browser

NUMBERS = "a[role=doc-noteref]"
FOCUS = "() => document.activeElement.id || document.activeElement.className"
LAYOUT = """() => [...document.querySelectorAll('main p, main li, main h2')].filter(e => !e.closest('.cite-box'))
    .filter(e => e.getClientRects().length).map(e => { const { left, top, width, height } = e.getBoundingClientRect();
        return [left + scrollX, top + scrollY, width, height]; })"""


@pytest.fixture(scope="module")
def topic(built_site: Path) -> Iterator[str]:
    """The address of the longest topic page."""
    page = list(of_folder(built_site, built_site / "topics"))[-1]
    with serve(built_site, headers=True) as base:
        yield base + address_of(page)


def press(number: Locator) -> None:
    """A click on the number itself, not on the words before it that are for screen readers."""
    number.scroll_into_view_if_needed()
    box = number.bounding_box()
    assert box
    number.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def opened(page: Page) -> Locator:
    return page.locator(".cite-box:popover-open")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_click_shows_the_endnote_beside_the_number_and_moves_nothing(
    browser: Browser, topic: str, width: int
) -> None:
    with visit(browser, topic, width=width) as seen:
        page, before = seen.page, seen.page.evaluate(LAYOUT)
        number = page.locator(NUMBERS).nth(4)
        press(number)
        note = page.locator(number.get_attribute("href") or "")
        box = opened(page)
        assert box.get_attribute("aria-label") == number.text_content()
        for part in (".says", ".words", ".voice"):
            assert box.locator(part).inner_text() == note.locator(part).inner_text()
        hrefs = "all => all.map(link => link.getAttribute('href'))"
        links = box.locator("a").evaluate_all(hrefs)
        assert set(note.locator("a:not([role])").evaluate_all(hrefs)) <= set(links)
        assert any("/sources/" in href and "#" in href for href in links)
        assert box.locator(".back, [id]").count() == 0
        assert page.evaluate(LAYOUT) == before
        assert seen.faults() == []
        assert width < 1280 or axe_violations(page) == []


def test_every_note_lies_within_the_narrowest_window(browser: Browser, topic: str) -> None:
    with visit(browser, topic, width=320) as seen:
        page, numbers = seen.page, seen.page.locator(NUMBERS)
        assert numbers.count() > 10
        for number in numbers.all():
            press(number)
            box, own = opened(page).bounding_box(), number.bounding_box()
            assert box
            assert own
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 320
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 800
            assert box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"]
            page.keyboard.press("Escape")
            assert opened(page).count() == 0


def test_by_keyboard_it_opens_is_walked_through_and_gives_the_focus_back(browser: Browser, topic: str) -> None:
    with visit(browser, topic) as seen:
        page = seen.page
        number = page.locator(NUMBERS).first
        name = number.get_attribute("id")
        number.focus()
        page.keyboard.press("Enter")
        assert page.evaluate(FOCUS) == "cite-box"
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('.cite-box') !== null")
        page.keyboard.press("Escape")
        assert (opened(page).count(), page.evaluate(FOCUS)) == (0, name)
        page.keyboard.press("Enter")
        opened(page).get_by_role("button", name="Close").press("Enter")
        assert (opened(page).count(), page.evaluate(FOCUS)) == (0, name)


def test_the_way_to_the_notes_leads_there(browser: Browser, topic: str) -> None:
    with visit(browser, topic) as seen:
        page = seen.page
        number = page.locator(NUMBERS).nth(2)
        press(number)
        opened(page).get_by_role("link", name="See it among the notes").click()
        page.wait_for_url(topic + (number.get_attribute("href") or ""))
        assert opened(page).count() == 0


def test_without_script_a_number_leads_to_its_endnote(browser: Browser, topic: str) -> None:
    with visit(browser, topic, javascript=False) as seen:
        number = seen.page.locator(NUMBERS).first
        press(number)
        seen.page.wait_for_url(topic + (number.get_attribute("href") or ""))
        assert opened(seen.page).count() == 0


def test_whose_word_it_is_stands_in_the_margin_where_there_is_room(browser: Browser, topic: str) -> None:
    beside = "link => getComputedStyle(link.closest('.cites'), '::after').content"
    with visit(browser, topic) as seen:
        number = seen.page.locator(f"[data-beside] {NUMBERS}").first
        told = number.evaluate("link => link.closest('.cites').dataset.beside").split("\n")[0]
        assert told in number.evaluate(beside)
        seen.page.set_viewport_size({"width": 1199, "height": 800})
        assert number.evaluate(beside) == "none"
        seen.page.emulate_media(media="print")
        assert told in number.evaluate(beside)


def test_the_margin_lies_between_the_text_and_the_side_column(browser: Browser, topic: str) -> None:
    edges = """() => {
        const cites = document.querySelector('.cites[data-beside]');
        const style = getComputedStyle(cites, '::after');
        const [text, side] = ['.text > .prose', '.side'].map(s => document.querySelector(s).getBoundingClientRect());
        const end = text.right - parseFloat(style.marginInlineEnd);
        return [text.right, end - parseFloat(style.inlineSize), end, side.left];
    }"""
    for width in (1200, 1280, 1600):
        with visit(browser, topic, width=width) as seen:
            places = seen.page.evaluate(edges)
        assert places == sorted(places)


def test_a_text_fragment_scrolls_to_the_paragraph_of_its_claim(browser: Browser, tmp_path: Path) -> None:
    """Each claim of the example on a page with its document's paragraphs, far apart and printed once more below."""
    dossier, seen = read_dossier(LIGHTHOUSE).whole().dossier, 0
    for _, source in dossier.pages_with(Source):
        text = (LIGHTHOUSE / "originals" / f"{source.claims[0].key.source}.txt").read_text("utf-8")
        lines = [escape(line) for line in text.splitlines() if line.strip()]
        twice = "".join(f"<p id='p-{n}' style='margin-bottom: 90rem'>{line}</p>" for n, line in enumerate(lines * 2, 1))
        (tmp_path / "article.html").write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{twice}", "utf-8")
        with serve(tmp_path) as base, visit(browser, f"{base}article.html") as visited:
            for claim in source.claims:
                visited.page.goto("about:blank")
                visited.page.goto(passage(f"{base}article.html", claim.record.words, claim.record.at))
                at = visited.page.locator(f"#p-{claim.record.at.first}")
                visited.page.wait_for_function(
                    "at => at.getBoundingClientRect().top < innerHeight", arg=at.element_handle()
                )
                expect(at).to_be_in_viewport()
                seen += 1
    assert seen > 20


@pytest.mark.parametrize("javascript", [True, False])
def test_a_claim_is_taken_along_by_key_with_its_reference(
    browser: Browser, built_site: Path, *, javascript: bool
) -> None:
    page = list(of_folder(built_site, built_site / "sources"))[-1]
    with (
        serve(built_site, headers=True) as base,
        visit(browser, base + address_of(page), javascript=javascript) as seen,
    ):
        claim = seen.page.locator(".claim").first
        claim.locator(".take summary").press("Enter")
        text = claim.locator(".take-text")
        expect(text).to_contain_text(claim.locator(".says").inner_text())
        expect(text).to_contain_text(f"{address_of(page)}#{claim.get_attribute('id')}")
        assert claim.locator(".take button").count() == javascript
        if javascript:
            seen.page.evaluate("() => { navigator.clipboard.writeText = async text => { window.taken = text; }; }")
            claim.locator(".take button").press("Enter")
            expect(claim.locator(".take button")).to_have_text("Copied")
            assert seen.page.evaluate("() => window.taken") == text.text_content()
