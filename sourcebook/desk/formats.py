"""Problems for programs: one JSON document, or the workflow commands by which GitHub Actions annotates lines."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from sourcebook.model.problem import Problem


def as_json(problems: Sequence[Problem], content: Path) -> str:
    """`{"errors": 1, "warnings": 0, "problems": [{"file", "path", "line", "column", "code", "level", …}]}`.

    `file` leads to the file from the working folder, `path` from the dossier's; lines and columns count from 1.
    """
    rows = [
        {
            "file": _file(problem, content),
            "path": problem.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "level": problem.level,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    levels = [problem.level for problem in problems]
    said = {"errors": levels.count("error"), "warnings": levels.count("warning"), "problems": rows}
    return json.dumps(said, indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem], content: Path) -> str:
    """One line `::error file=…,line=…,col=…,title=…::message (hint)` for each problem."""
    return "".join(f"{_command(problem, content)}\n" for problem in problems)


def _command(problem: Problem, content: Path) -> str:
    properties = {
        "file": _file(problem, content),
        "line": problem.place.line,
        "col": problem.place.column,
        "title": problem.code,
    }
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{problem.level} {said}::{_data(problem.message + hint)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _file(problem: Problem, content: Path) -> str:
    """A problem of the folder itself names it whole."""
    path = Path(problem.path) if problem.path == str(content) else content / problem.path
    whole, here = path.resolve(), Path.cwd()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
