"""What the tests share: the dossier built through the front door, and a browser."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import open_browser
from tools.environment import ROOT

BUILD_SECONDS = 120


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder `content/` was built into, for the root of a host."""
    return build_site(tmp_path_factory.mktemp("root") / "site", "https://example.org/")


@pytest.fixture(scope="session")
def built_site_below_repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, for the path `/repo/` of a host."""
    return build_site(tmp_path_factory.mktemp("repo") / "site", "https://example.org/repo/")


def build_site(out: Path, address: str) -> Path:
    command = [sys.executable, "build.py", "--out", str(out), "--address", address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=BUILD_SECONDS, check=False)
    assert done.returncode == 0, f"the build failed:\n{done.stdout}{done.stderr}"
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: while it runs, no other event loop can in the same thread."""
    with open_browser() as started:
        yield started
