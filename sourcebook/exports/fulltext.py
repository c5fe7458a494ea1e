"""Full-text index of the pages that have a file, made by the program Pagefind."""

import base64
import json
import re
import subprocess
import threading
from collections.abc import Iterable
from typing import Any

from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile

FOLDER = "pagefind"
CONFIG = {"root_selector": "main", "exclude_selectors": [".endnotes", ".cite", ".take", "nav", "script"]}
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""Parts of Pagefind that are not published: it has its own search pages, we have ours."""

_CHUNK = 1 << 20
_INDEXED = re.compile(rb"<html[^>]*>|<main\b.*</main>", re.DOTALL)


def text_digest(page: bytes) -> bytes:
    """Digest of what Pagefind indexes of a page: its language and `<main>`."""
    return digest(*_INDEXED.findall(page))


class Indexing:
    """A running Pagefind process that indexes pages, given as path and bytes; a thread hands them over.

    `files` waits for it. The same pages in the same order give the same bytes: of a folder, Pagefind would take them in
    the order of its disk. Terms of definition lists get a colon, since an excerpt is one line.
    """

    def __init__(self, pages: Iterable[tuple[str, bytes]]) -> None:
        import pagefind_bin

        command = [str(pagefind_bin.get_executable()), "--service"]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, bufsize=0)
        self._made: list[OutputFile] = []
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=(pages,), daemon=True)
        self._thread.start()

    def files(self) -> list[OutputFile]:
        """Wait for Pagefind. Returns the files of the index.

        Raises RuntimeError with Pagefind's message if it fails.
        """
        self._thread.join()
        if self._fault:
            raise self._fault
        return self._made

    def close(self) -> None:
        """Stop the process and its thread."""
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def _run(self, pages: Iterable[tuple[str, bytes]]) -> None:
        try:
            index = self._ask(type="NewIndex", config=CONFIG)["index_id"]
            for path, data in pages:
                text = data.replace(b"</dt>", b": </dt>").decode()
                self._ask(type="AddFile", index_id=index, file_path=path, url=None, file_contents=text)
            made = self._ask(type="GetFiles", index_id=index)["files"]
            self._made = [
                OutputFile(f"{FOLDER}/{file['path']}", base64.b64decode(file["content"]), "exports/fulltext.py")
                for file in sorted(made, key=lambda file: file["path"])
                if not file["path"].startswith(UNUSED)
            ]
        except Exception as error:  # noqa: BLE001 - raised by `files`, in the thread that waits
            self._fault = error

    def _ask(self, **request: Any) -> dict[str, Any]:
        """Pagefind's answer to a request; each is JSON in base64, up to a comma."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        message = json.dumps({"message_id": 1, "payload": request}).encode()
        rest = memoryview(base64.b64encode(message) + b",")
        while rest:
            rest = rest[self._process.stdin.write(rest) :]
        answer = bytearray()
        while not answer.endswith(b","):
            read = self._process.stdout.read(_CHUNK)
            if not read:
                raise RuntimeError("Pagefind failed: it ended before it answered")
            answer += read
        payload: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
        if payload["type"] == "Error":
            raise RuntimeError(f"Pagefind failed: {payload['message']}")
        return payload
