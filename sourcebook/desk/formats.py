"""Formats of problems for other programs: JSON, SARIF 2.1.0, GitHub Actions."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from msgspec import Meta, Struct, json

from sourcebook.desk.problem_codes import problem_codes
from sourcebook.model.problem import Level, Problem

Count = Annotated[int, Meta(ge=0)]
Ordinal = Annotated[int, Meta(ge=1)]

_SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class ProblemRow(Struct, frozen=True):
    """A problem with its place in a file."""

    file: Annotated[str, Meta(description="Path from the working folder, or an absolute one outside of it")]
    path: Annotated[str, Meta(description="Path from the dossier's folder")]
    line: Ordinal
    column: Annotated[Ordinal, Meta(description="Counts characters")]
    level: Level
    code: Annotated[str, Meta(pattern="^[A-Z][A-Z0-9-]+$", description="One of those in docs/problems.md")]
    message: str
    hint: Annotated[str, Meta(description="What to do; may be empty")]


class ProblemReport(Struct, frozen=True):
    """Problems of a dossier, as `check --format json` prints them.

    A byte of a file name that is no UTF-8 is written `\\udcXX`.
    """

    errors: Count
    warnings: Count
    problems: list[ProblemRow]


def problems_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a problem report."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **json.schema(ProblemReport)}


def as_json(problems: Sequence[Problem], content: Path) -> bytes:
    """Format problems of the dossier in `content` as JSON, a `ProblemReport`."""
    levels = [problem.level for problem in problems]
    return _document(
        ProblemReport(levels.count("error"), levels.count("warning"), [_row(problem, content) for problem in problems])
    )


def as_sarif(problems: Sequence[Problem], content: Path) -> bytes:
    """Format problems as a SARIF log with one run.

    Files below the working folder are relative references, others `file:` URIs.
    """
    codes = sorted({problem.code for problem in problems})
    results = [_result(problem, content) for problem in problems]
    driver = {"name": "Sourcebook", "rules": [_rule(code) for code in codes]}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return _document({"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def as_github(problems: Iterable[Problem], content: Path) -> bytes:
    """Format problems as workflow commands of GitHub Actions, one a line.

    `::error file=…,line=…,col=…,title=CODE::message`, with `%`, line ends, `:` and `,` escaped.
    """
    return "".join(f"{_command(problem, content)}\n" for problem in problems).encode()


FORMATS: dict[str, Callable[[Sequence[Problem], Path], bytes]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""Formats for programs, by the name of the option `--format`."""


def _row(problem: Problem, content: Path) -> ProblemRow:
    texts = (_file(problem, content).as_posix(), problem.path, problem.message, problem.hint)
    file, path, message, hint = map(_encodable, texts)
    return ProblemRow(file, path, *problem.place, problem.level, problem.code, message, hint)


def _rule(code: str) -> dict[str, Any]:
    entry = problem_codes()[code]
    texts = {"shortDescription": {"text": entry.means}, "help": {"text": entry.cure}}
    return {"id": code, **texts, "defaultConfiguration": {"level": entry.level}}


def _result(problem: Problem, content: Path) -> dict[str, Any]:
    artifact = {"uri": _uri(_file(problem, content))}
    region = {"startLine": problem.place.line, "startColumn": problem.place.column}
    locations = [{"physicalLocation": {"artifactLocation": artifact, "region": region}}]
    message = {"text": _sentence(problem)}
    return {"ruleId": problem.code, "level": problem.level, "message": message, "locations": locations}


def _command(problem: Problem, content: Path) -> str:
    place = {"line": problem.place.line, "col": problem.place.column}
    properties = {"file": _encodable(_file(problem, content).as_posix()), **place, "title": problem.code}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    level = "notice" if problem.level == "note" else problem.level
    return f"::{level} {listed}::{_data(_sentence(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _sentence(problem: Problem) -> str:
    return _encodable(f"{problem.message} ({problem.hint})" if problem.hint else problem.message)


def _encodable(text: str) -> str:
    """A text with bytes of file names that are no UTF-8 escaped."""
    return text.encode("utf-8", "backslashreplace").decode()


def _uri(path: Path) -> str:
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _file(problem: Problem, content: Path) -> Path:
    """File of a problem, relative to the working folder if it is below.

    The path of a problem of the dossier's folder is that of the folder.
    """
    named = Path(problem.path) if problem.path == str(content) else content / problem.path
    path, folder = named.resolve(), Path.cwd()
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def _document(value: object) -> bytes:
    return json.format(json.encode(value), indent=2) + b"\n"
