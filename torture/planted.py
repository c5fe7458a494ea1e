"""Planted faults, one for each part of the harness, which must detect it."""

import re
import sys
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcebook.build import pipeline, plan
from sourcebook.build.theme import Theme
from sourcebook.cli import main, shared
from sourcebook.desk.imports import reading
from sourcebook.exports import tables
from sourcebook.model import names
from sourcebook.model.problem import START, Place, Problem
from sourcebook.output import files, publish
from sourcebook.output.guard import WriteError
from sourcebook.output.publish import Published
from sourcebook.output.staging import Staging
from sourcebook.output.tree import snapshot
from sourcebook.prose import write as prose
from sourcebook.stages import parse, render


@dataclass(frozen=True)
class Planted:
    """A fault: `plant` changes this process.

    `program` is code that another process runs first.
    """

    part: str
    plant: Callable[[], None] = lambda: None
    program: str = ""


def _replace(name: str, value: object, *owners: object) -> None:
    for owner in owners:
        setattr(owner, name, value)


def in_place() -> None:
    """Publish files one by one instead of exchanging folders."""

    def write(staging: Staging, paths: Collection[str], kept: Collection[str], *given: Any) -> Published:
        for path in {*paths} - {*kept}:
            (staging.out / path).parent.mkdir(parents=True, exist_ok=True)
            (staging.out / path).write_bytes(staging.read(path))
        return Published(None, (snapshot(staging.out), {}))

    _replace("publish", write, publish)


def told_well() -> None:
    """Report success whatever happened."""
    sound = publish.publish

    def write(staging: Staging, *given: Any) -> Published:
        with suppress(WriteError):
            sound(staging, *given)
        return Published(None, (snapshot(staging.out), {}))

    _replace("publish", write, publish)


def unescaped() -> None:
    """Render templates without escaping."""
    sound: Any = vars(render)["_Environment"]
    _replace("_Environment", lambda **options: sound(**{**options, "autoescape": False}), render)


def trusting() -> None:
    """Decode all bytes as UTF-8."""
    _replace("decode", lambda path, data: data.decode(), parse)


def misplaced() -> None:
    """Report problems at lines far below theirs."""
    sound = pipeline.build

    def build(*given: Any) -> Any:
        result = sound(*given)
        below = tuple(problem._replace(place=Place(problem.place.line + 10_000)) for problem in result.problems)
        return result._replace(problems=below)

    from torture import fuzz

    _replace("build", build, fuzz)


def forgetful() -> None:
    """Carry pages over even if templates or translations have changed."""
    _replace("template_digest", lambda theme, name: b"always the same", Theme)
    _replace("_for_all", lambda last, now: "", plan)


def straight() -> None:
    """Write files of an editor in place and through links."""

    def write(root: Path, path: str, data: bytes, *, new: bool) -> Problem | None:
        place = root / path
        if new and place.exists() and place.stat().st_size:
            return Problem(path, START, "TAKEN", "this file exists")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return None

    _replace("_write", write, files)


def unlimited() -> None:
    """Convert any text."""
    _replace("beyond_limits", lambda path, marked: None, prose)
    _replace("_counts", lambda text: (), reading)


def slow() -> None:
    """Match by a pattern whose time is cubic."""
    _replace("SLOW", re.compile(r".{0,340}.{0,340}!!"), names)


def armed() -> None:
    """Leave cells as they are."""
    _replace("disarm", str, tables)


def loud() -> None:
    """Fail if output cannot be printed."""

    def echo(text: str, *, err: bool = False, end: str = "\n") -> None:
        print(text, file=sys.stderr if err else sys.stdout, end=end, flush=True)

    _replace("echo", echo, main, shared)


CLOCK = "import time, sourcebook.exports.hosting as hosting; hosting.PLAIN_TEXT += f'; at={time.time_ns()}'"

PLANTED = {
    "in place": Planted("kills", in_place),
    "told well": Planted("faults", told_well),
    "in place, by the command": Planted("syscalls", in_place),
    "in place, with readers": Planted("readers", in_place),
    "forgetful": Planted("edits", forgetful),
    "clock": Planted("environments", program=CLOCK),
    "unescaped": Planted("payloads", unescaped),
    "trusting": Planted("fuzz", trusting),
    "misplaced": Planted("fuzz", misplaced),
    "straight": Planted("writes", straight), "straight, through links": Planted("strangers", straight),
    "unlimited": Planted("shapes", unlimited), "unlimited, saved": Planted("saved", unlimited),
    "slow": Planted("strings", slow), "armed": Planted("cells", armed),
    "loud": Planted("streams", program="from torture.planted import loud; loud()"),
}  # fmt: skip
