"""Entry point of the installed program: `sourcebook COMMAND`, or `python -m sourcebook COMMAND`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn


def main() -> int:
    """Run the command line. Returns its exit code."""
    if sys.flags.optimize > 1:
        print("Sourcebook publishes what its rules say of themselves, which -OO takes away. Use -O.", file=sys.stderr)
        return 2
    gc.disable()  # what is imported is no garbage; where much is made it is looked for again
    from sourcebook.cli.main import run

    return run()


def run() -> NoReturn:
    """Run the command line and end the process with its exit code."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # it may be closed, or whoever read it may have gone
            stream.flush()
    os._exit(code)  # to take apart what was read takes as long as a tenth of a small build


if __name__ == "__main__":
    run()
