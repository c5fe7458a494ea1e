"""The dossier's pages in a browser: one of each kind, wide and narrow, light and dark, at `/` and below `/repo/`."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import SETTLED, Visit, axe_violations, tab, visit, wider_than_window
from tests.harness.pages import address_of, one_of_each_kind
from tests.harness.server import serve

pytestmark = pytest.mark.browser

WIDE, NARROW = 1280, 320
WHOLE = "record/index.html"
"""All pages in one: axe takes as long for it as for all others. It is looked at as the small dossier has it."""

Look = Callable[[Visit], list[str]]


def look_at_each(browser: Browser, base: str, pages: Iterable[str], look: Look, *, width: int) -> list[str]:
    """What `look` finds on each of the pages, each finding after the page's address."""
    found = []
    with tab(browser, width=width) as opened:
        for page in pages:
            seen = opened.go(base + address_of(page), "load")
            seen.page.emulate_media(color_scheme="light")
            seen.page.evaluate(SETTLED)
            found += [f"/{address_of(page)}: {fault}" for fault in look(seen)]
    return found


def all_faults(seen: Visit) -> list[str]:
    """What the page did, then how it stands; axe comes last, since it writes into the page."""
    wide = [f"wider than the window: {element}" for element in wider_than_window(seen.page)]
    return [*seen.faults(), *wide, *axe_violations(seen.page)]


def all_faults_light_and_dark(seen: Visit) -> list[str]:
    """The dark colours are those of the same page: only contrast can differ."""
    light = all_faults(seen)
    seen.page.emulate_media(color_scheme="dark")
    return light + [f"in the dark: {fault}" for fault in axe_violations(seen.page, "color-contrast")]


@pytest.mark.parametrize(
    ("width", "look"), [(WIDE, all_faults_light_and_dark), (NARROW, all_faults)], ids=["wide", "narrow"]
)
def test_pages_have_no_fault(
    browser: Browser, built_site: Path, built_lighthouse: Path, width: int, look: Look
) -> None:
    """What they do, how they fit the window, and what axe finds, under the policy of the page and of the headers."""
    pages = [page for page in one_of_each_kind(built_site) if page != WHOLE]
    with serve(built_site, headers=True) as base:
        found = look_at_each(browser, base, pages, look, width=width)
    with serve(built_lighthouse, headers=True) as base:
        found += look_at_each(browser, base, [WHOLE], look, width=width)
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
