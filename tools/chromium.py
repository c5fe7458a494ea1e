"""Chromium for the browser tests: installed, Playwright's, or a package."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, sync_playwright

from tools.environment import SetupError
from tools.provide import TOOLS

COMMANDS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
APPLICATIONS = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)

# No traffic of its own. Playwright starts it without its sandbox, which root and many containers cannot use.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
)


def find_chromium() -> str:
    """Path of a Chromium that starts. Raises SetupError."""
    named = os.environ.get("CHROME")
    if named:
        if starts(named):
            return named
        raise SetupError(f"CHROME={named} does not start as a Chromium.")
    path = installed() or playwrights_own() or from_system()
    if path is None:
        raise SetupError("The browser tests need Chromium. As root: apt-get update && apt-get install chromium")
    return path


def installed() -> str | None:
    present = (shutil.which(command) or "" for command in (*COMMANDS, *APPLICATIONS))
    return next((path for path in present if path and starts(path)), None)


def starts(path: str) -> bool:
    with sync_playwright() as playwright:
        try:
            playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS), timeout=60_000).close()
        except Error:
            return False
    return True


def playwrights_own() -> str | None:
    os.environ["PLAYWRIGHT_BROWSERS_PATH"] = str(TOOLS / "browsers")
    print("No Chromium is installed: installing Playwright's", flush=True)
    if not succeeds([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"], seconds=300):
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() and starts(path) else None


def from_system() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Playwright's cannot be installed: installing the system's package", flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    succeeds(["apt-get", "update"], seconds=300)
    succeeds(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], seconds=600)
    return installed()


def succeeds(command: list[str], *, seconds: int) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
