"""Full text search: Pagefind's index of the written pages, made by its own program from the pages as they are."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sourcebook.model.files import OutputFile

FOLDER = "pagefind"
OPTIONS = ("--root-selector", "main", "--exclude-selectors", ".endnotes, .cite, nav, script", "--quiet")
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""What Pagefind brings for pages that have no search page of their own."""


def full_text_files(pages: Iterable[tuple[str, bytes]]) -> Iterator[OutputFile]:
    """Pagefind's files for pages, given by path and bytes. The same pages give the same bytes. Terms get a colon, for
    an excerpt is one line.

    Raises RuntimeError with what Pagefind said where it fails.
    """
    with TemporaryDirectory(prefix="sourcebook-") as folder:
        site, made = Path(folder, "site"), Path(folder, "made")
        for name, data in pages:
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.replace(b"</dt>", b": </dt>"))
        _run("--site", str(site), "--output-path", str(made), *OPTIONS)
        for path in sorted(made.rglob("*")):
            if path.is_file() and not path.name.startswith(UNUSED):
                address = f"{FOLDER}/{path.relative_to(made).as_posix()}"
                yield OutputFile(address, path.read_bytes(), "exports/fulltext.py")


def _run(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "pagefind", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"Pagefind failed: {done.stdout}{done.stderr}")
