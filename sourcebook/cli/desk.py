"""The desk's commands: check, addresses, new, import, schemas."""

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sourcebook.cli.shared import (
    CONTENT,
    FOLDER,
    ROOT,
    caches,
    counted,
    options,
    pasteable,
    print_problems,
    relative,
    say,
)
from sourcebook.model.names import KINDS
from sourcebook.model.problem import Problem

if TYPE_CHECKING:
    from sourcebook.build.options import Report

KINDS_MADE = [kind for kind in KINDS.values() if kind != "page"]


@click.command()
@options(
    CONTENT,
    click.option("--strict", is_flag=True, help="Let warnings fail too."),
    click.option("--originals", type=FOLDER, help="The documents, to hold words, digits and digests to them."),
    click.option("--external", is_flag=True, help="Look up every outside address, and record what was found."),
    click.option(
        "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
        help="Lines to read, one JSON document, or annotations of GitHub Actions.",
    ),
)  # fmt: skip
def check(content: Path, strict: bool, originals: Path | None, external: bool, form: str) -> int:
    """Check the dossier and build nothing."""
    result = _checked(content)
    problems = list(result.problems)
    if result.dossier is not None:
        from sourcebook.desk.expiry import expiry

        problems += expiry(result.dossier, _today())
    if result.dossier is not None and originals is not None:
        from sourcebook.desk.originals import verify

        problems += verify(result.dossier, originals)
    if result.dossier is not None and result.bodies is not None and external:
        from sourcebook.desk.external import look_up

        problems += look_up(result.dossier, result.bodies, content, _today(), lambda line: click.echo(line, err=True))
    problems = sorted({*problems})
    _report(problems, content, form, held=originals is not None)
    return int(bool(problems) if strict else any(problem.level == "error" for problem in problems))


@click.command()
@CONTENT
def addresses(content: Path) -> int:
    """Put all addresses published now on the list of those to keep."""
    from sourcebook.desk.addresses import blocks, list_addresses

    result = _checked(content)
    if result.dossier is None or any(map(blocks, result.problems)):
        print_problems(result.problems)
        return 1
    added = list_addresses(result.dossier, content)
    if isinstance(added, Problem):
        print_problems([added])
        return 1
    click.echo(f"{added} added to {content / 'addresses.txt'}")
    return 0


@click.command()
@click.argument("kind", type=click.Choice(KINDS_MADE), metavar="KIND")
@click.argument("title")
@options(CONTENT, click.option("--slug", default="", help="The file's name, instead of one made of the title."))
def new(kind: str, title: str, content: Path, slug: str) -> int:
    """Begin a page: a draft with every field, and what each is for.

    KIND is source, topic, question, puzzle, note, person, place, organisation or event. No file is overwritten.
    """
    from sourcebook.desk.new import WHERE, new_page, what_next
    from sourcebook.model.names import Key

    made = new_page(content, WHERE[kind], title, slug, _today())
    if isinstance(made, Problem):
        print_problems([made])
        return 1
    say(f"{relative(made)}\n{what_next(Key(WHERE[kind], made.stem))}")
    return 0


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FOLDER, metavar="FILE...")
@CONTENT
def import_(files: tuple[Path, ...], content: Path) -> int:
    """Begin sources from saved articles, as text or HTML.

    Each becomes a draft with what the article tells of itself; what it does not tell is left open and listed. The
    article is copied to originals/ in the dossier, which git ignores, and is never published.
    """
    from sourcebook.desk.directory import Directory
    from sourcebook.desk.import_report import told, what_next
    from sourcebook.desk.importing import import_file

    directory = Directory(_checked(content).dossier)
    made = [import_file(content, file, directory, _today()) for file in files]
    problems = [one for one in made if isinstance(one, Problem)]
    imported = [one for one in made if not isinstance(one, Problem)]
    for one in imported:
        click.echo(told(one, relative))
    print_problems(problems)
    if imported:
        say(what_next(imported, relative(content)))
    return int(bool(problems))


@click.command()
@click.option("--out", type=FOLDER, default=ROOT / "schemas", help="The folder to write them to.")
def schemas(out: Path) -> int:
    """Write the JSON Schemas that editors' programs read."""
    from sourcebook.desk.schemas import write_schemas

    written = write_schemas(out)
    if isinstance(written, Problem):
        print_problems([written])
        return 1
    click.echo(f"{written} schemas in {relative(out)}")
    return 0


COMMANDS = (check, addresses, new, import_, schemas)


def _report(problems: list[Problem], content: Path, form: str, *, held: bool) -> None:
    if form != "text":
        from sourcebook.desk.formats import as_github, as_json

        problems = [pasteable(problem) for problem in problems]
        click.echo(as_json(problems, content) if form == "json" else as_github(problems, content), nl=form == "json")
        if form == "json":
            return
    else:
        print_problems(problems)
    if not held:
        click.echo("Not held to the documents themselves: name their folder with --originals DIR.")
    click.echo(counted(problems))


def _checked(content: Path) -> "Report":
    from sourcebook.build.options import BuildOptions
    from sourcebook.build.pipeline import check
    from sourcebook.cache.workers import count

    return check(BuildOptions(ROOT, content, content, workers=count()), caches(content))


def _today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()
