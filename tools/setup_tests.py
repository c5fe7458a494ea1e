"""`make test`: finds or installs what the browser and HTML tests need, and remembers where it is.

Nothing is skipped: what cannot be had ends the run with one line that says how to install it.
"""

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.chromium import find_chromium
from tools.environment import SetupError
from tools.nu_checker import find_jar, find_java
from tools.provide import TOOLS

FOUND = TOOLS / "found.json"


@dataclass(frozen=True)
class TestTools:
    """Paths of the programs that the tests run beside Python."""

    __test__ = False

    chromium: str
    java: str
    nu_jar: str


def remembered() -> TestTools:
    """What the last set-up found. Raises SetupError when there was none, or when a program has gone since."""
    try:
        found = TestTools(**json.loads(FOUND.read_bytes()))
    except (OSError, ValueError, TypeError):
        raise SetupError("The browser and HTML tests are not set up: run make test.") from None
    if gone := [path for path in asdict(found).values() if not Path(path).exists()]:
        raise SetupError(f"{gone[0]} is gone: run make test.")
    return found


def set_up() -> TestTools:
    try:
        last = remembered()
    except SetupError:
        last = None
    chromium = last.chromium if last and not os.environ.get("CHROME") else find_chromium()
    found = TestTools(chromium=chromium, java=find_java(), nu_jar=str(find_jar()))
    TOOLS.mkdir(exist_ok=True)
    FOUND.write_text(json.dumps(asdict(found), indent=2) + "\n", encoding="utf-8")
    return found


if __name__ == "__main__":
    try:
        set_up()
    except SetupError as error:
        sys.exit(str(error))
