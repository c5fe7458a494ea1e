"""The dossier's pages in a wide window, one of each kind, at `/` and below `/repo/`."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import Visit, visit
from tests.harness.looks import all_but_contrast, found_on, look_at_each
from tests.harness.pages import one_of_each_kind, one_of_each_template
from tests.harness.server import serve

pytestmark = pytest.mark.browser

WIDE = 1280


def test_pages_have_no_fault(browser: Browser, built_site: Path, built_lighthouse: Path) -> None:
    """What they do, how they fit the window, and what axe finds but contrast, which is measured elsewhere."""
    pages = {*one_of_each_template(built_site).values(), *one_of_each_kind(built_site)}
    found = found_on(browser, sorted(pages), built_site, built_lighthouse, all_but_contrast, width=WIDE)
    assert not found, "\n".join(found)


def test_pages_are_quiet_below_a_path_without_headers(browser: Browser, built_site_below_repo: Path) -> None:
    with serve(built_site_below_repo, prefix="/repo/") as base:
        found = look_at_each(browser, base, one_of_each_kind(built_site_below_repo), Visit.faults, width=WIDE)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_missing_page_leads_home_from_any_depth(
    browser: Browser, built_site_below_repo: Path, javascript: bool
) -> None:
    with (
        serve(built_site_below_repo, prefix="/repo/") as base,
        visit(browser, f"{base}no/such/page/", javascript=javascript) as seen,
    ):
        assert seen.status == 404
        links = seen.page.locator("a").evaluate_all("links => links.map(link => link.href)")
        styles = seen.page.locator("link[rel=stylesheet]").evaluate_all("links => links.map(link => link.href)")
    assert base in links
    assert styles
    assert [address for address in styles if not address.startswith(base)] == []
