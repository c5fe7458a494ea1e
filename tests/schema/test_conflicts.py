"""Conflicts of git in files of any kind: one problem each, at its first line."""

import pytest

from sourcebook.model.files import SourceFile
from sourcebook.schema.conflicts import conflicts
from sourcebook.stages.parse import parse

PAGE = "---\ntitle: The lamp\n---\n"
MERGE = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> branch\n"
DIFF3 = "<<<<<<< ours\nOne.\n||||||| 3f2a1b\nNone.\n=======\nTwo.\n>>>>>>> theirs\n"


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("topics/lamp.md", f"{PAGE}\n{MERGE}", [5]),
        ("topics/lamp.md", f"{PAGE}\n{DIFF3}\n{MERGE}", [5, 13]),
        ("topics/lamp.md", f"---\ntitle: The lamp\n{MERGE}---\nText.\n", [3]),
        ("topics/lamp.md", f"{MERGE}{PAGE}", [1]),
        ("topics/lamp.md", f"{PAGE}{MERGE}".replace("\n", "\r\n"), [4]),
        ("topics/lamp.md", f"{PAGE}One.\n<<<<<<<\nTwo.\n", [5]),
        ("topics/lamp.md", f"{PAGE}One.\n=======\nTwo.\n>>>>>>> branch\n", [7]),
        ("topics/lamp.md", f"{PAGE}One.\n||||||| 3f2a1b\nTwo.\n=======\nThree.\n>>>>>>> branch\n", [5]),
        ("topics/lamp.md", f"{PAGE}```\n{MERGE}", [5]),
        ("topics/lamp.md", f"{PAGE}```\ncode\n```\n{MERGE}```\ncode\n```\n", [7]),
        ("terms.toml", f"{MERGE}", [1]),
        ("site.toml", 'title = "A"\n<<<<<<< HEAD\ntagline = "B"\n=======\ntagline = "C"\n>>>>>>> b\n', [2]),
        ("addresses.txt", f"/\n{MERGE}/about/\n", [2]),
        ("addresses.txt", f"/\n```\n{MERGE}```\n", [3]),
    ],
)
def test_each_conflict_is_one_problem(path: str, text: str, lines: list[int]) -> None:
    said, problems = parse(SourceFile(path, text.encode()))
    assert said is None
    assert [(problem.code, problem.place.line) for problem in problems] == [("CONFLICT", line) for line in lines]


@pytest.mark.parametrize(
    "text",
    [
        "Heading\n=======\n\nText.",
        "=======",
        "a <<<<<<< b >>>>>>> c ||||||| d",
        "<<<<<<<< eight",
        ">>>>>>text",
        "||||||| a |\n|-|-|-|-|-|-|-|\n|||||||",
        f"```\n{MERGE}```",
        f"~~~~ diff\n{MERGE}~~~~",
        "".join(f"    {line}\n" for line in MERGE.splitlines()),
    ],
)
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert conflicts("topics/lamp.md", f"{PAGE}{text}\n") == []
