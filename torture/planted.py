"""Planted faults, one for each part of the harness, which must detect it."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sourcebook.build import pipeline, plan
from sourcebook.build.theme import Theme
from sourcebook.model.problem import Place
from sourcebook.output import publish
from sourcebook.output.publish import Published
from sourcebook.output.staging import Staging, WriteError
from sourcebook.output.tree import snapshot
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

    def write(staging: Staging, files: Collection[str], kept: Collection[str], *given: Any) -> Published:
        for path in {*files} - {*kept}:
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


CLOCK = "import time, sourcebook.exports.hosting as hosting; hosting.PLAIN_TEXT += f'; at={time.time_ns()}'"

PLANTED = {
    "in place": Planted("kills", in_place),
    "told well": Planted("faults", told_well),
    "in place, by the command": Planted("syscalls", program="from torture.planted import in_place; in_place()"),
    "in place, with readers": Planted("readers", in_place),
    "forgetful": Planted("edits", forgetful),
    "clock": Planted("environments", program=CLOCK),
    "unescaped": Planted("payloads", unescaped),
    "trusting": Planted("fuzz", trusting),
    "misplaced": Planted("fuzz", misplaced),
}  # fmt: skip
