"""Short work is quiet; long work is announced; timings are told when they are asked for."""

from sourcebook.build.options import MANY_FILES, Progress


def told(count: int, *, timings: bool) -> list[str]:
    lines: list[str] = []
    with Progress(lines.append, timings=timings).stage("parse", count):
        lines.append("at work")
    return lines


def test_what_is_long_is_announced() -> None:
    assert told(MANY_FILES, timings=False) == [f"parse: {MANY_FILES:,} files", "at work"]


def test_timings_follow_the_work() -> None:
    work, line = told(3, timings=True)
    assert work == "at work"
    assert line.split()[0] == "parse"
    assert line.endswith("s  3 files")
