"""Faults to be planted in the program: a part of the harness that does not find its own is worth nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sourcebook import pipeline
from sourcebook.model.files import Output, tree
from sourcebook.model.problem import Place
from sourcebook.build.options import BuildOptions
from sourcebook.stages import parse, publish, render


@dataclass(frozen=True)
class Planted:
    """`plant` changes the program of this process; `program` is put before that of another."""

    part: str
    plant: Callable[[], None] = lambda: None
    program: str = ""


def _replace(name: str, value: object, *owners: object) -> None:
    for owner in owners:
        setattr(owner, name, value)


def in_place() -> None:
    """Publish each file where it belongs, one after the other."""

    def write(files: Iterable[Output], out: Path, *given: Any) -> publish.Published:
        for file in files:
            (out / file.path).parent.mkdir(parents=True, exist_ok=True)
            (out / file.path).write_bytes(file.data)
        return publish.Published([], tree(out), {})

    _replace("publish", write, publish)


def told_well() -> None:
    """Say that it was published, whatever happened."""
    sound = publish.publish

    def write(files: Iterable[Output], out: Path, *given: Any) -> publish.Published:
        sound(files, out, *given)
        return publish.Published([], tree(out), {})

    _replace("publish", write, publish)


def unescaped() -> None:
    """Fill templates as if every text were markup."""
    sound: Any = vars(render)["_Environment"]
    _replace("_Environment", lambda **options: sound(**{**options, "autoescape": False}), render)


def trusting() -> None:
    """Take all bytes for UTF-8."""
    _replace("decode", lambda path, data: data.decode(), parse)


def misplaced() -> None:
    """Report each problem far below where it is."""
    sound = pipeline.compose

    def compose(*given: Any) -> Any:
        result = sound(*given)
        below = tuple(each._replace(place=Place(each.place.line + 10_000)) for each in result.problems)
        return result._replace(problems=below)

    from torture import fuzz

    _replace("compose", compose, fuzz)


def forgetful() -> None:
    """Remember pages without regard to templates and assets."""
    _replace("told", property(lambda order: b"always the same"), BuildOptions)


CLOCK = "import time, sourcebook.stages.publish as stage; stage.MARK += str(time.time_ns()).encode()"

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
