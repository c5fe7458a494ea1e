"""The preview as it runs: a save is served, a problem shown, and no other host or page may ask."""

import errno
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from socket import create_connection, socket
from typing import NamedTuple

import pytest

from tests.dossiers import page, write
from tools.environment import ROOT

SECONDS = 30


class Preview(NamedTuple):
    port: int
    content: Path
    process: subprocess.Popen[str]


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    content = write(tmp_path_factory.mktemp("preview"))
    process = start(content, 0)
    try:
        running = Preview(port_of(process), content, process)
        wait_for_the_watch(running)
        yield running
    finally:
        process.terminate()
        process.wait(SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def wait_for_the_watch(preview: Preview) -> None:
    """Saves made while the preview starts may go unseen; one that is seen shows that it has."""
    tries = count()

    def seen() -> bool:
        write(preview.content, {"pages/about.md": page("About", "Try" + " again" * next(tries))})
        time.sleep(0.2)
        return "Try" in ask(preview, "/about/").body

    wait(seen)
    write(preview.content)


def start(content: Path, port: int) -> subprocess.Popen[str]:
    command = [sys.executable, "build.py", "serve", "--content", str(content), "--port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def port_of(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("http://127.0.0.1:"), line
    return int(line.removeprefix("http://127.0.0.1:").partition("/")[0])


def ask(preview: Preview, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", preview.port, timeout=SECONDS)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
    finally:
        connection.close()


def wait(seen: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not seen():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def test_pages_come_with_their_type_and_are_not_kept(preview: Preview) -> None:
    home = ask(preview, "/")
    assert (home.status, home.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert home.headers["Cache-Control"] == "no-store"
    assert "The Skerry light" in home.body
    assert ask(preview, "/assets/style.css").headers["Content-Type"].startswith("text/css")
    assert ask(preview, "/livereload.js").status == 200
    assert ask(preview, "/", method="HEAD").body == ""


def test_missing_pages_and_folders(preview: Preview) -> None:
    assert ask(preview, "/nothing/").status == 404
    moved = ask(preview, "/topics/lamp")
    assert (moved.status, moved.headers["Location"]) == (302, "/topics/lamp/")


@pytest.mark.parametrize("path", ["/../build.py", "/%2e%2e/build.py", "/..%2fbuild.py", "//etc/passwd", "/%00"])
def test_nothing_but_the_site_is_served(preview: Preview, path: str) -> None:
    assert ask(preview, path).status in (400, 404)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "0.0.0.0", ""])
def test_another_host_is_refused(preview: Preview, host: str) -> None:
    refused = ask(preview, "/", Host=host)
    assert refused.status in (400, 403)
    assert "Skerry" not in refused.body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:1234"])
def test_this_machine_by_its_names(preview: Preview, host: str) -> None:
    assert ask(preview, "/", Host=host).status == 200


def test_only_this_machine_can_reach_it(preview: Preview) -> None:
    with pytest.raises(OSError, match=r"refused|reset|unreachable|assign"):
        create_connection(("127.0.0.2", preview.port), timeout=SECONDS).close()


@pytest.mark.parametrize(
    ("origin", "host", "accepted"),
    [
        ("http://127.0.0.1:{port}", "127.0.0.1:{port}", True),
        ("http://localhost:{port}", "localhost:{port}", True),
        ("http://evil.example", "127.0.0.1:{port}", False),
        ("http://127.0.0.1.evil.example", "127.0.0.1:{port}", False),
        ("null", "127.0.0.1:{port}", False),
    ],
)
def test_only_our_own_pages_may_listen(preview: Preview, origin: str, host: str, accepted: bool) -> None:
    with listen(preview, origin.format(port=preview.port), host.format(port=preview.port)) as connection:
        status = connection.recv(4096).split(b" ", 2)[1]
    assert status == (b"101" if accepted else b"403")


def listen(preview: Preview, origin: str, host: str) -> socket:
    """A connection that has asked to become a WebSocket (RFC 6455)."""
    connection = create_connection(("127.0.0.1", preview.port), timeout=SECONDS)
    lines = [
        "GET /livereload HTTP/1.1", f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13", f"Origin: {origin}",
    ]  # fmt: skip
    connection.sendall("\r\n".join([*lines, "", ""]).encode())
    return connection


def send_text(connection: socket, text: str) -> None:
    """One masked text frame; a mask of zeros leaves the text as it is."""
    data = text.encode()
    assert len(data) < 126
    connection.sendall(bytes([0x81, 0x80 | len(data), 0, 0, 0, 0]) + data)


def test_a_save_is_served_and_told_to_the_browser(preview: Preview) -> None:
    local = f"127.0.0.1:{preview.port}"
    with listen(preview, f"http://{local}", local) as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 101")
        send_text(connection, json.dumps({"command": "hello", "protocols": []}))
        assert b'"command": "hello"' in connection.recv(4096)
        send_text(connection, json.dumps({"command": "info", "url": f"http://{local}/"}))
        write(preview.content, {"places/skerry.md": page("Skerry", "An island with a new light.")})
        assert b'"command": "reload"' in connection.recv(4096)
    wait(lambda: "An island with a new light." in ask(preview, "/places/skerry/").body)


def test_a_problem_is_shown_until_it_is_mended(preview: Preview) -> None:
    write(preview.content, {"places/skerry.md": page("Skerry", "An island in [[zzz]].")})
    wait(lambda: "there is no page &#x27;zzz&#x27;" in ask(preview, "/").body)
    assert "1 problem: the page below is the last one that could be built" in ask(preview, "/places/skerry/").body
    write(preview.content)
    wait(lambda: 'class="problems"' not in ask(preview, "/").body)
    assert "An island with a tower." in ask(preview, "/places/skerry/").body


def test_a_new_file_and_one_taken_away(preview: Preview) -> None:
    write(preview.content, {"places/reef.md": page("Reef", "See [[skerry]].")})
    wait(lambda: ask(preview, "/places/reef/").status == 200)
    (preview.content / "places" / "reef.md").unlink()
    wait(lambda: ask(preview, "/places/reef/").status == 404)


def test_a_port_that_is_taken_is_told(preview: Preview) -> None:
    second = start(preview.content, preview.port)
    said = second.communicate(timeout=SECONDS)[0]
    assert second.returncode == 2
    assert said == f"Port {preview.port} cannot be had: {os.strerror(errno.EADDRINUSE)}. Choose another with --port.\n"


def test_an_interrupt_ends_it_quietly(tmp_path: Path) -> None:
    process = start(write(tmp_path), 0)
    port_of(process)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=SECONDS)[0]
    assert (process.returncode, said) == (0, "")
