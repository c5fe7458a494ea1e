"""What the tests share: the dossier built through the front door, and a browser."""

import os
import shutil
import site
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser

from tests.harness.browser import open_browser
from tests.sites import DOSSIERS, Built, build_dossier, dossier_of
from tools.wheel import build_package

LONGEST = (
    "test_incremental.py", "test_torture.py", "test_browser_languages.py", "test_browser_pages.py", "test_package.py",
    "test_browser_moved.py", "test_browser_search.py", "test_browser_cite.py", "test_dependencies.py",
    "test_site_crawl.py", "test_renaming.py", "test_documents.py", "test_links.py", "test_cli_desk.py",
    "test_browser_preview.py", "test_foreign.py", "test_cli.py", "test_readme.py", "test_commands.py",
    "test_terminal.py", "test_tutorial.py", "test_systems.py",
)  # fmt: skip
"""Files of tests that take longest: they come first, so that no process waits long for another one in the end."""


MEMORY, ROOM = Path("/dev/shm"), 4_000_000_000
"""Where temporary folders are made if it has so many bytes free: the tests remove some ten thousand files."""

if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = str(MEMORY)

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", parent=settings.get_profile("untimed"), max_examples=20)
settings.load_profile("untimed")
"""For `make check`; `make test` tries a hundred examples."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the golden files of tests/golden as they are now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    names = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: names.get(item.path.name, len(names)))


SCRIPTS = "Scripts" if os.name == "nt" else "bin"

Make = Callable[[Path], object]
Shared = Callable[[str, Make], Path]


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Gives a folder by its name; what makes it is called once, for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made_once(name: str, make: Make) -> Path:
        folder = root / name
        with (root / f"{name}.lock").open("w") as lock:
            if sys.platform != "win32":
                import fcntl

                fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                make(folder.with_suffix(".new"))
                folder.with_suffix(".new").rename(folder)
        return folder

    return made_once


@pytest.fixture(scope="session")
def built_site(shared: Shared) -> Path:
    """The folder `content/` was built into. Its pages lead to each other from wherever they are served."""
    return built_once("content", shared).folder


@pytest.fixture(scope="session")
def built_lighthouse(shared: Shared) -> Path:
    """The folder the example was built into, for the root of a host."""
    return shared("lighthouse-root", partial(build_dossier, "lighthouse", address="https://example.org/"))


@pytest.fixture(scope="session")
def installed(shared: Shared) -> Path:
    """The folder of scripts of an environment into which the wheel was installed, as a reader's would be."""
    return shared("installed", install_wheel) / SCRIPTS


def install_wheel(folder: Path) -> None:
    """Build the wheel and install it; what it needs is taken from the environment of the tests."""
    wheel = build_package("wheel", folder / "dist")
    venv.create(folder, with_pip=False)
    (site_packages := next(folder.rglob("site-packages"))).joinpath("tests.pth").write_text(site.getsitepackages()[0])
    command = [sys.executable, "-m", "pip", "--python", str(folder / SCRIPTS / "python"), "install"]
    subprocess.run([*command, "--quiet", "--no-deps", "--no-index", str(wheel)], check=True)
    assert (site_packages / "sourcebook" / "py.typed").is_file()
    script = folder / SCRIPTS / "sourcebook"  # the folder is renamed when it is complete
    script.write_text(script.read_text("utf-8").replace(str(folder), str(folder.with_suffix(""))), "utf-8")


@cache
def built_once(name: str, shared: Shared, *, for_disk: bool = False) -> Built:
    folder = shared(f"{name}-{'disk' if for_disk else 'repo'}", partial(build_dossier, name, for_disk=for_disk))
    return Built(name, folder, dossier_of(name))


@pytest.fixture(scope="session", params=DOSSIERS, name="site")
def each_site(request: pytest.FixtureRequest, shared: Shared) -> Built:
    """Each dossier built in process, for the path `/repo/` of a host."""
    return built_once(request.param, shared)


@pytest.fixture(scope="session")
def lighthouse(shared: Shared) -> Built:
    """The example, for the path `/repo/` of a host."""
    return built_once("lighthouse", shared)


@pytest.fixture(scope="session", params=["lighthouse", pytest.param("content", marks=pytest.mark.validate)])
def disk(request: pytest.FixtureRequest, shared: Shared) -> Built:
    """Each dossier built to be opened from a folder."""
    return built_once(request.param, shared, for_disk=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while it runs, no other event loop can in the same thread."""
    with open_browser() as started:
        yield started
