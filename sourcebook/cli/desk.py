"""Commands for editors: check, explain, addresses, new, import, schemas."""

from functools import partial
from pathlib import Path

import click

from sourcebook.cli.shared import (
    CONTENT,
    FOLDER,
    FORMAT,
    ROOT,
    TEXT,
    checked,
    options,
    or_exit,
    print_problems,
    say,
    site_problems,
    today,
)
from sourcebook.desk.commands import from_here
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.names import KINDS
from sourcebook.model.problem import LEVELS, Problem, counted, did_you_mean, several

KINDS_MADE = [kind for kind in KINDS.values() if kind != "page"]


@click.command()
@options(
    CONTENT,
    click.option("--strict", is_flag=True, help="Fail on warnings too."),
    click.option("--originals", type=FOLDER, help="Folder of the documents: compare words, digits and digests."),
    click.option("--site", is_flag=True, help="Build into a temporary folder, and test the pages."),
    click.option("--external", is_flag=True, help="Request every outside address, and record the answers."),
    FORMAT,
)
def check(content: Path, strict: bool, originals: Path | None, site: bool, external: bool, form: str) -> int:
    """Check the dossier, and build nothing."""
    report = checked(content)
    problems = {*report.problems}
    if report.dossier is not None:
        from sourcebook.desk.expiry import expiry, future_days

        problems |= {*expiry(report.dossier, today()), *future_days(report.dossier, today())}
    if report.dossier is not None and originals is not None:
        from sourcebook.desk.originals import verify

        problems.update(verify(report.dossier, originals))
    if report.dossier is not None and report.bodies is not None and external:
        from sourcebook.desk.external import check_links

        progress = partial(echo, err=True)
        problems.update(check_links(report.dossier, report.bodies, content, today(), progress))
    if site and not report.failed:
        problems.update(site_problems(content))
    printed = print_problems(sorted(problems), form, content)
    if originals is None:
        echo("Not compared with the documents: name their folder with --originals DIR.", err=form != TEXT)
    echo(counted(problems), err=form != TEXT)
    fails = LEVELS if strict else ("error",)
    return int(not printed or any(problem.level in fails for problem in problems))


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

    report = checked(content)
    if report.dossier is None or any(map(prevents_listing, report.problems)):
        print_problems(report.problems)
        return 1
    added = or_exit(list_addresses(report.dossier, content))
    echo(f"{several(added, 'address', 'addresses')} added to {escaped(str(content / 'published.csv'))}")
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

    path = or_exit(new_page(content, FOLDER_OF[kind], title, slug, today()))
    say(f"{from_here(path)}\n{next_steps(Key(FOLDER_OF[kind], path.stem))}")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=FOLDER, metavar="FILE...")
@options(
    CONTENT,
    click.option("--slug", default="", help="Name of the page, instead of one made from the headline; for one file."),
    click.option("--dry-run", is_flag=True, help="Print the drafts, and write nothing."),
)
def import_(files: tuple[Path, ...], content: Path, slug: str, dry_run: bool) -> int:
    """Begin sources from saved articles, as text or HTML.

    MHTML, PDF, Markdown and CSV are read too. Each becomes a draft, filled in from the article; what the article does
    not state is listed as open. The article is copied to originals/ in the dossier, which git ignores, and is never
    published.
    """
    from sourcebook.desk.imports.importing import import_file
    from sourcebook.desk.imports.report import describe, next_steps
    from sourcebook.desk.name_index import NameIndex

    if slug and len(files) > 1:
        raise click.UsageError("--slug names one page: import one file at a time with it.")
    names = NameIndex(checked(content, drafts=True).dossier)
    results = [import_file(content, file, names, today(), slug, write=not dry_run) for file in files]
    problems = [result for result in results if isinstance(result, Problem)]
    imported = [result for result in results if not isinstance(result, Problem)]
    for draft in imported:
        echo(describe(draft, from_here))
        if dry_run:
            say(draft.draft.text)
    print_problems(problems)
    if imported and not dry_run:
        say(next_steps(imported, from_here(content)))
    if len(files) > 1 or dry_run:
        verb = "would be imported, and nothing was written" if dry_run else "imported"
        echo(f"{len(imported)} of {several(len(files), 'file')} {verb}.")
    return int(bool(problems))


@click.command()
@click.argument("source")
@click.argument("words")
@options(
    CONTENT,
    click.option("--originals", type=FOLDER, help="Folder of the documents, instead of originals/ in the dossier."),
    click.option("--says", default="", help="What the words say, in a full sentence of your own."),
    click.option("--by", multiple=True, help="Who speaks; without it, whoever is named beside a quotation."),
)
def claim(source: str, words: str, content: Path, originals: Path | None, says: str, by: tuple[str, ...]) -> int:
    """Write a claim into SOURCE, with WORDS copied from its document.

    Finds the place of the words, and the pages that are named there. What is still to be written has the sign "…".
    """
    from sourcebook.desk.claiming import add_claim
    from sourcebook.desk.imports.importing import ORIGINALS

    report = checked(content, drafts=True)
    if report.dossier is None:
        print_problems(report.problems)
        return 1
    added = or_exit(add_claim(content, originals or content / ORIGINALS, report.dossier, source, words, says, by))
    lines = (f"{from_here(added.path)}:{added.line}", *map(escaped, added.text.splitlines()))
    return int(not all(map(echo, lines)))


@click.command()
@click.argument("sheet", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@options(CONTENT, click.option("--to", type=click.Path(path_type=Path), help="Write the claims of the dossier there."))
def claims(sheet: Path | None, content: Path, to: Path | None) -> int:
    """Write the claims of SHEET, a CSV, into the files of their sources; with --to, write such a sheet.

    It has a row for each claim and a column for each field. Claims that have no row stay as they are, and nothing is
    written where there is a problem.
    """
    from sourcebook.desk.claim_sheet import read_sheet, write_sheet

    if to is not None and sheet is None:
        failed = write_sheet(content, to)
        print_problems(failed)
        return int(bool(failed))
    if sheet is None or to is not None:
        raise click.UsageError("Name a sheet to read, or one to write with --to.")
    found = read_sheet(content, sheet)
    problems = [problem for problem in found if isinstance(problem, Problem)]
    print_problems(problems)
    if not problems:
        say("\n".join((*map(str, found), f"{several(len(found), 'claim')} written; `sourcebook check` reads them.")))
    return int(bool(problems))


@click.command()
@click.option("--out", type=FOLDER, help="Folder to write them to; by default .schemas/, in a checkout schemas/.")
def schemas(out: Path | None) -> None:
    """Write the JSON Schemas of files and of the list of problems."""
    from sourcebook.desk.schemas import write_schemas

    out = out or (ROOT / "schemas" if (ROOT / "build.py").is_file() else Path(".schemas"))
    echo(f"{several(or_exit(write_schemas(out)), 'schema')} in {escaped(str(from_here(out)))}")


COMMANDS = (check, explain, addresses, new, import_, claim, claims, schemas)
