"""The harness sees the faults it is there to see, and none where there are none."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.cases import cases
from tests.harness import nu
from tests.harness.browser import axe_violations, visit, wider_than_window
from tests.harness.pages import one_of_each_kind
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
def test_policy_sent_as_header_holds(browser: Browser, site: Path) -> None:
    (site / "_headers").write_text("# All pages\n/*\n  Content-Security-Policy: img-src 'none'\n", encoding="utf-8")
    (site / "a.png").write_bytes(b"")
    write_page(site, '<img src="a.png" alt="A picture">')
    with serve(site, headers=True) as address, visit(browser, address) as seen:
        assert any(line.startswith("content policy: img-src blocked") for line in seen.faults()), seen.faults()


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


@pytest.mark.browser
def test_missing_page_is_not_a_console_error(browser: Browser, site: Path) -> None:
    with serve(site) as address, visit(browser, f"{address}deep/down/") as seen:
        assert (seen.status, seen.faults()) == (404, [])
        assert seen.page.inner_text("p") == "No such page"


def test_server_keeps_to_its_prefix(site: Path) -> None:
    with serve(site, prefix="/repo/") as address:
        assert address.endswith("/repo/")
        with urlopen(address) as answer:
            assert b"Nothing wrong here." in answer.read()
        with pytest.raises(HTTPError, match="404") as refused:
            urlopen(address.removesuffix("repo/"))
        assert b"No such page" in refused.value.read()
        refused.value.close()


def test_one_page_of_each_kind_is_the_longest_that_does_not_forward(tmp_path: Path) -> None:
    pages = {
        "index.html": "",
        "404.html": "",
        "topics/index.html": "",
        "topics/short/index.html": "a",
        "topics/long/index.html": "aa",
        "topics/old/index.html": '<meta http-equiv="refresh" content="0; url=../long/">',
        "assets/style.css": "",
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert one_of_each_kind(tmp_path) == ["index.html", "404.html", "topics/index.html", "topics/long/index.html"]


@pytest.mark.nu
def test_nu_finds_planted_fault_and_its_place(site: Path) -> None:
    assert nu.errors(nu.check(site)) == []
    write_page(site, "\n<p><div></p>")
    found = nu.errors(nu.check(site))
    assert found
    assert all(line.startswith("index.html:6: error:") for line in found), found


@pytest.mark.nu
def test_nu_refuses_a_folder_without_pages(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="holds no HTML file"):
        nu.check(tmp_path)
