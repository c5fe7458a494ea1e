"""The whole record in a browser: a number shows its claim; printed, each page names its part and its number."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.harness.browser import visit
from tests.harness.server import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def record(browser: Browser, built_site: Path) -> Iterator[Page]:
    with serve(built_site, headers=True) as base, visit(browser, f"{base}record/") as seen:
        yield seen.page
        assert seen.faults() == []


def test_a_number_shows_the_claim_that_bears_it(record: Page) -> None:
    cite = record.locator("article.record-text a[role=doc-noteref]").first
    said = record.locator(f"li:has({cite.get_attribute('href')}) .says").text_content() or ""
    cite.press("Enter")
    box = record.locator(".cite-box:popover-open")
    assert said.split(maxsplit=1)[1] in box.inner_text()
    record.keyboard.press("Escape")
    assert record.locator(".cite-box:popover-open").count() == 0


def test_running_heads_are_printed_alone(record: Page) -> None:
    heads = record.locator(".running")
    assert heads.count() > len(record.locator(".record-part").all())
    assert not any(head.is_visible() for head in heads.all())
    record.emulate_media(media="print")
    assert all(head.is_visible() for head in heads.all())
    assert heads.first.evaluate("head => getComputedStyle(head).display") == "table-header-group"
    record.emulate_media(media="screen")


def test_it_prints(record: Page) -> None:
    """A claim is a few lines: some ten of them fill a page, with questions and texts beside them."""
    paper = record.pdf(prefer_css_page_size=True, format="A4")
    pages = paper.count(b"/Type /Page\n")
    claims = record.locator(".claim").count()
    assert claims / 20 < pages < claims
