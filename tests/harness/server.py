"""A static host on this machine: a folder, at `/` or below a prefix, with its 404 page and its `_headers`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatchcase
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


@contextmanager
def serve(folder: Path, *, prefix: str = "/", headers: bool = False) -> Iterator[str]:
    """Serve `folder` below `prefix` on a free port; yields the address of its home page, with a slash at the end.

    With `headers`, answers carry what the folder's `_headers` file says, as on a host that reads one.
    """
    rules = read_rules(folder / "_headers") if headers else []
    handler = partial(Handler, directory=str(folder), prefix=prefix, rules=rules)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()


Rules = list[tuple[str, str, str]]


def read_rules(file: Path) -> Rules:
    """The (path pattern, header, value) rows of a `_headers` file: a pattern a block, its headers indented below."""
    rules: Rules = []
    pattern = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() == "" or line.startswith("#"):
            continue
        if not line[0].isspace():
            pattern = line.strip()
            continue
        name, _, value = line.strip().partition(":")
        rules.append((pattern, name, value.strip()))
    return rules


class Handler(SimpleHTTPRequestHandler):
    """GET and HEAD of static files; whatever is not there is the 404 page, with its status."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".woff2": "font/woff2", ".xml": "application/xml"}

    def __init__(self, *args: Any, prefix: str, rules: Rules, **kwargs: Any) -> None:
        self.prefix = prefix
        self.rules = rules
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        inner = urlsplit(path).path
        if not inner.startswith(self.prefix):
            return str(Path(self.directory, "no such page"))
        return super().translate_path("/" + inner[len(self.prefix) :])

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        path = "/" + urlsplit(self.path).path.removeprefix(self.prefix)
        for pattern, name, value in self.rules:
            if fnmatchcase(path, pattern):
                self.send_header(name, value)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        with suppress(ConnectionError):  # a page that is left while it loads
            super().copyfile(source, outputfile)

    def list_directory(self, path: Any) -> None:
        self.send_error(HTTPStatus.NOT_FOUND)

    def log_message(self, *args: Any) -> None:
        """Say nothing: the tests' output is theirs."""
