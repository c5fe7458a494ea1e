"""The front door: python build.py COMMAND. See `python build.py --help`."""

import gc
import os
import sys
from contextlib import suppress


def make() -> str:
    """The command that sets up the environment and builds, as it is to be typed here."""
    from pathlib import Path
    from shlex import quote

    root = Path(__file__).absolute().parent
    return "make" if Path.cwd() == root else f"make -C {quote(str(root))}"


def main() -> int:
    """Run the command line; outside its environment, say how to get one."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python the reader has runs this line
        print(f"Sourcebook needs Python 3.11 or newer. Run: {make()}", file=sys.stderr)
        return 2
    if sys.flags.optimize > 1:
        print("Sourcebook publishes what its rules say of themselves, which -OO takes away. Use -O.", file=sys.stderr)
        return 2
    gc.disable()  # what is imported is no garbage; where much is made it is looked for again
    try:
        from sourcebook.cli.main import run

        return run()
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.partition(".")[0] == "sourcebook":
            raise
        print(f"Sourcebook's environment is not active: there is no '{missing.name}'. Run: {make()}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it may be closed, or whoever read it may have gone
            stream.flush()
    os._exit(code)  # all is done; to take apart what was read takes as long as a tenth of a small build
