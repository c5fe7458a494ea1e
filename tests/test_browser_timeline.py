"""The timeline in a browser: labels that never meet, parts shown by topic and kind, all of it without script."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sourcebook.stages.render import Templates, render
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import Site
from tests.dossiers import REPORT, page, reader
from tests.harness.browser import axe_violations, visit, wider_than_window
from tests.harness.server import serve
from tests.sites import theme

pytestmark = pytest.mark.browser

WIDTHS = (320, 639, 640, 1280)
BOXES = """() => [...document.querySelectorAll('.band text')].filter(text => text.getClientRects().length).map(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    return [text.textContent, left, right, top, bottom];
})"""
SHIFT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce(
    (sum, entry) => sum + entry.value, 0))).observe({ type: 'layout-shift', buffered: true })
    || setTimeout(() => done(0), 300))"""


def hard_dossier() -> dict[str, str]:
    """Twelve claims on one day, thirty years on end, a source without a date of its own, a plan that came out."""
    day = {f"noon-{n}": ("The lamp of Skerry was seen for the hour", "2019-03-12") for n in range(12)}
    years = {f"year-{n}": ("Winter was quiet", str(n)) for n in range(1960, 1990)}
    others = {
        "long": ("The lamp of Skerry was said to have burned all the while, whoever looked", "1960/1989"),
        "open": ("The tower of Skerry stands", "1975/.."),
        "some-days": ("Work on the tower of Skerry went on, day and night", "1975-05-02/1975-05-09"),
    }
    claims = "".join(
        f"  {name}:\n    at: 1\n    by: article\n    says: {says} ({name}).\n    words: [burns again]\n"
        f'    about: [skerry]\n    when: "{when}"\n'
        for name, (says, when) in {**day, **years, **others}.items()
    )
    plan = (
        "  plan:\n    at: 1\n    by: article\n    kind: promise\n    form: plan\n    outcome: done\n"
        "    says: The lamp of Skerry would burn again.\n    words: [burns again]\n    about: [skerry]\n"
        '    due: "1987"\n'
        "    shown_by: [lamp-relit#noon-3]\n"
    )
    undated = REPORT.replace(
        '{date: "2019-03-12", basis: stated}', '{date: "[..1961]", basis: inferred, why: It must.}'
    )
    return {
        "sources/lamp-relit.md": REPORT.replace("claims:\n", f"claims:\n{claims}{plan}"),
        "sources/old-leaflet.md": undated.replace("title: The lamp is lit again", "title: An old leaflet, undated"),
        "events/storm.md": page("The storm", "It blew.", "when: none\nwhy: No text dates it.\nwhere: [skerry]\n"),
    }


def write_timeline(to: Path) -> Path:
    """The timeline of the hard dossier alone, with what it loads."""
    house = theme(plain=False)
    shell = Shell(house.names, None, False, False)
    site = Site(reader(hard_dossier()), house.translations, Addresses("https://example.org"), shell)
    screens = [next(screen for screen in site.inputs() if screen.url == "/timeline/")]
    for file in (*render(screens, Templates(house.templates, house.translations)), *house.assets):
        path = to / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.data)
    return to


@pytest.fixture(scope="module")
def sites(built_site: Path, built_lighthouse: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {
        "hard": write_timeline(tmp_path_factory.mktemp("hard")),
        "lighthouse": built_lighthouse,
        "content": built_site,
    }


@pytest.fixture(scope="module")
def base(built_site: Path) -> Iterator[str]:
    with serve(built_site, headers=True) as address:
        yield address


@pytest.mark.parametrize("name", ["hard", "lighthouse", "content"])
def test_no_label_meets_another(browser: Browser, sites: dict[str, Path], name: str) -> None:
    with serve(sites[name]) as address, visit(browser, f"{address}timeline/") as seen:
        for width in WIDTHS:
            seen.page.set_viewport_size({"width": width, "height": 800})
            boxes = seen.page.evaluate(BOXES)
            assert len(boxes) > 8
            assert seen.page.locator("svg.band:visible").count() == 1
            assert [(a[0], b[0]) for a, b in combinations(boxes, 2) if overlap(a, b)] == [], width
            assert [text for text, left, right, _, _ in boxes if left < 0 or right > width] == [], width
            assert wider_than_window(seen.page) == [], width
        assert seen.faults() == []


def overlap(a: list[float], b: list[float]) -> bool:
    """Whether two boxes share more than the thickness of a line."""
    return a[1] < b[2] - 0.5 and b[1] < a[2] - 0.5 and a[3] < b[4] - 0.5 and b[3] < a[4] - 0.5


def test_every_mark_leads_to_its_entry(browser: Browser, base: str) -> None:
    with visit(browser, f"{base}timeline/", javascript=False) as seen:
        marks = seen.page.locator("svg.band.wide a")
        named = marks.evaluate_all("all => all.flatMap(mark => mark.dataset.of.split(' '))")
        entries = seen.page.locator(".moment").evaluate_all("all => all.map(entry => entry.id)")
        dated = seen.page.locator(".moment time, .moment-date [data-edtf]").count()
        assert dated > 20
        assert set(named) == set(entries) - without_date(seen.page)
        for href in marks.evaluate_all("all => all.map(mark => mark.getAttribute('href'))"):
            assert href.removeprefix("#") in entries


def without_date(page: Page) -> set[str]:
    ids = page.locator(".moment").filter(has_not=page.locator(".moment-date [data-edtf]"))
    return set(ids.evaluate_all("all => all.map(entry => entry.id)"))


def test_parts_are_shown_by_kind_and_topic_counted_and_kept_in_the_address(browser: Browser, base: str) -> None:
    with visit(browser, f"{base}timeline/?kind=nonsense") as seen:
        page, entries = seen.page, seen.page.locator(".moment:visible")
        total = entries.count()
        assert page.locator("output").inner_text() == f"Shown: {total} of {total}"
        page.select_option("select[name=kind]", "document")
        documents = entries.count()
        assert 0 < documents < total
        assert set(entries.evaluate_all("all => all.map(entry => entry.dataset.kind)")) == {"document"}
        assert page.locator("output").inner_text() == f"Shown: {documents} of {total}"
        assert page.url == f"{base}timeline/?kind=document"
        assert page.locator(".in-year:visible").evaluate_all(
            "all => all.every(year => year.innerText.includes('docu'))"
        )
        assert axe_violations(page) == []
        topic = page.locator("select[name=topic] option").nth(1).get_attribute("value") or ""
        page.select_option("select[name=topic]", topic)
        page.reload()
        assert page.url == f"{base}timeline/?kind=document&topic={topic}"
        assert 0 < entries.count() <= documents
        assert all(topic in each for each in entries.evaluate_all("all => all.map(e => e.dataset.topics.split(' '))"))
        page.get_by_role("button", name="Show all").click()
        page.wait_for_url(f"{base}timeline/")
        assert entries.count() == total
        assert seen.faults() == []


def test_without_script_nothing_is_hidden_and_no_choice_is_offered(browser: Browser, base: str) -> None:
    with visit(browser, f"{base}timeline/?kind=document", javascript=False) as seen:
        entries = seen.page.locator(".moment")
        assert entries.count() == seen.page.locator(".moment:visible").count() > 20
        assert not seen.page.locator(".sift select").first.is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_does_not_move_while_it_loads(browser: Browser, base: str, width: int) -> None:
    with visit(browser, f"{base}timeline/?kind=document", width=width) as seen:
        assert seen.page.evaluate(SHIFT) == 0
