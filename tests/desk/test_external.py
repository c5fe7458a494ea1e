"""Outside addresses: what is asked of a server of our own, what is recorded, and what is told."""

import csv
import datetime
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from sourcebook.desk import http_request
from sourcebook.desk.external import TABLE, check_links
from sourcebook.desk.http_request import AGENT, Answer, check_link
from tests.dossiers import SITE, examine, page, write

TODAY = datetime.date(2024, 5, 20)
LATER = datetime.date(2024, 6, 1)
STATUSES = {
    "/live": 200, "/login": 200, "/gone": 410, "/missing": 404, "/shut": 403, "/broken": 500, "/busy": 429,
    "/no-head": 405, "/moved": 301, "/for-now": 302, "/both": 302, "/loop": 301, "/to-file": 301,
}  # fmt: skip
PAGES = {"/live": b"<p>The lamp <b>burns</b> again.</p><script>27 metres</script>", "/login": b"Please log in."}
GONE = "(name an archived copy; of a source, write the day in `gone`)"
LEADS = {"/moved": "/live", "/for-now": "/live", "/both": "/moved", "/loop": "/loop", "/to-file": "file:///etc/passwd"}


class Server(ThreadingHTTPServer):
    """Notes every request: method, path, agent, and how many were open at once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, str]] = []
        self.open = 0
        self.most = 0
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        with self.server.lock:
            self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
            self.server.open += 1
            self.server.most = max(self.server.most, self.server.open)
        time.sleep(0.01)
        status = STATUSES.get(self.path, 404)
        status = 200 if (self.command, self.path) == ("GET", "/no-head") else status
        self.send_response(status)
        if self.path in LEADS:
            self.send_header("Location", LEADS[self.path])
        said = PAGES.get(self.path, b"") if self.command == "GET" else b""
        self.send_header("Content-Length", str(len(said)))
        with self.server.lock:
            self.server.open -= 1  # before the answer is out, after which the next request may come
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(http_request, "PAUSE", 0.02)
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def dossier(folder: Path, server: Server, *paths: str) -> Path:
    references = "".join(
        f'[r{n}]\ntitle = "A"\npublisher = "B"\naddress = "{server.address}{path}"\nnature = "official"\nread = "not"\n'
        for n, path in enumerate(paths)
    )
    licence = SITE.replace("https://creativecommons.org/licenses/by/4.0/", f"{server.address}/live")
    return write(folder, {"references.toml": references, "site.toml": licence})


def looked_up(content: Path, day: datetime.date = TODAY) -> tuple[list[str], list[str]]:
    """The problems and what was said."""
    report = examine(content)
    assert report.dossier is not None
    assert report.bodies is not None
    said: list[str] = []
    problems = check_links(report.dossier, report.bodies, content, day, said.append)
    return [f"{problem.level} {problem}" for problem in problems], said


def rows(content: Path) -> list[dict[str, str]]:
    with (content / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/live", Answer("live", 200)),
        ("/live#part", Answer("live", 200)),
        ("/no-head", Answer("live", 200)),
        ("/gone", Answer("gone", 410)),
        ("/missing", Answer("gone", 404)),
        ("/shut", Answer("refused", 403)),
        ("/busy", Answer("refused", 429)),
        ("/broken", Answer("failing", 500)),
        ("/moved", Answer("moved", 200, "/live")),
        ("/for-now", Answer("live", 200, "/live")),
        ("/both", Answer("live", 200, "/live")),
        ("/loop", Answer("refused", 301, "/loop")),
        ("/to-file", Answer("refused", 301)),
    ],
)
def test_answers(server: Server, path: str, answer: Answer) -> None:
    found = check_link(server.address + path)
    assert found._replace(leads_to=found.leads_to.removeprefix(server.address)) == answer


def test_nobody_answers() -> None:
    assert check_link("http://127.0.0.1:9/nobody") == Answer("failing", None)


def test_asks_for_the_head_first_and_says_who_asks(server: Server) -> None:
    check_link(f"{server.address}/live")
    check_link(f"{server.address}/shut")
    check_link(f"{server.address}/busy")
    assert server.asked == [
        ("HEAD", "/live", AGENT), ("HEAD", "/shut", AGENT), ("GET", "/shut", AGENT), ("HEAD", "/busy", AGENT),
    ]  # fmt: skip
    assert "Sourcebook" in AGENT


def test_one_at_a_time_with_a_pause_between(server: Server, tmp_path: Path) -> None:
    content = dossier(tmp_path, server, "/live", "/moved", "/for-now", "/gone")
    started = time.monotonic()
    looked_up(content)
    assert server.most == 1
    assert time.monotonic() - started >= 4 * http_request.PAUSE
    assert [path for method, path, _ in server.asked].count("/moved") == 1


def test_records_what_was_found_with_the_day(server: Server, tmp_path: Path) -> None:
    content = dossier(tmp_path, server, "/moved", "/live", "/gone", "/broken", "/shut")
    problems, said = looked_up(content)
    here = server.address
    assert [list(row.values()) for row in rows(content)] == [
        [f"{here}/broken", "failing", "500", "", "2024-05-20", "2024-05-20"],
        [f"{here}/gone", "gone", "410", "", "2024-05-20", "2024-05-20"],
        [f"{here}/live", "live", "200", "", "2024-05-20", "2024-05-20"],
        [f"{here}/moved", "moved", "200", f"{here}/live", "2024-05-20", "2024-05-20"],
        [f"{here}/shut", "refused", "403", "", "2024-05-20", "2024-05-20"],
    ]
    failing = "does not answer (500) (try again later; if it stays so, name an archived copy)"
    assert problems == [
        f"warning references.toml:22:12: EXTERNAL {here}/broken {failing}",
        f"warning references.toml:16:12: EXTERNAL {here}/gone is gone (410) {GONE}",
    ]
    assert said[0] == "Checking 5 addresses at 1 host …"
    assert said[1] == f"1 failing, 1 gone, 1 live, 1 moved, 1 refused: see {content / TABLE}"


def test_keeps_since_when_it_is_so(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = dossier(tmp_path, server, "/gone", "/shut")
    looked_up(content)
    monkeypatch.setitem(STATUSES, "/shut", 200)
    problems, _ = looked_up(content, LATER)
    assert problems[0].count("is gone (410) since 2024-05-20") == 1
    assert [(row["found"], row["checked"], row["since"]) for row in rows(content)] == [
        ("gone", "2024-06-01", "2024-05-20"),
        ("live", "2024-06-01", "2024-05-20"),
        ("live", "2024-06-01", "2024-06-01"),
    ]


@pytest.mark.parametrize("old", [b"\xff", b"address,found\nx,y\n", b'address,found,status,leads_to,checked,since\n"x'])
def test_a_table_that_was_spoilt_is_written_anew(server: Server, tmp_path: Path, old: bytes) -> None:
    content = dossier(tmp_path, server, "/live")
    (content / TABLE).write_bytes(old)
    looked_up(content)
    assert [row["address"] for row in rows(content)] == [f"{server.address}/live"]


def test_links_in_prose_are_asked_for_where_they_stand(server: Server, tmp_path: Path) -> None:
    content = dossier(tmp_path, server)
    (content / "pages" / "about.md").write_text(page("About", f"See [it]({server.address}/gone?a=1&b=2)."), "utf-8")
    problems, _ = looked_up(content)
    assert [problem.partition(" is gone")[0] for problem in problems] == [
        f"warning pages/about.md:4:10: EXTERNAL {server.address}/gone?a=1&b=2"
    ]


def test_offline_nothing_is_recorded(server: Server, tmp_path: Path) -> None:
    content = dossier(tmp_path, server)
    server.shutdown()
    server.server_close()
    problems, _ = looked_up(content)
    hint = "(check this machine's network; nothing was recorded)"
    assert problems == [f"warning external.csv:1:1: EXTERNAL no outside address answers {hint}"]
    assert not (content / TABLE).exists()


def test_the_build_passes_over_what_was_recorded(server: Server, tmp_path: Path) -> None:
    content = dossier(tmp_path, server, "/live")
    before = examine(content).problems
    looked_up(content)
    assert (content / TABLE).is_file()
    assert examine(content).problems == before


@pytest.mark.parametrize("path", ["/live", "/moved", "/login", "/gone"])
def test_words_that_stand_no_more_at_the_address_are_told(path: str, tmp_path: Path, server: Server) -> None:
    address = server.address + path
    archived = f"{server.address}/missing"
    fields = f"address: {address}\narchived: {{address: '{archived}', on: 2024-01-01}}\n"
    content = dossier(tmp_path, server)
    report = content / "sources" / "lamp-relit.md"
    report.write_text(report.read_text("utf-8").replace("claims:\n", f"{fields}claims:\n"), "utf-8")
    told = [problem for problem in looked_up(content)[0] if "sources/" in problem and "is gone (410)" not in problem]
    assert f"warning sources/lamp-relit.md:12:22: EXTERNAL {archived} is gone (404) {GONE}" in told
    words = f"not all words of 'height' stand at {address} now (compare the page with {archived})"
    assert any(words in problem for problem in told) == (path in ("/live", "/moved"))
    assert not any("'relit'" in problem for problem in told)
