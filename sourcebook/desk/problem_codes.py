"""Documentation of problem codes: meaning, cure and example, from a TOML table."""

from functools import cache
from importlib.resources import files

import msgspec

from sourcebook.model.problem import Level

HEAD = """\
# Problems

Every mistake is reported on a line of its own, with the place where it was found and, in brackets, what to do:

    places/skerry.md:4:5: NAME there is no page 'lmap' (did you mean 'lamp'?)

The path is relative to the dossier's folder, or that of a template or of the output; line and column count from 1,
columns in characters. An error keeps a site from being published; a warning does not, but fails `check --strict`; a
note fails nothing.
`sourcebook explain CODE` prints one of the entries below. Programs read the same problems with `--format json` (its
schema is `schemas/problems.json`), `sarif` (SARIF 2.1.0) or `github` (annotations of GitHub Actions).

Each example is an edit of `examples/lighthouse` that causes the problem, or a case in words. This page is made from
`sourcebook/desk/problem_codes.toml` by `make schemas`.
"""


class ProblemCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Documentation of a problem code.

    `example`: a case in words. Without it, the example is an edit of `file` in `examples/lighthouse`, which replaces
    the text `right` by `wrong`; without `right` the file is new.
    """

    means: str
    cure: str
    level: Level = "error"
    file: str = ""
    right: str = ""
    wrong: str = ""
    example: str = ""


@cache
def problem_codes() -> dict[str, ProblemCode]:
    """Documentation of all codes, by code, in alphabetical order."""
    table = files("sourcebook.desk").joinpath("problem_codes.toml").read_bytes()
    return msgspec.toml.decode(table, type=dict[str, ProblemCode])


def explain(code: str) -> str:
    """Format the documentation of a code as a Markdown section.

    Raises KeyError for an unknown code.
    """
    entry = problem_codes()[code]
    case = entry.example or _diff(entry)
    level = f" This is a {entry.level}." if entry.level != "error" else ""
    return f"## {code}\n\n{entry.means}{level}\n\n**Cure:** {entry.cure}\n\n**Example:** {case}\n"


def documentation() -> str:
    """Contents of `docs/problems.md`."""
    return "\n".join([HEAD, *map(explain, problem_codes())])


def _diff(entry: ProblemCode) -> str:
    removed = [f"-{line}" for line in entry.right.splitlines()]
    added = [f"+{line}" for line in entry.wrong.splitlines()]
    return "\n".join([f"in `{entry.file}`\n\n```diff", *removed, *added, "```"])
