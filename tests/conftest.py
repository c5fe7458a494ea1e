"""What the tests share: the dossier built through the front door, and a browser."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import open_browser
from tests.sites import DOSSIERS, Built, build_in_process
from tools.environment import ROOT

BUILD_SECONDS = 120

LONGEST = (
    "test_site_browser.py", "test_site_browser_narrow.py", "test_browser_pages.py", "test_incremental.py",
    "test_torture.py",
)  # fmt: skip
"""Files of tests that take longest: they come first, so that no process waits long for another one in the end."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files of tests/golden as they are now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    names = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: names.get(item.path.name, len(names)))


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `content/` was built into, for the root of a host."""
    return build_site(tmp_path_factory.mktemp("root") / "site", "https://example.org/")


@pytest.fixture(scope="session")
def built_site_below_repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for the path `/repo/` of a host."""
    return build_site(tmp_path_factory.mktemp("repo") / "site", "https://example.org/repo/")


@pytest.fixture(scope="session")
def built_lighthouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder the invented dossier was built into, for the root of a host."""
    out = tmp_path_factory.mktemp("lighthouse") / "site"
    return build_site(out, "https://example.org/", "--content", str(ROOT / "examples" / "lighthouse"))


def build_site(out: Path, address: str, *options: str) -> Path:
    command = [sys.executable, "build.py", "--out", str(out), "--address", address, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    assert done.returncode == 0, f"the build failed:\n{done.stdout}{done.stderr}"
    return out


@pytest.fixture(scope="session", params=DOSSIERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Each dossier built in process, for a path of a host."""
    return built_once(request.param, tmp_path_factory, for_disk=False)


@pytest.fixture(scope="session", params=DOSSIERS)
def disk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same, to be opened from a folder."""
    return built_once(request.param, tmp_path_factory, for_disk=True)


BUILT: dict[tuple[str, bool], Built] = {}
"""A fixture with parameters is made anew whenever the parameter changes; these are kept."""


def built_once(name: str, factory: pytest.TempPathFactory, *, for_disk: bool) -> Built:
    if (name, for_disk) not in BUILT:
        BUILT[name, for_disk] = build_in_process(name, factory.mktemp("site") / "site", for_disk=for_disk)
    return BUILT[name, for_disk]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while it runs, no other event loop can in the same thread."""
    with open_browser() as started:
        yield started
