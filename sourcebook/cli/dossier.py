"""Commands on a dossier as a whole: init, theme, rename, remove, status."""

import re
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from sourcebook.cli.shared import (
    CONTENT,
    FOLDER,
    ROOT,
    checked,
    options,
    or_exit,
    print_problems,
    say,
    today,
)
from sourcebook.desk.commands import as_typed, from_here
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.files import OUTPUT, OWN_THEME
from sourcebook.model.problem import LEVELS, Problem, did_you_mean, several

if TYPE_CHECKING:
    from sourcebook.desk.references import Name
    from sourcebook.desk.renaming import Edit


@click.command()
@click.argument("folder", type=FOLDER)
@options(
    click.option("--title", help="The site's name; by default made from the folder's."),
    click.option("--language", default="en", show_default=True, help="BCP 47 tag of the site's language."),
    click.option("--address", default="https://dossier.example", show_default=True, help="Where it will be published."),
    click.option("--example", is_flag=True, help="Take the pages of the example, a dossier on an invented lighthouse."),
)
def init(folder: Path, title: str | None, language: str, address: str, example: bool) -> int:
    """Begin a dossier in FOLDER, ready to check, build and deploy. No file is overwritten."""
    from sourcebook.desk.starter import Given, begin

    named = title or re.sub(r"[-_]+", " ", folder.absolute().name).strip().capitalize() or "Dossier"
    begun = begin(folder, Given(named, language, address, today()), ROOT, example=example)
    if isinstance(begun, list):
        print_problems(begun)
        return 1
    kept = f", {several(len(begun.kept), 'file')} kept: {', '.join(begun.kept)}" if begun.kept else ""
    echo(f"{several(len(begun.written), 'file')} written into {escaped(str(from_here(folder)))}{kept}")
    echo(f"Next       {as_typed('sourcebook preview', ROOT, folder)}")
    return 0


@click.command()
@click.argument("file", required=False)
@options(CONTENT, click.option("--print", "printed", is_flag=True, help="Print the file and copy nothing."))
def theme(file: str | None, content: Path, printed: bool) -> None:
    """Copy a file of the built-in theme into theme/, where it takes the place of the built-in one.

    FILE is a path such as partials/site_footer.html, assets/css/tokens.css or words/en.toml; without it, all files are
    listed, with a * those that the dossier has of its own.
    """
    from sourcebook.build.theme import read_theme_files
    from sourcebook.desk.starter import copy_theme_file

    files, _ = read_theme_files(ROOT)
    own = content / OWN_THEME
    if file is None:
        for path in files:
            echo(f"{'*' if (own / path).exists() else ' '} {path}")
        return
    path = file if file.startswith(("assets/", "templates/")) else f"templates/{file}"
    if path not in files:
        raise click.UsageError(f"No such file: {file}. {did_you_mean(path, files).capitalize()}".strip())
    if printed:
        echo(files[path])
        return
    or_exit(copy_theme_file(content, path, files[path]))
    echo(str(from_here(own / path)))


DRY_RUN = click.option("--dry-run", is_flag=True, help="Print the lines that would change, and write nothing.")


@click.command()
@click.argument("old")
@click.argument("new")
@options(CONTENT, DRY_RUN)
def rename(old: str, new: str, content: Path, dry_run: bool) -> int:
    """Rename a page or a claim, and every reference to it.

    OLD is a page such as places/old-name, or a claim such as source#old-id; NEW is the new slug or id alone. An address
    that was published leads on to the new one.
    """
    from sourcebook.desk.renaming import plan_renaming, refusal

    files = _texts(content)
    name = _named(old, files)
    or_exit(refusal(content, files, name, new))
    return _edited(content, files, plan_renaming(files, name, new), dry_run=dry_run)


@click.command()
@click.argument("name")
@options(CONTENT, DRY_RUN, click.option("--why", help="Withdraw what was published: readers see this at its address."))
def remove(name: str, content: Path, dry_run: bool, why: str | None) -> int:
    """Delete a page or claim that nothing refers to, or say what still does.

    NAME is a page such as places/old-name, or a claim such as source#old-id. A published address needs a page that it
    leads on to, or a reason.
    """
    from sourcebook.desk.renaming import plan_removal, refusal

    files = _texts(content)
    named = _named(name, files)
    or_exit(refusal(content, files, named))
    edit = plan_removal(files, named, today(), why)
    if isinstance(edit, list):
        print_problems(edit)
        return 1
    return _edited(content, files, edit, dry_run=dry_run)


@click.command()
@CONTENT
def status(content: Path) -> int:
    """Print how far the dossier is: documents, drafts, questions without answers, problems, what to do next."""
    from sourcebook.desk.starter import unwritten
    from sourcebook.desk.status import status as lines

    whole, published = checked(content, drafts=True).dossier, checked(content)
    if whole is None or published.dossier is None:
        print_problems(published.problems)
        return 1
    say("\n".join(lines(whole, published.dossier, published.problems, unwritten(_texts(content)))))
    return 0


COMMANDS = (init, theme, rename, remove, status)


def _texts(content: Path) -> dict[str, str]:
    """Texts of the files of a dossier by path. Ends the command if one cannot be read."""
    from sourcebook.build.inputs import read
    from sourcebook.schema.encoding import decode

    files, _ = read(content)
    return {file.path: or_exit(decode(file.path, file.data)) for file in files}


def _named(written: str, files: dict[str, str]) -> "Name":
    from sourcebook.desk.references import read_name

    name = read_name(written, files)
    if name is None:
        known = [path.removesuffix(".md") for path in files if path.endswith(".md")]
        raise click.UsageError(f"No such page or claim: {written}. {did_you_mean(written, known).capitalize()}".strip())
    return name


def _edited(content: Path, files: dict[str, str], edit: "Edit", *, dry_run: bool) -> int:
    """Print the lines of an edit and make it, unless a dry run or new errors forbid it. Returns the exit code."""
    from sourcebook.desk.renaming import apply_edit, lines_changed

    for line in lines_changed(files, edit):
        echo(line)
    worse = _new_problems(content, edit)
    print_problems(worse)
    if any(problem.level == "error" for problem in worse):
        echo("Nothing was written, since that would cause these errors.", err=True)
        return 1
    count = several(len(edit.files) or 1, "file")
    if dry_run:
        echo(f"A dry run: {count} would change, and nothing was written.")
        return 0
    or_exit(apply_edit(content, edit))
    echo(f"{count} changed.")
    return 0


def _new_problems(content: Path, edit: "Edit") -> list[Problem]:
    """Errors and warnings that a copy of the dossier has after an edit, and the dossier has not."""
    from sourcebook.desk.renaming import apply_edit

    with TemporaryDirectory(prefix="sourcebook-") as folder:
        copy = Path(folder, "dossier")
        with suppress(shutil.Error):  # of pipes, and of what may not be read, without which both are checked
            shutil.copytree(content, copy, symlinks=True, ignore=shutil.ignore_patterns("originals", OUTPUT, ".*"))
        or_exit(apply_edit(copy, edit))
        before = {(problem.code, problem.message) for problem in checked(content).problems}
        after = [problem for problem in checked(copy).problems if problem.level in LEVELS]
        return [problem for problem in after if (problem.code, problem.message) not in before]
