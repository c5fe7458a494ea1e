"""Helpers of commands: common options, printing and counting problems, caches."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sourcebook.desk.commands import as_typed
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.problem import LEVELS, Problem, several

if TYPE_CHECKING:
    from sourcebook.cache.cache import Caches

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = click.Path(path_type=Path)
TEXT = "text"

CONTENT = click.option("--content", type=FOLDER, default=ROOT / "content", help="The dossier's folder.")
FORMAT = click.option(
    "--format", "form", type=click.Choice([TEXT, "json", "github", "sarif"]), default=TEXT, show_default=True,
    help="Problems as lines, a JSON document, annotations of GitHub Actions, or SARIF 2.1.0.",
)  # fmt: skip

T = TypeVar("T")


def options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Combine several option decorators into one; `--help` lists them in this order."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate


def print_problems(problems: Iterable[Problem], form: str = TEXT, content: Path = ROOT) -> bool:
    """Print problems: as text to standard error, one a line.

    In another format (`form`), print one document to standard output. `content`: the dossier's folder. Returns False if
    a document could not be printed.
    """
    typed = [problem._replace(hint=as_typed(problem.hint, ROOT, _dossier())) for problem in problems]
    if form != TEXT:
        from sourcebook.desk.formats import FORMATS

        return echo(FORMATS[form](typed, content))
    for problem in typed:
        echo(escaped(str(problem)), err=True)
    return True


def or_exit(result: T | Problem) -> T:
    """Return a result; if it is a problem, print it and end with exit code 1."""
    if isinstance(result, Problem):
        print_problems([result])
        raise click.exceptions.Exit(1)
    return result


def say(text: str, *, err: bool = False) -> bool:
    """Print a message, with the commands in it completed so that they can be pasted.

    Returns True if that succeeded.
    """
    return echo(as_typed(text, ROOT, _dossier()), err=err)


def _dossier() -> Path | None:
    """The dossier that the running command was given."""
    context = click.get_current_context(silent=True)
    content: Path | None = context.params.get("content") if context else None
    return content


def counted(problems: Iterable[Problem]) -> str:
    """Count problems by level: `2 errors, 1 warning`."""
    levels = Counter(problem.level for problem in problems)
    return ", ".join(several(levels[level], level) for level in LEVELS)


def caches(content: Path) -> "Caches":
    """Caches of the dossier in `content`, in the account's cache folder."""
    from sourcebook.cache.cache import Caches
    from sourcebook.cache.fingerprint import fingerprint

    return Caches.of_account(content, fingerprint([ROOT / "sourcebook"]))
