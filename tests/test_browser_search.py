"""Search in a browser: every spelling, the way by keyboard, what is fetched and when, with and without a server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sourcebook.model.folding import fold
from tests.cases import rows
from tests.conftest import Shared, built_once
from tests.harness.browser import Visit, axe_violations, visit, wider_than_window
from tests.harness.server import serve
from tests.model import test_folding
from tests.sites import Built

pytestmark = pytest.mark.browser

BOX = "form[role=search] input"
STATUS = "form[role=search] [role=status]"


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with serve(built_site, headers=True) as address:
        yield address


@contextmanager
def opened(browser: Browser, address: str, *, width: int = 1280) -> Iterator[tuple[Visit, list[str]]]:
    """A page, and the addresses it asks for from then on."""
    with visit(browser, address, width=width) as seen:
        asked: list[str] = []
        seen.page.on("request", lambda request: asked.append(request.url))
        yield seen, asked


def offered(page: Page, query: str) -> list[str]:
    """Titles offered for a query, once the list for it stands."""
    page.fill(BOX, "")
    page.fill(BOX, query)
    expect(page.locator(STATUS)).not_to_have_text("")
    return page.locator("[role=option] .title").all_inner_texts()


def told(status: Locator) -> int:
    """The number of results that is announced."""
    expect(status).to_have_text(re.compile(r"^\d+ results$"))
    return int(status.inner_text().split()[0])


def focused(page: Page) -> str:
    return str(page.evaluate("() => document.activeElement.id || document.activeElement.tagName"))


def test_five_spellings_find_the_place(browser: Browser, base: str) -> None:
    with opened(browser, base) as (seen, _):
        for query in ("Susa", "Shushi", "Şuşa", "Шуша", "Շուշի", "شوشا", "shusha"):
            assert offered(seen.page, query)[0] == "Shusha", query
        assert offered(seen.page, "no such name") == []
        assert seen.faults() == []


def test_a_name_with_a_schwa_is_found_by_its_plain_spellings(browser: Browser, lighthouse: Built) -> None:
    with serve(lighthouse.folder, prefix="/repo/") as address, opened(browser, address) as (seen, _):
        for query in ("Helvan", "helvan nadir", "Həlvan", "Halvan", "Халван", "نادر حلوان"):
            assert offered(seen.page, query)[0] == "Nadir Halvan", query
        offered(seen.page, "Helvan")
        assert "Nadir Həlvan" in seen.page.locator("[role=option]").first.inner_text()
        seen.page.locator("[role=option]").first.click()
        seen.page.wait_for_url(f"{address}people/nadir-halvan/")


def test_script_folds_as_the_index_is_folded(browser: Browser, base: str) -> None:
    texts = [
        text for row in rows(test_folding.__file__, "spellings_meet_the_first_of_them") for text in row["spellings"]
    ] + ["Al-Malik’s «visit», 12", "əkəkəkək", "–"]
    with opened(browser, base) as (seen, _):
        offered(seen.page, "a")
        read = seen.page.evaluate(
            "texts => texts.map(text => sourcebookSearch.fold(text).map(all => [...new Set(all)]))", texts
        )
    assert read == [[list(readings) for readings in fold(text)] for text in texts]


@pytest.mark.parametrize("path", ["", "search/", "places/shusha/"])
def test_nothing_of_search_is_fetched_before_it_is_used(browser: Browser, base: str, path: str) -> None:
    with visit(browser, base + path) as seen:
        seen.page.wait_for_load_state("networkidle")
        fetched = seen.page.evaluate("() => performance.getEntriesByType('resource').map(each => each.name)")
        assert [name for name in fetched if "search-index" in name or "search-find" in name] == []
        assert [name for name in fetched if "search-box" in name or "pagefind" in name] == []
        seen.page.focus(BOX)
        seen.page.wait_for_function("() => window.sourcebookIndex")
        assert seen.faults() == []


def test_box_by_keyboard(browser: Browser, base: str) -> None:
    with opened(browser, f"{base}topics/") as (seen, asked):
        page, box = seen.page, seen.page.locator(BOX)
        page.locator("main a").first.focus()
        before = page.evaluate_handle("() => document.activeElement")
        page.keyboard.press("/")
        assert focused(page) == "s-query"
        expect(box).to_have_attribute("role", "combobox")
        page.keyboard.type("Shusha")
        expect(box).to_have_attribute("aria-expanded", "true")
        count = told(page.locator(STATUS))
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        chosen = page.locator("[role=option][aria-selected=true]")
        expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "none")
        assert chosen.locator(".title").inner_text() == "Shusha"
        page.keyboard.press("ArrowUp")
        assert f"{count} results" in chosen.inner_text()
        page.keyboard.press("Escape")
        expect(box).to_have_attribute("aria-expanded", "false")
        expect(page.locator(".offered")).to_be_hidden()
        assert page.evaluate("before => document.activeElement === before", before)
        page.keyboard.press("/")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{base}places/shusha/")
        assert len([address for address in asked if address.endswith("/search-index.js")]) == 1


def test_key_leaves_writing_alone_and_can_be_switched_off(browser: Browser, base: str) -> None:
    with opened(browser, f"{base}search/") as (seen, _):
        page = seen.page
        page.focus(BOX)
        page.keyboard.type("a/b")
        assert page.input_value(BOX) == "a/b"
        page.locator("#s-key input").uncheck()
        page.goto(base)
        page.keyboard.press("/")
        assert focused(page) == "BODY"
        page.goto(f"{base}search/")
        page.locator("#s-key input").check()
        page.goto(base)
        page.keyboard.press("/")
        assert focused(page) == "s-query"


@pytest.mark.parametrize("width", [1280, 320])
def test_page_lists_everything_by_kind_and_the_full_text(browser: Browser, base: str, width: int) -> None:
    with opened(browser, f"{base}search/?q=Şuşa", width=width) as (seen, _):
        page = seen.page
        count = told(page.locator("#s-count"))
        assert page.input_value(BOX) == "Şuşa"
        assert page.locator("#s-found li").count() == count > 20
        assert page.locator("#s-found h2").first.inner_text().startswith("Places")
        assert page.locator("#s-found a").first.get_attribute("href") == f"{base}places/shusha/"
        claims = page.locator("#s-found section").last.locator(".row-title").all_inner_texts()
        assert claims
        assert [text for text in claims if not re.match(r"[^:]+20\d\d[^:]*, [^:]+: \S", text)] == []
        page.fill(BOX, "destroyed")
        expect(page.locator(STATUS)).not_to_have_text("")
        option = page.locator("[role=option][href*='#']").first.inner_text()
        assert re.match(r"[^:]+20\d\d[^:]*, [^:]+:\n", option), option
        expect(page.locator("#s-texts [role=status]")).to_contain_text("these words, or forms of them")
        page.fill(BOX, "cradle")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{base}search/?q=cradle")
        expect(page.locator("#s-texts mark").first).to_contain_text("cradle")
        assert page.title().startswith("cradle – Search")
        assert [*seen.faults(), *wider_than_window(page), *axe_violations(page)] == []


@pytest.mark.parametrize("width", [1280, 320])
def test_list_that_is_offered_has_no_fault(browser: Browser, base: str, width: int) -> None:
    with opened(browser, f"{base}topics/", width=width) as (seen, _):
        offered(seen.page, "visit")
        seen.page.keyboard.press("ArrowDown")
        assert [*seen.faults(), *wider_than_window(seen.page), *axe_violations(seen.page)] == []


def test_without_script_the_form_leads_to_a_page_that_leads_on(browser: Browser, base: str) -> None:
    with visit(browser, base, javascript=False) as seen:
        page = seen.page
        page.fill(BOX, "lamp")
        page.locator("form[role=search] button").click()
        page.wait_for_url(f"{base}search/?q=lamp")
        assert "JavaScript" in page.locator("main").inner_text()
        page.locator("main a", has_text="A–Z").click()
        page.wait_for_url(f"{base}a-z/")


def test_from_a_folder_names_are_found_and_full_text_is_said_to_be_missing(browser: Browser, shared: Shared) -> None:
    folder = built_once("lighthouse", shared, for_disk=True).folder
    page = browser.new_page()
    try:
        page.goto((folder / "topics" / "index.html").as_uri())
        assert offered(page, "Helvan") == ["Nadir Halvan"]
        page.keyboard.press("Enter")
        expect(page.locator("#s-found a").first).to_have_text("Nadir Halvan")
        expect(page.locator("#s-texts")).to_contain_text("opened from a folder")
        page.locator("#s-found a").first.click()
        page.wait_for_url((folder / "people" / "nadir-halvan" / "index.html").as_uri())
    finally:
        page.close()


def test_what_readers_ask_for_leads_to_the_page_that_answers(browser: Browser, base: str) -> None:
    asked = {
        "data": "data/", "csv": "data/", "download": "data/", "cite": "about/", "promises": "promises/",
        "PACE": "notes/both-heritages/", "Artsakh": "places/nagorno-karabakh/", "Varanda": "places/fuzuli/",
        "ISESCO": "notes/isesco-name/", "timeline": "timeline/",
    }  # fmt: skip
    with opened(browser, base) as (seen, _):
        for query, path in asked.items():
            offered(seen.page, query)
            hrefs = [link.get_attribute("href") for link in seen.page.locator("[role=option]").all()]
            assert f"{base}{path}" in hrefs[:2], (query, hrefs)
