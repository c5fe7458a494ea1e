"""`make test`: find or install programs of the tests, and record paths.

No test is skipped: a program that cannot be installed ends the run with one line that says how to install it.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.chromium import find_chromium
from tools.environment import SetupError
from tools.nu_checker import find_jar, find_java
from tools.provide import TOOLS, provide

FOUND = TOOLS / "found.json"


@dataclass(frozen=True)
class TestTools:
    """Paths of the programs that the tests run."""

    __test__ = False

    chromium: str
    java: str
    nu_jar: str


def remembered() -> TestTools:
    """Paths that the last set-up recorded.

    Raises SetupError if there are none, or a program is missing.
    """
    try:
        paths = TestTools(**json.loads(FOUND.read_bytes()))
    except (OSError, ValueError, TypeError):
        raise SetupError("The browser and HTML tests are not set up: run make test.") from None
    if missing := [path for path in asdict(paths).values() if not Path(path).exists()]:
        raise SetupError(f"{missing[0]} is missing: run make test.")
    return paths


def set_up() -> TestTools:
    try:
        last = remembered()
    except SetupError:
        last = None
    chromium = last.chromium if last and not os.environ.get("CHROME") else find_chromium()
    paths = TestTools(chromium=chromium, java=find_java(), nu_jar=str(find_jar()))
    TOOLS.mkdir(exist_ok=True)
    provide("wheel")
    FOUND.write_text(json.dumps(asdict(paths), indent=2) + "\n", encoding="utf-8")
    return paths


if __name__ == "__main__":
    try:
        set_up()
    except SetupError as error:
        sys.exit(str(error))
