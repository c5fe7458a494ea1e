"""What the preview shows: the last good site, with the problems of the newest edit on top."""

from pathlib import Path

import pytest

from sourcebook.model.problem import Place, Problem
from sourcebook.preview.desk import Shown, look
from tests.dossiers import SKERRY, page, write
from tools.environment import ROOT

ADDRESS = "http://127.0.0.1:8000"
ERROR = Problem("topics/<b>.md", Place(4, 5), "NAME", "there is no page '<script>'")
WARNING = Problem("topics/lamp.md", Place(1), "ORPHAN", "nothing leads here", level="warning")
FILES = {
    "index.html": b'<html><head></head><body class="home"><p>home</p></body></html>',
    "topics/index.html": b"<body>topics</body>",
    "404.html": b"<body>not found</body>",
    "style.css": b"body>p{}",
    "feed.xml": b"<feed/>",
    "data.bin": b"\x00",
}


@pytest.mark.parametrize(
    ("path", "status", "media_type", "body"),
    [
        ("/", 200, "text/html; charset=utf-8", FILES["index.html"]),
        ("/index.html", 200, "text/html; charset=utf-8", FILES["index.html"]),
        ("/topics/", 200, "text/html; charset=utf-8", FILES["topics/index.html"]),
        ("/topics", 301, "text/html; charset=utf-8", b"/topics/"),
        ("/style.css", 200, "text/css; charset=utf-8", FILES["style.css"]),
        ("/feed.xml", 200, "application/xml; charset=utf-8", FILES["feed.xml"]),
        ("/data.bin", 200, "application/octet-stream", b"\x00"),
        ("/nothing/", 404, "text/html; charset=utf-8", FILES["404.html"]),
        ("/../../etc/passwd", 404, "text/html; charset=utf-8", FILES["404.html"]),
    ],
)
def test_answers(path: str, status: int, media_type: str, body: bytes) -> None:
    assert Shown(FILES, ()).answer(path) == (status, media_type, body)


def test_problems_stand_on_top_of_every_page() -> None:
    shown = Shown(FILES, (ERROR, WARNING))
    for path in ("/", "/topics/", "/nothing/"):
        body = shown.answer(path)[2].decode()
        assert "2 problems: the page below is the last one that could be built" in body
        assert "topics/lamp.md:1:1: ORPHAN nothing leads here" in body
    assert shown.answer("/")[2].decode().index('class="problems"') > shown.answer("/")[2].decode().index("<body")
    assert shown.answer("/")[2].endswith(b"<p>home</p></body></html>")


def test_problems_are_shown_as_text() -> None:
    body = Shown(FILES, (ERROR,)).answer("/")[2].decode()
    assert "topics/&lt;b&gt;.md:4:5: NAME there is no page &#x27;&lt;script&gt;&#x27;" in body
    assert "<script>" not in body


def test_warnings_alone_are_said_to_stop_nothing() -> None:
    assert "1 problem, none of which stops the build" in Shown(FILES, (WARNING,)).answer("/")[2].decode()


def test_what_is_no_page_stays_as_it_is() -> None:
    shown = Shown(FILES, (ERROR,))
    assert [shown.answer(f"/{name}")[2] for name in ("style.css", "feed.xml")] == [b"body>p{}", b"<feed/>"]


def test_nothing_built_yet() -> None:
    status, _, body = Shown({}, (ERROR,)).answer("/")
    assert status == 500
    assert b"Nothing built yet" in body
    assert b"livereload.js" in body
    assert b"NAME there is no page" in body


def test_look_shows_an_edit_then_keeps_the_last_good_site(tmp_path: Path) -> None:
    content = write(tmp_path)
    first = look(Shown({}, ()), ROOT, content, ADDRESS)
    assert first.problems == ()
    assert b"An island with a tower." in first.files["places/skerry/index.html"]

    write(content, {"places/skerry.md": page("Skerry", "An island with a light.")})
    second = look(first, ROOT, content, ADDRESS)
    assert b"An island with a light." in second.files["places/skerry/index.html"]

    write(content, {"places/skerry.md": page("Skerry", "An island in [[zzz]].")})
    third = look(second, ROOT, content, ADDRESS)
    assert third.files == second.files
    assert [str(problem) for problem in third.problems] == ["places/skerry.md:4:14: NAME there is no page 'zzz'"]

    write(content)
    fourth = look(third, ROOT, content, ADDRESS)
    assert fourth.files == first.files


def test_look_writes_nothing(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    look(Shown({}, ()), ROOT, content, ADDRESS)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()) == sorted(
        f"content/{path}" for path in SKERRY
    )
