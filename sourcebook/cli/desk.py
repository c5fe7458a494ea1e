"""Commands for editors: check, explain, addresses, new, import, schemas."""

import datetime
import re
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import click

from sourcebook.cli.shared import (
    CONTENT,
    FOLDER,
    FORMAT,
    ROOT,
    TEXT,
    caches,
    counted,
    options,
    or_exit,
    print_problems,
    say,
)
from sourcebook.desk.commands import as_typed, from_here
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.names import KINDS
from sourcebook.model.problem import Problem, did_you_mean, several

if TYPE_CHECKING:
    from sourcebook.build.options import Report

KINDS_MADE = [kind for kind in KINDS.values() if kind != "page"]


@click.command()
@options(
    CONTENT,
    click.option("--strict", is_flag=True, help="Fail on warnings too."),
    click.option("--originals", type=FOLDER, help="Folder of the documents: compare words, digits and digests."),
    click.option("--external", is_flag=True, help="Request every outside address, and record the answers."),
    FORMAT,
)
def check(content: Path, strict: bool, originals: Path | None, external: bool, form: str) -> int:
    """Check the dossier and build nothing."""
    report = _checked(content)
    problems = {*report.problems}
    if report.dossier is not None:
        from sourcebook.desk.expiry import expiry, future_days

        problems |= {*expiry(report.dossier, _today()), *future_days(report.dossier, _today())}
    if report.dossier is not None and originals is not None:
        from sourcebook.desk.originals import verify

        problems.update(verify(report.dossier, originals))
    if report.dossier is not None and report.bodies is not None and external:
        from sourcebook.desk.external import check_links

        progress = partial(echo, err=True)
        problems.update(check_links(report.dossier, report.bodies, content, _today(), progress))
    printed = print_problems(sorted(problems), form, content)
    if originals is None:
        echo("Not compared with the documents: name their folder with --originals DIR.", err=form != TEXT)
    echo(counted(problems), err=form != TEXT)
    return int(not printed or (bool(problems) if strict else any(problem.level == "error" for problem in problems)))


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Print the meaning, the cure and an example of a problem code.

    Without CODE, of all, as the page docs/problems.md."""
    from sourcebook.desk import problem_codes

    if code is None:
        return int(not echo(problem_codes.documentation(), end=""))
    known = problem_codes.problem_codes()
    if code.upper() not in known:
        raise click.UsageError(
            f"No such code: {code}. {did_you_mean(code, map(str.lower, known)).capitalize()}".strip()
        )
    return int(not say(problem_codes.explain(code.upper()).rstrip()))


@click.command()
@CONTENT
def addresses(content: Path) -> int:
    """Add all addresses published now to the list of those to keep."""
    from sourcebook.desk.addresses import list_addresses, prevents_listing

    report = _checked(content)
    if report.dossier is None or any(map(prevents_listing, report.problems)):
        print_problems(report.problems)
        return 1
    added = or_exit(list_addresses(report.dossier, content))
    echo(f"{several(added, 'address', 'addresses')} added to {escaped(str(content / 'addresses.txt'))}")
    return 0


@click.command()
@click.argument("kind", type=click.Choice(KINDS_MADE), metavar="KIND")
@click.argument("title")
@options(CONTENT, click.option("--slug", default="", help="Name of the file, instead of one made from the title."))
def new(kind: str, title: str, content: Path, slug: str) -> None:
    """Begin a page: a draft with every field, and what each is for.

    KIND is source, topic, question, puzzle, note, person, place, organisation or event. No file is overwritten.
    """
    from sourcebook.desk.new import FOLDER_OF, new_page, next_steps
    from sourcebook.model.names import Key

    path = or_exit(new_page(content, FOLDER_OF[kind], title, slug, _today()))
    say(f"{from_here(path)}\n{next_steps(Key(FOLDER_OF[kind], path.stem))}")


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
    from sourcebook.desk.addresses import list_addresses
    from sourcebook.desk.starter import Given, begin

    named = title or re.sub(r"[-_]+", " ", folder.absolute().name).strip().capitalize() or "Dossier"
    begun = begin(folder, Given(named, language, address, _today()), ROOT, example=example)
    if isinstance(begun, list):
        print_problems(begun)
        return 1
    dossier = _checked(folder).dossier
    if dossier is not None and not example:
        or_exit(list_addresses(dossier, folder))
    kept = f", {several(len(begun.kept), 'file')} kept: {', '.join(begun.kept)}" if begun.kept else ""
    echo(f"{several(len(begun.written), 'file')} written into {escaped(str(from_here(folder)))}{kept}")
    echo(f"Next       cd {quote(str(from_here(folder)))} && {as_typed('sourcebook preview', ROOT)}")
    return 0


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FOLDER, metavar="FILE...")
@CONTENT
def import_(files: tuple[Path, ...], content: Path) -> int:
    """Begin sources from saved articles, as text or HTML.

    Each becomes a draft, filled in from the article; what the article does not state is listed as open. The article
    is copied to originals/ in the dossier, which git ignores, and is never published.
    """
    from sourcebook.desk.import_report import describe, next_steps
    from sourcebook.desk.importing import import_file
    from sourcebook.desk.name_index import NameIndex

    names = NameIndex(_checked(content).dossier)
    results = [import_file(content, file, names, _today()) for file in files]
    problems = [result for result in results if isinstance(result, Problem)]
    imported = [result for result in results if not isinstance(result, Problem)]
    for draft in imported:
        echo(describe(draft, from_here))
    print_problems(problems)
    if imported:
        say(next_steps(imported, from_here(content)))
    return int(bool(problems))


@click.command()
@click.option("--out", type=FOLDER, default=ROOT / "schemas", help="Folder to write them to.")
def schemas(out: Path) -> None:
    """Write the JSON Schemas of files and of the list of problems."""
    from sourcebook.desk.schemas import write_schemas

    echo(f"{several(or_exit(write_schemas(out)), 'schema')} in {escaped(str(from_here(out)))}")


COMMANDS = (check, explain, addresses, init, new, import_, schemas)


def _checked(content: Path) -> "Report":
    from sourcebook.build.options import BuildOptions
    from sourcebook.build.pipeline import check
    from sourcebook.cache.workers import count

    return check(BuildOptions(ROOT, content, content, workers=count()), caches(content))


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()
