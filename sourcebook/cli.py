"""Arguments in, problems and a summary printed, exit code out: 0 built, 1 problems, 2 usage."""

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from sourcebook.model.problem import Problem

ROOT = Path(__file__).resolve().parent.parent
FOLDER = click.Path(path_type=Path)


class _BuildFirst(click.Group):
    """A group in which no subcommand means build."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_BuildFirst, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn a folder of written-up documents into a documentary site.

    Without a command: build. Exit code 0: done; 1: problems, each on a line of its own; 2: wrong usage.
    """


def _options(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(command: Any) -> Any:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


CONTENT = click.option("--content", type=FOLDER, default=ROOT / "content", help="The dossier's folder.")
OUT = click.option("--out", type=FOLDER, default=ROOT / "site", help="The output folder.")
ADDRESS = click.option("--address", help="The site's address, instead of that of site.toml.")
REPORT = click.option("--report", help="Where readers report an error: an https: or mailto: address.")
NOINDEX = click.option("--noindex", is_flag=True, help="Ask search engines to leave this build out.")
CARDS = click.option("--no-cards", "cards", flag_value=False, default=True, help="Draw no pictures for sharing.")
SEARCH = click.option("--no-search", "full_text", flag_value=False, default=True, help="Index no full text.")
FOR_DISK = click.option("--for-disk", is_flag=True, help="Make links that work when the site is opened from a folder.")


@main.command()
@_options(CONTENT, OUT, ADDRESS, REPORT, NOINDEX, FOR_DISK, CARDS, SEARCH)
def build(content: Path, out: Path, **settings: Any) -> int:
    """Build the site. Nothing in the output folder changes where there is an error."""
    from sourcebook.pipeline import Order
    from sourcebook.pipeline import build as run_build

    _require_web(settings)
    started = time.perf_counter()
    result = run_build(Order(ROOT, content, out, **settings))
    _print(result.problems)
    if result.failed or result.dossier is None:
        click.echo(f"Not built: {_counted(result.problems)}. {_unchanged(out)}", err=True)
        return 1
    from sourcebook.summary import summary

    click.echo(summary(result.dossier, result.problems, time.perf_counter() - started, out))
    return 0


@main.command()
@CONTENT
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--originals", type=FOLDER, help="The documents themselves, to hold words, digits and digests to them.")
def check(content: Path, strict: bool, originals: Path | None) -> int:
    """Check the dossier and build nothing."""
    from sourcebook.desk.originals import verify
    from sourcebook.pipeline import examine

    result = examine(content)
    problems = list(result.problems)
    if result.dossier is not None and originals is not None:
        problems = sorted({*problems, *verify(result.dossier, originals)})
    _print(problems)
    if originals is None:
        click.echo("Not held to the documents themselves: name their folder with --originals DIR.")
    click.echo(_counted(problems))
    return int(bool(problems) if strict else any(problem.level == "error" for problem in problems))


@main.command()
@CONTENT
def addresses(content: Path) -> int:
    """Add all addresses that are published now to addresses.txt, to be kept alive from now on."""
    from sourcebook.desk.addresses import list_addresses
    from sourcebook.pipeline import examine

    result = examine(content)
    if result.failed or result.dossier is None:
        _print(result.problems)
        return 1
    click.echo(f"{list_addresses(result.dossier, content)} added to {content / 'addresses.txt'}")
    return 0


@main.command()
@CONTENT
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
def serve(content: Path, port: int) -> int:
    """Preview on 127.0.0.1, rebuilt on each save; problems show in the browser."""
    from sourcebook.preview.server import serve as run_server

    return run_server(ROOT, content, port)


def run() -> int:
    """The command line's exit code."""
    try:
        return int(main.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show()
        return 2


def _require_web(settings: dict[str, Any]) -> None:
    address, report = settings["address"], settings["report"]
    if address and not address.startswith(("https://", "http://")):
        raise click.UsageError(f"--address must begin with https:// or http://, not '{address}'")
    if report and not report.startswith(("https://", "http://", "mailto:")):
        raise click.UsageError(f"--report must begin with https://, http:// or mailto:, not '{report}'")


def _print(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(f"{problem}", file=sys.stderr)


def _unchanged(out: Path) -> str:
    return f"{out} is as it was." if out.exists() else f"{out} was not made."


def _counted(problems: Iterable[Problem]) -> str:
    levels = [problem.level for problem in problems]
    return ", ".join(
        f"{levels.count(level)} {level}{'' if levels.count(level) == 1 else 's'}" for level in ("error", "warning")
    )
