"""Cutting a file at its fences and reading its front matter."""

import subprocess
import sys
from datetime import date

import frontmatter
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sourcebook.model.problem import Place, Problem
from sourcebook.schema.encoding import decode
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.located import LocatedTree
from sourcebook.schema.split import Parts, split
from tests.cases import cases
from tools.environment import ROOT


@cases
def test_splits_at_the_fences(text: str, front: str, body: str, body_line: int) -> None:
    assert split("a.md", text) == Parts(front, body, body_line)


@cases
def test_refuses_what_has_no_fences(text: str, said: str) -> None:
    problem = split("a.md", text)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place) == ("FENCE", Place(1))
    assert said in problem.message
    assert read_front_matter("a.md", text) == [problem]


def test_reads_fields_with_their_places() -> None:
    front = read_front_matter("a.md", "---\ntitle: A\nwords:\n  - one\n  - two\n---\n\nBody\n")
    assert front == LocatedTree(
        {"title": "A", "words": ["one", "two"]},
        {
            (): Place(2),
            ("title",): Place(2, 1),
            ("words",): Place(3, 1),
            ("words", 0): Place(4, 5),
            ("words", 1): Place(5, 5),
        },
    )


def test_nothing_between_the_fences_is_no_fields() -> None:
    for front in ("", "\n", "# a comment\n", "~\n"):
        read = read_front_matter("a.md", f"---\n{front}---\n")
        assert isinstance(read, LocatedTree)
        assert read.tree == {}


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Co", "Cn", "Cf"]), min_size=1, max_size=80)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXT | st.lists(TEXT), max_size=5), TEXT)
@example({"title": "NO", "at": "010", "time": "12:30"}, "---")
@example({"title": "a # b"}, "  indented")
def test_reads_what_the_library_writes(data: dict[str, object], body: str) -> None:
    """python-frontmatter's own output comes back as it was, unless it holds what no file may."""
    post = frontmatter.Post(body)
    post.metadata = data
    text = decode("a.md", frontmatter.dumps(post).encode())
    if isinstance(text, Problem):
        return
    read = read_front_matter("a.md", text)
    if isinstance(read, LocatedTree):
        plain = frontmatter.loads(text)
        assert read.tree == plain.metadata
        assert _body(text).strip() == plain.content
    else:
        assert {problem.code for problem in read} <= {"ENCODING", "YAML"}


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("---\nsays: one\nsays: two\n---\n", {"says": "two"}),
        ("---\nat: 12:30\nno: no\nnumber: 010\n---\n", {"at": 750, False: False, "number": 8}),
        ("---\non: 2021-05-07\n---\n", {True: date(2021, 5, 7)}),
        ("---\ntext: |\n  a\n----\nrest: b\n---\n", {"text": "a\n"}),
        ("---\ntitle: a\n", {}),
        ("---\n- a\n---\n", {}),
    ],
)
def test_what_the_library_would_lose_by_itself(text: str, lost: dict[object, object]) -> None:
    """Why its splitting and its loading are replaced: it keeps no line, takes words for numbers, and says nothing."""
    assert frontmatter.parse(text)[0] == lost
    read = read_front_matter("a.md", text)
    assert isinstance(read, list) or read.tree == dict(line.split(": ") for line in text.splitlines()[1:-1])


def test_the_library_alone_drops_the_indent_of_a_body() -> None:
    text = "---\ntitle: a\n---\n\n    code\n"
    assert frontmatter.loads(text).content == "code"
    assert _body(text) == "    code"


def _body(text: str) -> str:
    parts = split("a.md", text)
    assert isinstance(parts, Parts)
    return parts.body


def test_works_without_pydantic() -> None:
    """Its import would cost a build that validates nothing a tenth of a second."""
    code = "import sys, sourcebook.schema.front_matter; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
