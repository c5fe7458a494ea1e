"""What is answered for a path, and what browsers are told when something else is shown."""

import json

import pytest
from msgspec.structs import replace

from sourcebook.model.problem import Place, Problem
from sourcebook.preview.excerpt import Finding
from sourcebook.preview.shown import PAGES, PROBLEMS, Shown, news

HTML = "text/html; charset=utf-8"
ERROR = Finding(Problem("topics/lamp.md", Place(4, 5), "NAME", "there is no page 'x'"))
FILES = {
    "index.html": b"<body>home</body>", "topics/index.html": b"<body>topics</body>",
    "404.html": b"<body>not found</body>", "assets/style.css": b"p{}", "assets/print.css": b"p{}",
    "feed.xml": b"<feed/>",
}  # fmt: skip
HERE, BELOW = Shown(FILES, build="1"), Shown(FILES, base="/repo", build="1")


@pytest.mark.parametrize(
    ("shown", "path", "status", "media_type", "wanted"),
    [
        (HERE, "/", 200, HTML, b"home</body>"),
        (HERE, "/index.html", 200, HTML, b"home</body>"),
        (HERE, "/topics/", 200, HTML, b"topics</body>"),
        (HERE, "/assets/style.css", 200, "text/css; charset=utf-8", b"p{}"),
        (HERE, "/feed.xml", 200, "application/xml; charset=utf-8", b"<feed/>"),
        (HERE, "/nothing/", 404, HTML, b"not found</body>"),
        (HERE, "/nothing", 404, HTML, b"not found</body>"),
        (HERE, "/../../etc/passwd", 404, HTML, b"not found</body>"),
        (HERE, "//index.html", 404, HTML, b"not found</body>"),
        (BELOW, "/repo/", 200, HTML, b"home</body>"),
        (BELOW, "/repo/topics/", 200, HTML, b"topics</body>"),
        (BELOW, "/repo/nothing/", 404, HTML, b"not found</body>"),
        (BELOW, "/topics/", 404, HTML, b"not found</body>"),
        (BELOW, "/repository/", 404, HTML, b"not found</body>"),
    ],
)
def test_answers(shown: Shown, path: str, status: int, media_type: str, wanted: bytes) -> None:
    answer = shown.answer(path)
    assert (answer.status, answer.media_type, answer.location) == (status, media_type, "")
    assert answer.body.endswith(wanted)


@pytest.mark.parametrize(
    ("shown", "path", "location"),
    [
        (HERE, "/topics", "/topics/"),
        (BELOW, "/repo/topics", "/repo/topics/"),
        (BELOW, "/repo", "/repo/"),
        (BELOW, "/", "/repo/"),
    ],
)
def test_folders_are_led_to(shown: Shown, path: str, location: str) -> None:
    assert shown.answer(path) == (302, HTML, b"", location)


def test_only_pages_carry_the_overlay() -> None:
    wrong = replace(HERE, findings=(ERROR,))
    for path in ("/", "/topics/", "/nothing/"):
        assert b"there is no page &#x27;x&#x27;" in wrong.answer(path).body
        assert b"<sourcebook-preview" in HERE.answer(path).body
    assert [wrong.answer(f"/{name}").body for name in ("assets/style.css", "feed.xml")] == [b"p{}", b"<feed/>"]


def test_a_draft_is_marked_on_its_page_alone() -> None:
    shown = replace(HERE, drafts=frozenset({"topics/index.html"}))
    assert b"this page is not published" in shown.answer("/topics/").body
    assert b"this page is not published" not in shown.answer("/").body


def test_nothing_built_yet() -> None:
    answer = Shown({}, (ERROR,)).answer("/any/")
    assert answer.status == 503
    for part in (b"Nothing built yet", b'src="/livereload.js"', b"there is no page &#x27;x&#x27;"):
        assert part in answer.body


def test_the_state_names_the_build_and_the_problems() -> None:
    wrong = replace(HERE, findings=(ERROR,))
    assert json.loads(HERE.state) == {"build": "1", "problems": ""}
    assert json.loads(wrong.state) == {"build": "1", "problems": wrong.problems}


STYLED = FILES | {"assets/style.css": b"a{}"}


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (HERE, ()),
        (replace(HERE, files=dict(FILES)), ()),
        (replace(HERE, files=STYLED), ("/assets/style.css",)),
        (replace(HERE, files=STYLED | {"assets/print.css": b"a{}"}), ("/assets/print.css", "/assets/style.css")),
        (replace(HERE, files=STYLED | {"index.html": b"new"}), (PAGES,)),
        (replace(HERE, files=STYLED | {"assets/new.css": b"a{}"}), (PAGES,)),
        (replace(HERE, files={name: data for name, data in FILES.items() if name != "assets/print.css"}), (PAGES,)),
        (replace(HERE, files=FILES | {"new/index.html": b""}), (PAGES,)),
        (replace(HERE, drafts=frozenset({"topics/index.html"})), (PAGES,)),
        (BELOW, (PAGES,)),
        (replace(HERE, findings=(ERROR,)), (PROBLEMS,)),
        (replace(HERE, findings=(ERROR,), files=STYLED), ("/assets/style.css",)),
    ],
)
def test_browsers_are_told_what_changed(after: Shown, told: tuple[str, ...]) -> None:
    assert news(HERE, after) == told
