"""Full-text index of the pages that have a file, made by the program Pagefind."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile

FOLDER = "pagefind"
OPTIONS = ("--root-selector", "main", "--exclude-selectors", ".endnotes, .cite, .take, nav, script", "--quiet")
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""Parts of Pagefind that are not published: it has its own search pages, we have ours."""

_INDEXED = re.compile(rb"<html[^>]*>|<main\b.*</main>", re.DOTALL)


def text_digest(page: bytes) -> bytes:
    """Digest of what Pagefind indexes of a page: its language and `<main>`."""
    return digest(*_INDEXED.findall(page))


class Indexing:
    """A running Pagefind process that indexes pages, given as path and bytes.

    `files` waits for it. The same pages give the same bytes. Terms of definition lists get a colon, since an excerpt is
    one line.
    """

    def __init__(self, pages: Iterable[tuple[str, bytes]]) -> None:
        import pagefind_bin

        self._folder = Path(tempfile.mkdtemp(prefix="sourcebook-"))
        for name, data in pages:
            path = self._folder / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data.replace(b"</dt>", b": </dt>"))
        self._process = subprocess.Popen(
            [
                str(pagefind_bin.get_executable()),
                *("--site", str(self._folder / "site"), "--output-path", str(self._folder / "made"), *OPTIONS),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def files(self) -> list[OutputFile]:
        """Wait for Pagefind. Returns the files of the index.

        Raises RuntimeError with Pagefind's output if it fails.
        """
        said, _ = self._process.communicate()
        if self._process.returncode:
            raise RuntimeError(f"Pagefind failed: {said.decode(errors='replace')}")
        made = self._folder / "made"
        paths = (path for path in sorted(made.rglob("*")) if path.is_file() and not path.name.startswith(UNUSED))
        return [OutputFile(_address(path, made), path.read_bytes(), "exports/fulltext.py") for path in paths]

    def close(self) -> None:
        """Stop the process if it still runs, and remove its temporary folder."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()
        shutil.rmtree(self._folder, ignore_errors=True)


def _address(path: Path, made: Path) -> str:
    return f"{FOLDER}/{path.relative_to(made).as_posix()}"
