"""A release: the archive, its digests and metadata, what changed between two, and its site opened from a disk."""

import csv
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from sourcebook.build.book import books
from sourcebook.build.editions import edition_files
from sourcebook.build.options import BuildOptions
from sourcebook.build.release import FOR_HOSTS, LISTED, release
from sourcebook.cache.cache import Caches
from sourcebook.cli.main import main
from sourcebook.model.files import OutputFile
from tests.lighthouse import LIGHTHOUSE, Change, copy
from tools.chromium import ARGUMENTS
from tools.environment import ROOT

SHA256 = re.compile(r"\b[0-9a-f]{64}\b")


def pack(to: Path, changes: Iterable[Change] = ()) -> Path | None:
    """Release a copy of the example, changed, that had no release before."""
    content = copy(to / "content", changes)
    (content / LISTED).unlink()
    options = BuildOptions(ROOT, content, to)
    made, _ = books(options, Caches.in_memory())
    files = [file for file in edition_files(made, ("epub",)) if isinstance(file, OutputFile)]
    return release(options, to, None, lambda version: files)[0]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    packed = pack(tmp_path_factory.mktemp("dist"))
    assert packed is not None
    return packed


def test_the_same_dossier_gives_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    again = pack(tmp_path)
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


def told(*arguments: str | Path) -> tuple[int, str]:
    """Exit code and output of a command."""
    done = CliRunner().invoke(main, list(map(str, arguments)), standalone_mode=False)
    return done.return_value or done.exit_code, done.stdout + done.stderr


@pytest.fixture
def unpacked(archive: Path, tmp_path: Path) -> Path:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    return tmp_path / archive.stem


def test_a_release_is_verified_packed_and_unpacked(archive: Path, unpacked: Path) -> None:
    for path in (archive, unpacked):
        code, said = told("verify", path)
        assert (code, said.endswith(" files as published\n")) == (0, True)


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("index.html", b"Other.", "the file is not as it was published"),
        ("data/claims.csv", None, "the file is missing"),
        ("topics/own.html", b"Own.", "the file is not part of the release"),
        ("SHA256SUMS", b"", "the release has no list of digests"),
    ],
)
def test_what_was_done_to_a_release_is_told(unpacked: Path, path: str, data: bytes | None, said: str) -> None:
    (unpacked / path).unlink(missing_ok=True)
    if data is not None:
        (unpacked / path).write_bytes(data)
    code, printed = told("verify", unpacked)
    assert code == 1
    assert f"{path}:1:1: RELEASE {said} (" in printed


def test_what_is_no_release_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("No archive.", "utf-8")
    for command in (("verify", tmp_path / "text"), ("compare", tmp_path / "text", tmp_path)):
        code, said = told(*command)
        assert (code, "RELEASE this is no release" in said) == (1, True)


REPORT = "sources/report-on-the-lamp.md"
COUNTED = (REPORT, "answers: questions/steps\n    value: 168", "answers: questions/steps\n    value: 170")
WORDED = (
    REPORT,
    "    words: [168 steps to the gallery]",
    "    why: Counted anew, 170.\n    words: [168 steps to the gallery]",
)
EXPLAINED = """
[[correction]]
date = 2024-05-21
about = "report-on-the-lamp#steps"
was = "value 168"
now = "value 170"
why = "Counted anew."
"""


def test_a_release_needs_a_correction_of_what_changed_and_lists_it(archive: Path, tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [COUNTED, WORDED])
    (content / LISTED).write_bytes((archive.parent / "content" / LISTED).read_bytes())
    options = BuildOptions(ROOT, content, tmp_path)
    path, problems = release(options, tmp_path)
    assert path is None
    assert ("CHANGED", "error") in {(problem.code, problem.level) for problem in problems}
    with (content / "corrections.toml").open("a", encoding="utf-8") as file:
        file.write(EXPLAINED)
    path, problems = release(options, tmp_path)
    assert (path, [problem.code for problem in problems if problem.path.endswith(".zip")]) == (None, ["RELEASE"])
    changed, problems = release(options, tmp_path, archive)
    assert changed is not None, problems
    again, _ = release(options, tmp_path)
    assert (again, len(tomllib.loads((content / LISTED).read_text("utf-8"))["release"])) == (changed, 2)
    assert told("compare", archive, archive) == (0, "No page and no claim differs.\n")
    code, said = told("compare", archive, changed)
    assert (code, "claims report-on-the-lamp#steps: value was 168, now 170" in said.splitlines()) == (0, True)
    listed = (content / LISTED).read_text("utf-8").partition(f'"{changed.stem[-10:]}"')[2]
    with zipfile.ZipFile(changed) as opened:
        rows = json.loads(opened.read(f"{changed.stem}/data/releases.json"))
        html = opened.read(f"{changed.stem}/sources/report-on-the-lamp/index.html").decode()
    assert f"#v-{changed.stem[-10:]}-sources-report-on-the-lamp" in html
    for form in ("json", "csv"):
        text = told("compare", archive, changed, "--format", form)[1]
        found = json.loads(text) if form == "json" else list(csv.DictReader(text.splitlines()))
        assert len(found) == listed.count("{ page = ") == sum(row["what"] != "released" for row in rows) > 0


def test_metadata_for_archives_names_what_is_there(unpacked: Path) -> None:
    crate = json.loads((unpacked / "ro-crate-metadata.json").read_text("utf-8"))
    graph = {node["@id"]: node for node in crate["@graph"]}
    assert len(graph) == len(crate["@graph"])
    root = graph["./"]
    named = [root["license"], root["author"], *root["hasPart"], *root["mentions"]]
    assert [reference["@id"] for reference in named if reference["@id"] not in graph] == []
    parts = [part["@id"] for part in root["hasPart"]]
    assert "data/claims.csv" in parts
    assert [part for part in parts if int(graph[part]["contentSize"]) != (unpacked / part).stat().st_size] == []
    originals = {
        digest for path in (LIGHTHOUSE / "sources").glob("*.md") for digest in SHA256.findall(path.read_text("utf-8"))
    }
    assert {graph[each["@id"]]["identifier"].removeprefix("sha256:") for each in root["mentions"]} == originals
    citation = yaml.safe_load((unpacked / "CITATION.cff").read_text("utf-8"))
    datacite, zenodo = (json.loads((unpacked / name).read_text("utf-8")) for name in ("datacite.json", ".zenodo.json"))
    assert citation["cff-version"] == "1.2.0"
    assert {citation["title"], datacite["titles"][0]["title"], zenodo["title"], root["name"]} == {root["name"]}
    assert "identifiers" not in datacite  # which the schema of DataCite 4.5 refuses; `url` takes the address
    assert datacite["url"] == root["url"]
    assert {citation["version"], datacite["version"], zenodo["version"]} == {unpacked.name[-10:]}


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
