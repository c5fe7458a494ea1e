"""Helpers of commands: folder of the program, common options, printing and counting of problems."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sourcebook.desk.commands import as_typed
from sourcebook.model.problem import LEVELS, Problem, several

if TYPE_CHECKING:
    from sourcebook.cache.cache import Caches

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = click.Path(path_type=Path)

CONTENT = click.option("--content", type=FOLDER, default=ROOT / "content", help="The dossier's folder.")


def options(*several: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator, shown in this order."""

    def decorate(command: Any) -> Any:
        for option in reversed(several):
            command = option(command)
        return command

    return decorate


def print_problems(problems: Iterable[Problem]) -> None:
    """Problems to standard error, one a line."""
    for problem in map(pasteable, problems):
        click.echo(f"{problem}", file=sys.stderr)


def pasteable(problem: Problem) -> Problem:
    """A problem whose hint names commands as they are to be typed here."""
    return problem._replace(hint=as_typed(problem.hint, ROOT, _named()))


def say(text: str) -> None:
    """A message to standard output, its commands as they are to be typed here."""
    click.echo(as_typed(text, ROOT, _named()))


def _named() -> Path | None:
    """The dossier that the running command was given."""
    context = click.get_current_context(silent=True)
    content: Path | None = context.params.get("content") if context else None
    return content


def counted(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`."""
    levels = Counter(problem.level for problem in problems)
    return ", ".join(several(levels[level], level) for level in LEVELS)


def relative(path: Path) -> Path:
    """A path as it is shortest to type from here."""
    here = Path.cwd()
    return path.resolve().relative_to(here) if path.resolve().is_relative_to(here) else path


def caches(content: Path) -> "Caches":
    """Caches of a dossier, in the folder of the account."""
    from sourcebook.cache.cache import Caches
    from sourcebook.cache.fingerprint import fingerprint

    return Caches.of_account(content, fingerprint([ROOT / "sourcebook"]))
