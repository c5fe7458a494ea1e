"""Words that every message shares: how many there are, and what was probably meant."""

import pytest

from sourcebook.model.problem import START, Level, Problem, counted, did_you_mean, several


@pytest.mark.parametrize(
    ("count", "more", "said"), [(0, "", "0 pages"), (1, "", "1 page"), (2, "", "2 pages"), (2, "leaves", "2 leaves")]
)
def test_several(count: int, more: str, said: str) -> None:
    assert several(count, "page", more) == said


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("headlin", "did you mean 'headline'?"),
        ("HEADLINE", "did you mean 'headline'?"),
        ("zzz", "otherwise"),
        ("headline" * 100_000, "otherwise"),
    ],
)
def test_did_you_mean(word: str, hint: str) -> None:
    assert did_you_mean(word, ["headline", "outlet"], "otherwise") == hint


@pytest.mark.parametrize(
    ("levels", "whole", "short"),
    [
        ((), "0 errors, 0 warnings", ""),
        (("error", "error", "warning"), "2 errors, 1 warning", "2 errors, 1 warning"),
        (("warning", "warning"), "0 errors, 2 warnings", "2 warnings"),
    ],
)
def test_counts_by_level(levels: tuple[Level, ...], whole: str, short: str) -> None:
    problems = [Problem("a.md", START, "NAME", "wrong", "", level) for level in levels]
    assert (counted(problems), counted(problems, zeros=False)) == (whole, short)
