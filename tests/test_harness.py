"""The harness sees the faults it is there to see, and none where there are none."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.cases import cases
from tests.harness import nu
from tests.harness.browser import axe_violations, visit, wider_than_window
from tests.harness.server import serve

SOUND = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src 'self' https:">
</head><body><main><h1>A page</h1>BODY</main></body></html>
"""

FAULTS = {
    "console": '<script src="loud.js"></script>',
    "uncaught exception": '<script src="broken.js"></script>',
    "missing picture": '<img src="none.png" alt="A picture">',
    "request to another host": '<img src="https://example.com/a.png" alt="A picture">',
    "inline style": '<p style="color: red">Red</p>',
    "inline script": "<script>let x = 1;</script>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "404.html").write_text(SOUND.replace("BODY", "<p>No such page</p>"), encoding="utf-8")
    (tmp_path / "loud.js").write_text('console.error("a loud fault");', encoding="utf-8")
    (tmp_path / "broken.js").write_text('throw new Error("a broken script");', encoding="utf-8")
    write_page(tmp_path, "<p>Nothing wrong here.</p>")
    return tmp_path


def write_page(site: Path, body: str) -> None:
    (site / "index.html").write_text(SOUND.replace("BODY", body), encoding="utf-8")


@pytest.mark.browser
def test_sound_page_has_no_faults(browser: Browser, site: Path) -> None:
    with serve(site) as address, visit(browser, address, width=320) as seen:
        assert seen.status == 200
        assert seen.faults() == axe_violations(seen.page) == wider_than_window(seen.page) == []


@pytest.mark.browser
@cases
def test_planted_fault_is_reported(browser: Browser, site: Path, fault: str, said: str) -> None:
    write_page(site, FAULTS[fault])
    with serve(site) as address, visit(browser, address) as seen:
        assert any(said in line for line in seen.faults()), seen.faults()


@pytest.mark.browser
def test_axe_names_rule_and_element(browser: Browser, site: Path) -> None:
    write_page(site, '<img src="/loud.js">')
    with serve(site) as address, visit(browser, address) as seen:
        assert any(line.startswith("image-alt:") and "<img" in line for line in axe_violations(seen.page))


@pytest.mark.browser
def test_axe_sees_the_dark_colours(browser: Browser, site: Path) -> None:
    faint = "@media (prefers-color-scheme: dark) { body { background: #222; color: #444 } }"
    (site / "faint.css").write_text(faint, encoding="utf-8")
    write_page(site, '<link rel="stylesheet" href="faint.css"><p>Faint.</p>')
    with serve(site) as address, visit(browser, address) as seen:
        assert axe_violations(seen.page, "color-contrast") == []
        seen.page.emulate_media(color_scheme="dark")
        assert any("Faint." in line for line in axe_violations(seen.page, "color-contrast"))


@pytest.mark.browser
def test_sideways_scrolling_names_element(browser: Browser, site: Path) -> None:
    write_page(site, f'<p id="long">{"long" * 200}</p>')
    with serve(site) as address, visit(browser, address, width=320) as seen:
        assert "p#long" in wider_than_window(seen.page)


@pytest.mark.nu
def test_nu_finds_planted_fault_and_its_place(site: Path) -> None:
    assert nu.errors(nu.check(site)) == []
    write_page(site, "\n<p><div></p>")
    found = nu.errors(nu.check(site))
    assert found
    assert all(line.startswith("index.html:6: error:") for line in found), found
