"""The preview as an editor sees it: each save shows in the page that is open, without a hand laid on the browser."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.harness.browser import axe_violations, visit
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT

pytestmark = pytest.mark.browser

SECONDS = 20
RUN = (
    "import sys; from pathlib import Path; from sourcebook.preview.server import serve\n"
    "sys.exit(serve(Path(sys.argv[1]), Path(sys.argv[1], 'content'), 0))"
)
TOPIC = "content/topics/light-and-lamp.md"
NOTICE = "content/sources/notice-to-mariners.md"
KEEPER = "content/people/nadir-halvan.md"
NOT_FOUND = "the server responded with a status of 404"
HEARS = """() => {
  const asked = performance.getEntriesByName(new URL('/livereload/state.json', location).href);
  const connected = window.LiveReload?.connector?.protocolParser?.protocol;
  return asked.length >= 2 || (asked.length && connected && performance.now() - asked[0].responseEnd > 1000);
}"""
"""The overlay asks once when it is there and once more when the socket is, unless the socket was there first."""

NEW_PAGE = "---\ntitle: The tide\n---\nWater, twice a day.\n"


@dataclass(frozen=True)
class Desk:
    """A copy of the invented dossier with the house it is shown in, and the address where its preview runs."""

    root: Path
    address: str

    def change(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"{path} lacks: {old}"
        (self.root / path).write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copytree(LIGHTHOUSE, tmp_path / "content")
    command = [sys.executable, "-c", RUN, str(tmp_path)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+/", process.stdout.readline())
        assert found
        yield Desk(tmp_path, found[0])
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


@pytest.fixture
def page(desk: Desk, browser: Browser) -> Iterator[Page]:
    with visit(browser, f"{desk.address}topics/light-and-lamp/") as seen:
        seen.page.set_default_timeout(SECONDS * 1000)
        expect.set_options(timeout=SECONDS * 1000)
        yield seen.page
        assert [fault for fault in seen.faults() if NOT_FOUND not in fault] == []


def fetched(address: str) -> bytes:
    with urlopen(address, timeout=SECONDS) as answer:
        return bytes(answer.read())


def mark(page: Page) -> None:
    """Leave something on the page that is gone when it is loaded again, once it hears of saves."""
    page.wait_for_function(HEARS)
    page.evaluate("window.loadedOnce = true")


def is_still_the_same(page: Page) -> bool:
    return bool(page.evaluate("window.loadedOnce === true"))


def test_ten_edits_are_each_seen(desk: Desk, page: Page) -> None:
    heading, text, problems = page.locator("h1"), page.locator("main"), page.locator("sourcebook-preview details")

    desk.change(TOPIC, "and a leaflet that names nobody", "and a leaflet without a name")
    expect(text).to_contain_text("and a leaflet without a name")

    desk.change(TOPIC, "title: The light and its new lamp", "title: The light, told anew")
    expect(heading).to_have_text("The light, told anew")

    page.goto(f"{desk.address}sources/notice-to-mariners/", wait_until="load")
    desk.change(NOTICE, "the lamp on Skarvoy was out for 20 minutes", "the light of Skarvoy was out for 20 minutes")
    expect(text).to_contain_text("the light of Skarvoy was out for 20 minutes")

    desk.change("templates/base.html", '<footer class="site-foot">', '<footer class="site-foot"><p id="new">New</p>')
    expect(page.locator("footer #new")).to_have_text("New")

    mark(page)
    desk.change(
        "assets/css/tokens.css", ":root {", ":root { --seen: 1; }\nh1 { color: rgb(1, 2, 3) !important; }\n:root {"
    )
    expect(heading).to_have_css("color", "rgb(1, 2, 3)")
    assert is_still_the_same(page)

    page.goto(f"{desk.address}tide/", wait_until="load")
    expect(heading).not_to_have_text("The tide")
    (desk.root / "content/pages/tide.md").write_text(NEW_PAGE, "utf-8")
    expect(heading).to_have_text("The tide")

    (desk.root / "content/pages/tide.md").rename(desk.root / "content/pages/tides.md")
    expect(heading).not_to_have_text("The tide")
    page.goto(f"{desk.address}tides/", wait_until="load")
    expect(heading).to_have_text("The tide")

    (desk.root / "content/pages/tides.md").unlink()
    expect(heading).not_to_have_text("The tide")

    page.goto(f"{desk.address}people/nadir-halvan/", wait_until="load")
    mark(page)
    desk.change(KEEPER, "\ntitle: ", "\ntitle: [")
    expect(problems).to_contain_text("people/nadir-halvan.md:3:8")
    assert is_still_the_same(page)

    desk.change(KEEPER, "\ntitle: [", "\ntitle: ")
    expect(problems).to_have_count(0)
    assert is_still_the_same(page)


def test_the_overlay_leaves_the_page_alone_and_can_be_folded(desk: Desk, page: Page) -> None:
    problems = page.locator("sourcebook-preview details")
    place = "document.querySelector('main').getBoundingClientRect().top"
    before = page.evaluate(place)
    mark(page)
    page.focus("#s-query")
    page.keyboard.type("lamp")
    desk.change(TOPIC, "[[vera-tolmina]]", "[[vera-tolmin]]")
    expect(problems).to_have_attribute("open", "")
    expect(problems.locator(".hint")).to_have_text("did you mean 'vera-tolmina'?")
    expect(page.locator("sourcebook-preview [role=status]")).to_contain_text("1 error.")
    assert re.match(r"\d+\s+Inspector \[\[vera-tolmin\]\]", problems.locator(".at").inner_text())
    assert page.evaluate("document.activeElement.value") == "lamp"
    assert page.evaluate(place) == before
    assert is_still_the_same(page)
    assert axe_violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe_violations(page, "color-contrast") == []

    problems.locator("summary").press("Enter")
    expect(problems).not_to_have_attribute("open", "")
    page.reload(wait_until="load")
    expect(problems).to_have_count(1)
    expect(problems).not_to_have_attribute("open", "")
    problems.locator("summary").press("Enter")
    expect(problems).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(problems).not_to_have_attribute("open", "")

    desk.change(TOPIC, "[[vera-tolmin]]", "[[vera-tolmina]]")
    expect(problems).to_have_count(0)


def test_a_page_loaded_before_a_build_and_connected_after_it_is_not_left_behind(desk: Desk, browser: Browser) -> None:
    """livereload's script is kept waiting until the edit is built: no push can reach this page."""
    context = browser.new_context()
    try:
        page = context.new_page()
        address = f"{desk.address}topics/light-and-lamp/"

        def late(route: Route) -> None:
            desk.change(TOPIC, "## The first light", "## The first evening")
            end = time.monotonic() + SECONDS
            while b"The first evening" not in fetched(address):
                assert time.monotonic() < end, "the edit is not served"
            route.continue_()

        context.route("**/livereload.js", late, times=1)
        page.goto(address, wait_until="commit")
        expect(page.locator("#h-the-first-evening")).to_have_count(1)
    finally:
        context.close()
