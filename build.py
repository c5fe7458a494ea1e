"""The front door of a checkout: python build.py COMMAND. See `python build.py --help`."""

import sys


def make() -> str:
    """The command that sets up the environment and builds, as it is to be typed here."""
    from pathlib import Path
    from shlex import quote

    root = Path(__file__).absolute().parent
    return "make" if Path.cwd() == root else f"make -C {quote(str(root))}"


def run() -> int:
    """Run the command line and end the process; outside its environment, say how to get one and return 2."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whatever Python the reader has runs this line
        print(f"Sourcebook needs Python 3.11 or newer. Run: {make()}", file=sys.stderr)
        return 2
    try:
        from sourcebook.__main__ import run as run_program

        run_program()
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.partition(".")[0] == "sourcebook":
            raise
        print(f"Sourcebook's environment is not active: there is no '{missing.name}'. Run: {make()}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(run())
