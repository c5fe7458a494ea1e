"""Commands for releases: release, verify, compare."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import click

from sourcebook.cli.shared import CONTENT, FOLDER, ROOT, caches, options, or_exit, print_problems, say, web
from sourcebook.desk.commands import from_here
from sourcebook.desk.terminal import echo
from sourcebook.model.files import OutputFile
from sourcebook.model.problem import several

RELEASE = click.Path(path_type=Path, exists=True)


@click.command()
@options(
    CONTENT,
    click.option("--to", type=FOLDER, default=Path("dist"), show_default=True, help="Folder of the archive."),
    click.option("--since", type=RELEASE, help="The last release, if it is not in that folder."),
    click.option("--address", help="The site's address, instead of that of site.toml."),
    click.option("--report", help="Where readers report an error: an https: or mailto: address."),
    click.option("--book", "with_book", is_flag=True, help="Add the book, as EPUB and PDF, in the folder book/."),
)
def release(
    content: Path, to: Path, since: Path | None, address: str | None, report: str | None, with_book: bool
) -> int:
    """Write a release: an archive of the site to open from a disk, to deposit and to cite.

    Its version is the day of the last change. Unless nothing changed, it is listed in releases.toml, with what changed
    since the last one. It has metadata for archives (RO-Crate, DataCite, Zenodo, CITATION.cff) and digests of its
    files. Nothing is written if what was published changed without a correction.
    """
    from sourcebook.build.book import books
    from sourcebook.build.editions import edition_files, without_typst
    from sourcebook.build.options import BuildOptions
    from sourcebook.build.release import release as write_release

    def further(version: str) -> Iterator[OutputFile]:
        made, _ = books(chosen, caches(content), version=version)
        return (file._replace(path=f"book/{file.path}") for file in map(or_exit, edition_files(made)))

    if with_book and (missing := without_typst()):
        or_exit(missing)
    chosen = BuildOptions(ROOT, content, to, address=web("address", address), report=web("report", report))
    archive, problems = write_release(chosen, to, since, *([further] if with_book else []))
    print_problems(problems)
    if archive is None:
        return 1
    say(f"{from_here(archive)} ({archive.stat().st_size / 1e6:.1f} MB)")
    return 0


@click.command()
@options(
    CONTENT,
    click.option("--to", type=FOLDER, default=Path("dist"), show_default=True, help="Folder of the books."),
    click.option("--topics", is_flag=True, help="Make a book of each topic, too."),
    click.option("--format", "forms", type=click.Choice(["epub", "pdf"]), multiple=True, default=("epub", "pdf"),
                 help="One of the two forms, instead of both."),
)  # fmt: skip
def book(content: Path, to: Path, topics: bool, forms: tuple[str, ...]) -> int:
    """Make a book of the record, as EPUB and PDF: to read on devices and on paper.

    Its parts are the topics, the claims of each document, questions, what does not fit, notes, the timeline, the map,
    references and an index of names.
    """
    from sourcebook.build.book import books
    from sourcebook.build.editions import write_editions
    from sourcebook.build.options import BuildOptions

    made, problems = books(BuildOptions(ROOT, content, to), caches(content), topics=topics)
    print_problems(problems)
    for path in map(or_exit, write_editions(made, to, forms)):
        say(f"{from_here(path)} ({path.stat().st_size / 1e6:.1f} MB)")
    return int(any(problem.level == "error" for problem in problems))


@click.command()
@click.argument("path", type=RELEASE)
def verify(path: Path) -> int:
    """Compare a release, an archive or its folder, with the digests that it was published with."""
    from sourcebook.build.comparison import read_release, verify_release

    files = or_exit(read_release(path))
    problems = list(verify_release(str(path), files))
    print_problems(problems)
    if not problems:
        echo(f"{several(len(files) - 1, 'file')} as published")
    return int(bool(problems))


@click.command()
@click.argument("old", type=RELEASE)
@click.argument("new", type=RELEASE)
@click.option("--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def compare(old: Path, new: Path, form: str) -> int:
    """Print what changed between two releases: pages, claims, questions, standings, notes, cell by cell."""
    from msgspec import json, structs

    from sourcebook.build.comparison import changes, in_words, read_release, state_of
    from sourcebook.model.releases import Change

    found = list(changes(*(state_of(or_exit(read_release(path))) for path in (old, new))))
    if form == "json":
        echo(json.format(json.encode(found), indent=1) + b"\n")
    elif form == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([Change.__struct_fields__, *map(structs.astuple, found)])
        echo(text.getvalue(), end="")
    else:
        say("\n".join(map(in_words, found)) or "No page and no claim differs.")
    return 0


COMMANDS = (release, book, verify, compare)
