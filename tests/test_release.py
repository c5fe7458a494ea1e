"""`make release`: the archive, and its site opened from a disk."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from sourcebook.build.options import BuildOptions
from tests.lighthouse import LIGHTHOUSE, copy
from tools.chromium import ARGUMENTS
from tools.environment import ROOT
from tools.release import FOR_HOSTS, release


def pack(to: Path, content: Path = LIGHTHOUSE) -> Path | None:
    return release(BuildOptions(ROOT, content, to, for_disk=True), to)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packed = pack(tmp_path_factory.mktemp("dist"))
    assert packed is not None
    return packed


def test_the_same_dossier_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    again = pack(tmp_path, copy(tmp_path / "content"))
    assert again is not None
    assert (again.name, again.read_bytes()) == (archive.name, archive.read_bytes())


def test_files_are_stored_sorted_and_without_a_time(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        entries = opened.infolist()
        assert opened.testzip() is None
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {name.split("/")[0] for name in names} == {archive.stem}
    assert {name.partition("/")[2] for name in names} & set(FOR_HOSTS) == set()


def test_a_text_says_how_to_open_it(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        text = opened.read(f"{archive.stem}/README.txt").decode()
        assert f"{archive.stem}/index.html" in opened.namelist()
    assert "open index.html" in text
    assert archive.stem[-10:] in text
    assert "open record/index.html and print" in text


@pytest.fixture
def opened(archive: Path, browser: Browser, tmp_path: Path) -> Iterator[tuple[Page, str, list[str]]]:
    """A page, the address of the unpacked site, and what the page complains of."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("requestfailed", lambda request: told.append(f"{request.url} failed"))
    page.on("request", lambda request: None if request.url.startswith("file:") else told.append(request.url))
    yield page, (tmp_path / archive.stem).as_uri(), told
    page.close()


@pytest.mark.browser
def test_it_opens_from_a_disk(opened: tuple[Page, str, list[str]]) -> None:
    """Links lead on, styles and scripts are there, nothing is asked of a network."""
    assert any(flag.startswith("--host-resolver-rules") for flag in ARGUMENTS)
    page, base, told = opened
    page.goto(f"{base}/index.html")
    page.locator("main a[href*='topics/']").first.click()
    assert page.url.startswith(f"{base}/topics/")
    assert page.url.endswith("/index.html")
    assert "Ledger Serif" in page.evaluate("() => getComputedStyle(document.documentElement).fontFamily")
    assert page.evaluate("() => [...document.fonts].some(font => font.status === 'loaded')")
    assert page.evaluate("() => [...document.scripts].some(script => script.src)")
    page.locator("a[role=doc-noteref]").first.press("Enter")
    assert page.locator(".cite-box:popover-open").is_visible()
    assert told == []


@pytest.mark.browser
def test_search_works_from_a_disk(opened: tuple[Page, str, list[str]]) -> None:
    page, base, told = opened
    page.goto(f"{base}/index.html")
    page.locator("input[type=search]").fill("lamp")
    page.locator("[role=option]").first.wait_for()
    assert page.locator("[role=option]").count() > 1
    assert told == []
