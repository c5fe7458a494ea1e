"""The preview as it runs: a save is served, a problem shown, and no other host or page may ask."""

import errno
import http.client
import json
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import AF_INET6, create_connection, socket
from typing import NamedTuple

import pytest
from tornado import netutil

from sourcebook.preview import server
from tests.cases import cases
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
        yield Preview(port_of(process), content, process)
    finally:
        process.terminate()
        process.wait(SECONDS)
        assert process.stdout is not None
        process.stdout.close()


def start(content: Path, port: int, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "build.py", "serve", "--content", str(content), "--port", str(port), *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def port_of(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    line = process.stdout.readline()
    match = re.fullmatch(r"Preview at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", line)
    assert match, line
    return int(match[1])


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
    moved = ask(preview, "/topics/lamp?q=a%20b")
    assert (moved.status, moved.headers["Location"]) == (302, "/topics/lamp/?q=a%20b")


def test_nobody_can_have_pages_loaded_again(preview: Preview) -> None:
    assert ask(preview, "/forcereload").status == 404


def test_the_overlay_is_served(preview: Preview) -> None:
    assert ask(preview, "/livereload/overlay.js").headers["Content-Type"].startswith("text/javascript")
    state = json.loads(ask(preview, "/livereload/state.json").body)
    assert f'data-build="{state["build"]}"' in ask(preview, "/").body


@pytest.mark.parametrize("path", ["/../build.py", "/%2e%2e/build.py", "/..%2fbuild.py", "//etc/passwd", "/%00"])
def test_nothing_but_the_site_is_served(preview: Preview, path: str) -> None:
    assert ask(preview, path).status in (400, 404)


FOREIGN = [
    "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "0.0.0.0", "[::2]", "",
]  # fmt: skip


@pytest.mark.parametrize("host", FOREIGN)
@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload/state.json", "/livereload", "/forcereload"])
def test_another_host_is_refused(preview: Preview, host: str, path: str) -> None:
    refused = ask(preview, path, Host=host)
    assert refused.status in (400, 403)
    assert "Skerry" not in refused.body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST", "localhost:1234", "[::1]", "[::1]:8000"])
def test_this_machine_by_its_names(preview: Preview, host: str) -> None:
    assert ask(preview, "/", Host=host).status == 200


def test_another_host_is_told_why_and_what_would_let_it_in(preview: Preview) -> None:
    refused = ask(preview, "/", Host="mybox.local:8000")
    assert (refused.status, refused.headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
    command = refused.body.splitlines()[-1].partition(": ")[2]
    assert shlex.split(command)[1:] == [
        "build.py",
        "preview",
        "--host",
        "mybox.local",
        "--content",
        str(preview.content),
    ]
    assert Path(shlex.split(command)[0]).exists() or shlex.split(command)[0] == "python"
    assert "--host" not in ask(preview, "/", Host="a;b").body, "a name that is none is not put into a command"


def test_other_machines_are_answered_by_the_names_that_were_given(tmp_path: Path) -> None:
    process = start(write(tmp_path), 0, "--host", "mybox.local", "--host", "Codespace.example")
    try:
        preview = Preview(port_of(process), tmp_path, process)
        assert process.stdout is not None
        assert "Whoever reaches this machine can read it" in process.stdout.readline()
        create_connection(("127.0.0.2", preview.port), timeout=SECONDS).close()
        answered = ["mybox.local", f"mybox.local:{preview.port}", "codespace.example", "192.168.1.5:8000", "[fe80::1]"]
        refused = ["evil.example", "mybox.local.evil.example", "1.2.3.4.evil.example", "evil.example.1"]
        assert {host: ask(preview, "/", Host=host).status for host in answered} == dict.fromkeys(answered, 200)
        assert {host: ask(preview, "/", Host=host).status for host in refused} == dict.fromkeys(refused, 403)
        origins = {"http://mybox.local:1": 200, "http://192.168.1.5": 200, "http://evil.example": 403}
        assert {origin: ask(preview, "/", Origin=origin).status for origin in origins} == origins
        reloader = f'src="/livereload.js?host=[fe80::1]&amp;port={preview.port}"'
        assert reloader in ask(preview, "/", Host=f"[fe80::1]:{preview.port}").body
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


@pytest.mark.parametrize("path", ["/", "/livereload.js", "/livereload/state.json", "/livereload/overlay.js"])
def test_another_origin_is_refused(preview: Preview, path: str) -> None:
    asked = {origin: ask(preview, path, Origin=origin).status for origin in ("http://localhost:1", *FOREIGN_ORIGINS)}
    assert asked == {"http://localhost:1": 200} | dict.fromkeys(FOREIGN_ORIGINS, 403)


def test_other_sites_cannot_take_in_what_is_served(preview: Preview) -> None:
    for path in ("/", "/assets/style.css", "/livereload.js"):
        assert ask(preview, path).headers["Cross-Origin-Resource-Policy"] == "same-origin"


FOREIGN_ORIGINS = ["http://evil.example", "http://127.0.0.1.evil.example", "null", "file://localhost", "http://[", ""]


def test_an_address_of_the_newer_kind(preview: Preview) -> None:
    """Only where this machine has one; livereload's script is told what it cannot read from such an address."""
    try:
        create_connection(("::1", preview.port), timeout=SECONDS).close()
    except OSError:
        assert not has_newer_addresses()
    local = f"[::1]:{preview.port}"
    assert f'src="/livereload.js?host=[::1]&amp;port={preview.port}"' in ask(preview, "/", Host=local).body
    assert 'src="/livereload.js"' in ask(preview, "/").body


def has_newer_addresses() -> bool:
    try:
        with socket(AF_INET6) as each:
            each.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_only_this_machine_can_reach_it(preview: Preview) -> None:
    with pytest.raises(OSError, match=r"refused|reset|unreachable|assign"):
        create_connection(("127.0.0.2", preview.port), timeout=SECONDS).close()


@cases
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
        write(preview.content, {"places/skerry.md": page("Skerry", "An island with a new light.")})
        assert b'"command": "reload", "path": "*"' in connection.recv(4096)
    # Told once it is served, and before livereload's script has said where it is.
    assert "An island with a new light." in ask(preview, "/places/skerry/").body


def test_a_save_while_it_starts_is_not_lost(tmp_path: Path) -> None:
    process = start(write(tmp_path), 0)
    try:
        running = Preview(port_of(process), tmp_path, process)
        write(tmp_path, {"places/skerry.md": page("Skerry", "An island, seen at once.")})
        wait(lambda: "An island, seen at once." in ask(running, "/places/skerry/").body)
    finally:
        process.terminate()
        process.communicate(timeout=SECONDS)


def test_where_a_port_is_taken_the_next_is_used(preview: Preview, tmp_path: Path) -> None:
    second = start(write(tmp_path), preview.port)
    try:
        assert second.stdout is not None
        line = second.stdout.readline()
        assert re.fullmatch(rf"Port {preview.port} is taken: using \d+\.\n", line), line
        port = port_of(second)
        assert port > preview.port
        assert ask(Preview(port, tmp_path, second), "/").status == 200
    finally:
        second.terminate()
        second.communicate(timeout=SECONDS)


def test_a_port_that_cannot_be_had_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def denied(port: int, host: str) -> list[socket]:
        raise OSError(errno.EACCES, "")

    monkeypatch.setattr(netutil, "bind_sockets", denied)
    assert server.serve(ROOT, ROOT / "content", 80) == 2
    assert capsys.readouterr().out == "Port 80 cannot be had: Permission denied. Choose another with --port.\n"


@pytest.mark.parametrize("built", [True, False], ids=["afterwards", "during the first build"])
def test_an_interrupt_ends_it_quietly(tmp_path: Path, built: bool) -> None:
    process = start(write(tmp_path), 0)
    running = Preview(port_of(process), tmp_path, process)
    if built:
        assert ask(running, "/").status == 200
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=SECONDS)[0]
    assert process.returncode == 0
    assert re.fullmatch(r"(Built: no problems \(\d+\.\d\d s\)\n)?", said), said
