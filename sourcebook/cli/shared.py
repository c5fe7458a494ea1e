"""Helpers of commands: common options, printing and counting problems, caches."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from sourcebook.desk.commands import as_typed, from_here
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.files import OWN_THEME, PACKAGE, PROGRAM, find_dossier
from sourcebook.model.problem import Problem

if TYPE_CHECKING:
    from sourcebook.build.options import Report
    from sourcebook.cache.cache import Caches

ROOT = PROGRAM
FOLDER = click.Path(path_type=Path)
TEXT = "text"

CONTENT = click.option(
    "--content", type=FOLDER, callback=lambda _context, _option, folder: folder or _found(),
    help="The dossier's folder; by default the working folder, or the nearest above it, with site.toml.",
)  # fmt: skip
FORMAT = click.option(
    "--format", "form", type=click.Choice([TEXT, "json", "github", "sarif"]), default=TEXT, show_default=True,
    help="Problems as lines, a JSON document, annotations of GitHub Actions, or SARIF 2.1.0.",
)  # fmt: skip

T = TypeVar("T")


def _found() -> Path:
    """The dossier that is found from the working folder. Raises a usage error if there is none."""
    found = find_dossier(Path.cwd(), ROOT)
    if found is None:
        hint = as_typed("sourcebook init FOLDER", ROOT)
        raise click.UsageError(f"There is no dossier here: no site.toml in this folder or above it. Begin one: {hint}")
    return from_here(found)


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


def caches(content: Path) -> "Caches":
    """Caches of the dossier in `content`, in the account's cache folder."""
    from sourcebook.cache.cache import Caches
    from sourcebook.cache.fingerprint import fingerprint

    return Caches.of_account(content, fingerprint([PACKAGE]))


def checked(content: Path, *, drafts: bool = False) -> "Report":
    """Check a dossier, with `drafts` as in a preview. Returns all problems, and the dossier if it could be linked."""
    from sourcebook.build.options import BuildOptions
    from sourcebook.build.pipeline import check
    from sourcebook.cache.workers import count

    return check(BuildOptions(ROOT, content, content, preview=drafts, workers=count()), caches(content))


def today() -> datetime.date:
    """Day by the clock and time zone of this machine."""
    return datetime.datetime.now().astimezone().date()


def site_problems(content: Path) -> list[Problem]:
    """Build a dossier into a temporary folder. Returns the problems of its pages."""
    from tempfile import TemporaryDirectory

    from sourcebook.build.options import BuildOptions
    from sourcebook.build.pipeline import build
    from sourcebook.desk.site_check import check_site

    with TemporaryDirectory(prefix="sourcebook-") as folder:
        try:
            report = build(BuildOptions(ROOT, content, Path(folder, "site")), caches(content))
        except Exception as error:  # noqa: BLE001 - raised again unless a template is to blame
            return [template_problem(error, content)]
        return [*report.problems, *(() if report.failed else check_site(Path(folder, "site")))]


def template_problem(error: Exception, content: Path) -> Problem:
    """Convert an error of a template or a file of translations into a problem.

    Raises any other error again.
    """
    from sourcebook.build.template_errors import template_error

    if (problem := template_error(error, ROOT, content / OWN_THEME)) is None:
        raise error
    return problem


def web(name: Literal["address", "report"], text: str | None) -> str | None:
    """Validate an address given as an option by the rules of `site.toml`."""
    if not text:
        return None
    from sourcebook.schema.settings import read_option
    from sourcebook.schema.validation import Fault

    read = read_option(name, text)
    if isinstance(read, Fault):
        raise click.UsageError(f"--{name}: {read.message} ({read.hint})")
    return read
