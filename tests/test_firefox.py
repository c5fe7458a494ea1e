"""The site in Firefox: pages have the shape that they have in Chromium, and what one presses works.

Run by `make firefox`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sourcebook.model.places import At
from sourcebook.views.attribution import passage
from tests.harness.browser import open_browser, visit
from tests.harness.firefox import Firefox, open_firefox
from tests.harness.pages import address_of, of_folder
from tests.harness.server import serve

pytestmark = pytest.mark.firefox

WIDTHS = (375, 1280)
SHAPE = """({ height: document.documentElement.scrollHeight,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    parts: [...document.querySelectorAll('h1, h2, h3, svg, table, .row-title, .prose > p')]
        .filter(part => part.getClientRects().length).map(part => {
            const { left, width } = part.getBoundingClientRect();
            return [part.textContent.trim().slice(0, 40), Math.round(left), Math.round(width)]; }) })"""
SETTLED = """document.fonts.ready.then(() => new Promise(done => {
    let [height, since] = [0, 0];
    const look = () => {
        const now = document.documentElement.scrollHeight;
        since = now === height ? since + 1 : 0;
        height = now;
        if (since > 10) done(1); else setTimeout(look, 100);
    };
    look();
}))"""
NUMBER = """(() => { const number = document.querySelectorAll('.prose a[role=doc-noteref]')[4];
    number.scrollIntoView({ block: 'center' }); const { right, top, height } = number.getBoundingClientRect();
    return [right - 4, top + height / 2, number.closest('.prose').getBoundingClientRect().right]; })()"""
LAST = "[...document.querySelectorAll('.text > .prose > p')].at(-1)"
BOX = """(() => { const box = document.querySelector('.cite-box:popover-open');
    return box && [box.getBoundingClientRect().left, box.querySelector('.says').textContent]; })()"""


def places_of(site: Path) -> list[str]:
    topic, source = (address_of(list(of_folder(site, site / folder))[-1]) for folder in ("topics", "sources"))
    return ["/", topic, source, "/search/?q=lamp", "/search/?q=shusha", "/timeline/"]


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with serve(built_site, headers=True) as address:
        yield address


@pytest.fixture(scope="module")
def shapes(built_site: Path, base: str) -> dict[tuple[str, int], Any]:
    """Shape of each page in Chromium, by its address and the width of the window."""
    found = {}
    with open_browser() as browser:
        for place in places_of(built_site):
            for width in WIDTHS:
                with visit(browser, base + place, width=width) as seen:
                    seen.page.evaluate(SETTLED)
                    found[place, width] = seen.page.evaluate(SHAPE)
    return found


@pytest.fixture(scope="module")
def firefox(shapes: object) -> Iterator[Firefox]:
    """Firefox, when Chromium is closed: only one event loop runs in a thread."""
    with open_firefox() as started:
        yield started


def test_pages_have_the_shape_that_they_have_in_chromium(
    firefox: Firefox, base: str, shapes: dict[tuple[str, int], Any]
) -> None:
    for (place, width), chromium in shapes.items():
        firefox.open(base + place, width=width)
        firefox.evaluate(SETTLED)
        shape = firefox.evaluate(SHAPE)
        assert shape["wide"] <= 0, (place, width)
        assert [part[0] for part in shape["parts"]] == [part[0] for part in chromium["parts"]], (place, width)
        assert abs(shape["height"] - chromium["height"]) <= 0.02 * chromium["height"], (place, width)


def test_a_number_opens_the_claim_beside_the_text(firefox: Firefox, base: str, built_site: Path) -> None:
    firefox.open(base + places_of(built_site)[1])
    x, y, edge = firefox.evaluate(NUMBER)
    firefox.click(x, y)
    left, says = firefox.evaluate(BOX)
    assert left >= edge
    assert says
    firefox.press("\ue00c")
    assert firefox.evaluate(BOX) is None
    assert firefox.evaluate("document.activeElement.getAttribute('role')") == "doc-noteref"


def test_the_timeline_is_sifted(firefox: Firefox, base: str) -> None:
    firefox.open(base + "/timeline/")
    firefox.evaluate(SETTLED)
    assert firefox.evaluate("document.querySelector('.sift').classList.contains('ready')")


def test_a_link_to_very_words_lands_on_them(firefox: Firefox, base: str, built_site: Path) -> None:
    address = base + places_of(built_site)[1]
    firefox.open(address)
    words = firefox.evaluate(f"{LAST}.innerText.split(/\\s+/).slice(0, 6).join(' ')")
    firefox.open(passage(address, (words,), At((1,))))
    top = firefox.evaluate(f"{LAST}.getBoundingClientRect().top")
    assert 0 <= top < 800
    assert firefox.evaluate("scrollY") > 800
