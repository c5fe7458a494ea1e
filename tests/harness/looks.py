"""Pages of a site looked at one after the other."""

from collections.abc import Callable, Iterable
from pathlib import Path

from playwright.sync_api import Browser

from tests.harness.browser import CONTRAST, SETTLED, Visit, axe_violations, tab, wider_than_window
from tests.harness.pages import address_of
from tests.harness.server import serve

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


def all_but_contrast(seen: Visit) -> list[str]:
    """What the page did, then how it stands; axe comes last, since it writes into the page."""
    return [*_of_itself(seen), *axe_violations(seen.page, without=(CONTRAST,))]


def _of_itself(seen: Visit) -> list[str]:
    wide = [f"wider than the window: {element}" for element in wider_than_window(seen.page)]
    return [*seen.faults(), *wide]


def contrast(seen: Visit) -> list[str]:
    """What axe takes longest for, in the light."""
    return axe_violations(seen.page, CONTRAST)


def all_faults_in_the_dark(seen: Visit) -> list[str]:
    """What the page did and how it stands, contrast in the dark; all but that is the same in the light."""
    found = all_but_contrast(seen)
    seen.page.emulate_media(color_scheme="dark")
    return found + [f"in the dark: {fault}" for fault in axe_violations(seen.page, CONTRAST)]


def found_on(browser: Browser, pages: Iterable[str], site: Path, small: Path, look: Look, *, width: int) -> list[str]:
    """What `look` finds on the pages of a site, under the policy of the page and of the headers.

    The whole record is looked at as the site of the `small` dossier has it.
    """
    with serve(site, headers=True) as base:
        found = look_at_each(browser, base, [page for page in pages if page != WHOLE], look, width=width)
    with serve(small, headers=True) as base:
        return found + look_at_each(browser, base, [WHOLE], look, width=width)
