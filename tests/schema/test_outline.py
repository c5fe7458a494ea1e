"""`map/outline.toml`: what is read from it, and what is refused in plain words."""

from sourcebook.model.tables import Outline, Sheet
from sourcebook.schema.tables import read_table
from tests.cases import cases

WHOLE = """
title = "Coast"
publisher = "Survey"
licence = "public domain"
made = "Cut."

[[sheet]]
box = "-4 60 0 62"
detail = "0.01"
land = ["-3,61 -2,61 -2,61.5", "-1,60 0,60 0,62"]
"""


def test_an_outline_is_read() -> None:
    read = read_table("map/outline.toml", WHOLE)
    rings = (((-3.0, 61.0), (-2.0, 61.0), (-2.0, 61.5)), ((-1.0, 60.0), (0.0, 60.0), (0.0, 62.0)))
    assert read == Outline("Coast", "Survey", None, "public domain", "Cut.", (Sheet((-4, 60, 0, 62), 0.01, rings),))


@cases
def test_what_is_no_outline_is_refused(old: str, new: str, message: str) -> None:
    assert old in WHOLE
    problems = read_table("map/outline.toml", WHOLE.replace(old, new))
    assert isinstance(problems, list)
    assert any(message in problem.message for problem in problems), [str(problem) for problem in problems]


def test_a_box_may_lie_across_the_180th_meridian() -> None:
    across = WHOLE.replace("-4 60 0 62", "170 60 190 62").replace("-3,61 -2,61 -2,61.5", "171,61 185,61 185,61.5")
    read = read_table("map/outline.toml", across.replace(', "-1,60 0,60 0,62"', ""))
    assert isinstance(read, Outline)
    assert read.sheets[0].box == (170, 60, 190, 62)
