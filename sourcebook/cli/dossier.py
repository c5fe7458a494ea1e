"""Commands on a dossier as a whole: init, theme."""

import re
from pathlib import Path
from shlex import quote

import click

from sourcebook.cli.shared import (
    CONTENT,
    FOLDER,
    ROOT,
    checked,
    options,
    or_exit,
    print_problems,
    today,
)
from sourcebook.desk.commands import as_typed, from_here
from sourcebook.model.files import OWN_THEME
from sourcebook.model.problem import did_you_mean, several


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
    begun = begin(folder, Given(named, language, address, today()), ROOT, example=example)
    if isinstance(begun, list):
        print_problems(begun)
        return 1
    dossier = checked(folder).dossier
    if dossier is not None and not example:
        or_exit(list_addresses(dossier, folder))
    kept = f", {several(len(begun.kept), 'file')} kept: {', '.join(begun.kept)}" if begun.kept else ""
    click.echo(f"{several(len(begun.written), 'file')} written into {from_here(folder)}{kept}")
    click.echo(f"Next       cd {quote(str(from_here(folder)))} && {as_typed('sourcebook preview', ROOT)}")
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

    files = read_theme_files(ROOT)
    own = content / OWN_THEME
    if file is None:
        for path in files:
            click.echo(f"{'*' if (own / path).exists() else ' '} {path}")
        return
    path = file if file.startswith(("assets/", "templates/")) else f"templates/{file}"
    if path not in files:
        raise click.UsageError(f"No such file: {file}. {did_you_mean(path, files).capitalize()}".strip())
    if printed:
        click.echo(files[path], nl=False)
        return
    or_exit(copy_theme_file(content, path, files[path]))
    click.echo(from_here(own / path))


COMMANDS = (init, theme)
