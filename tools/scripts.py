"""`make scripts`: ESLint over the scripts of the site and their tests, then the tests, by Node's own runner."""

import subprocess
import sys
from pathlib import Path

import playwright

from tools.environment import ROOT, SetupError
from tools.node import provide_modules

NODE = Path(playwright.__file__).parent / "driver" / "node"
"""The Node.js that Playwright brings along: it is there wherever the tests are, and of one version."""

TESTS = "tests/scripts"


def main() -> int:
    """Lint and test; 1 where either found something, whose message is printed."""
    modules = provide_modules("eslint")
    eslint, config = modules / "eslint" / "bin" / "eslint.js", modules.parent / "eslint.config.mjs"
    lint = run(eslint, "--config", config, "--max-warnings=0", "assets", TESTS)
    return lint | run("--test", *sorted((ROOT / TESTS).glob("*.test.mjs")))


def run(*arguments: str | Path) -> int:
    """Run Node.js; 1 where it fails, whose words are then printed."""
    done = subprocess.run([NODE, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout if done.returncode else "", end="")
    return int(done.returncode != 0)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
