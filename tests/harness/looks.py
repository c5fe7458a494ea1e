"""A page looked at once at one width: its layout in both schemes, what it did, and what axe finds."""

from collections.abc import Callable, Iterable, Sequence

from playwright.sync_api import Browser, Page

from tests.harness.browser import (
    CONTRAST,
    SETTLED,
    TARGETS,
    Visit,
    axe_violations,
    contrast_violations,
    tab,
    wider_than_window,
)
from tests.harness.pages import address_of

NARROWEST, WIDE = 320, 1280
WIDTHS = {NARROWEST: (), WIDE: (768,)}
"""Widths in CSS pixels that pages are loaded at, each with those that the window is then brought to."""

SHIFTS = """() => new Promise(done => {
    const seen = [];
    const observer = new PerformanceObserver(list => seen.push(...list.getEntries()));
    observer.observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(seen.filter(entry => !entry.hadRecentInput).map(entry =>
        `${entry.value.toFixed(4)} by ${entry.sources.map(source => source.node && source.node.nodeName)}`)), 60);
})"""

Axe = Callable[[Page], list[str]]
Look = Callable[[Visit], list[str]]


def layout_faults(page: Page, others: Sequence[int] = ()) -> list[str]:
    """Layout shifts while the page loads; sideways scrolling, also in windows of the `others` widths."""
    page.evaluate(SETTLED)
    found = [*wider_than_window(page), *(f"layout shift of {shift}" for shift in page.evaluate(SHIFTS))]
    size = page.viewport_size
    for width in others:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"at {width}: {fault}" for fault in wider_than_window(page)]
    if others and size:
        page.set_viewport_size(size)
    return found


def look_at(width: int, axe: Axe) -> Look:
    """All checks of a page that was loaded `width` CSS pixels wide.

    Shifts come first: a font that came too late for loading may yet be taken when the scheme changes. `axe` comes
    last in each scheme, since it writes into the page.
    """

    def look(seen: Visit) -> list[str]:
        page = seen.page
        found = layout_faults(page, WIDTHS[width])
        found += [*seen.faults(), *axe(page)]
        page.emulate_media(color_scheme="dark")
        page.evaluate(SETTLED)
        dark = [*wider_than_window(page), *contrast_violations(page)]
        page.emulate_media(color_scheme="light")  # for the next page, before it is loaded
        return found + [f"in the dark: {fault}" for fault in dark]

    return look


def everything(page: Page) -> list[str]:
    """All rules of axe, contrast by one element of each look."""
    return [*axe_violations(page, without=(CONTRAST,)), *contrast_violations(page)]


def contrast_alone(page: Page) -> list[str]:
    """What may differ at another width: contrast."""
    return contrast_violations(page)


def targets_alone(page: Page) -> list[str]:
    """What may differ at the narrowest width: the size of what is pressed, and its distance to the next."""
    return axe_violations(page, TARGETS)


def found_on(browser: Browser, base: str, pages: Iterable[str], look: Look, **options: int | bool) -> list[str]:
    """What `look` finds on each of the pages below `base`, opened in one tab, each finding after the page's address."""
    found = []
    with tab(browser, **options) as opened:  # type: ignore[arg-type]
        for page in pages:
            seen = opened.go(base + address_of(page))
            found += [f"/{address_of(page)}: {fault}" for fault in look(seen)]
    return found
