"""Conflicts of git in files of any kind: one problem each, at its first line."""

from sourcebook.model.files import SourceFile
from sourcebook.schema.encoding import conflicts
from sourcebook.stages.parse import parse
from tests.cases import cases

PAGE = "---\ntitle: The lamp\n---\n"
MERGE = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> branch\n"
DIFF3 = "<<<<<<< ours\nOne.\n||||||| 3f2a1b\nNone.\n=======\nTwo.\n>>>>>>> theirs\n"


@cases
def test_each_conflict_is_one_problem(path: str, text: str, lines: list[int]) -> None:
    said, problems = parse(SourceFile(path, text.encode()))
    assert said is None
    assert [(problem.code, problem.place.line) for problem in problems] == [("CONFLICT", line) for line in lines]


@cases
def test_what_only_looks_like_one_is_text(text: str) -> None:
    assert conflicts("topics/lamp.md", f"{PAGE}{text}\n") == []
