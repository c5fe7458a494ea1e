"""Command line of the program: build, serve, and the commands for editors.

Exit codes: 0 done, 1 problems, 2 wrong usage.
"""

import gc
import os
import re
import time
from functools import partial
from pathlib import Path
from typing import Any

import click

import sourcebook
from sourcebook.cli.shared import (
    CONTENT,
    FOLDER,
    FORMAT,
    ROOT,
    TEXT,
    caches,
    options,
    print_problems,
    say,
    template_problem,
    web,
)
from sourcebook.desk.commands import from_here
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.files import output_of
from sourcebook.model.problem import Problem, counted


class _BuildFirst(click.Group):
    """Command group that builds when no subcommand is given. `serve` is the former name of `preview`."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = "preview" if cmd_name == "serve" else cmd_name
        return self.commands.get(name) or self._all().get(name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._all())

    def _all(self) -> dict[str, click.Command]:
        """All commands, with those for editors, which a build does without."""
        from sourcebook.cli import desk, dossier, releases

        commands = (*desk.COMMANDS, *dossier.COMMANDS, *releases.COMMANDS)
        return {**self.commands, **{str(command.name): command for command in commands}}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in (*ctx.help_option_names, "--version")):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.version_option(sourcebook.__version__, prog_name="sourcebook", message="%(prog)s %(version)s")
@click.group(cls=_BuildFirst, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Turn a folder of written-up documents into a documentary site.

    Without a command: build. Exit code 0: done; 1: problems, each on a line of its own; 2: wrong usage.
    """


YOUNG_ALONE = (20_000, 50, 100_000)
"""Thresholds of the garbage collector: only young objects are collected, so that the parsed dossier is not searched."""

OUT = click.option("--out", type=FOLDER, help="The output folder; by default site/ beside site.toml.")
ADDRESS = click.option("--address", help="The site's address, instead of that of site.toml.")
REPORT = click.option("--report", help="Where readers report an error: an https: or mailto: address.")
NOINDEX = click.option("--noindex", is_flag=True, help="Ask search engines to leave this build out.")
CARDS = click.option("--no-cards", "cards", flag_value=False, default=True, help="Draw no pictures for sharing.")
SEARCH = click.option("--no-search", "full_text", flag_value=False, default=True, help="Do not index the full text.")
FOR_DISK = click.option("--for-disk", is_flag=True, help="Make links that work when the site is opened from a folder.")
QUIET = click.option("-q", "--quiet", is_flag=True, help="Print problems alone.")
VERBOSE = click.option("-v", "--verbose", is_flag=True, help="Print how long each stage takes.")
EXPLAIN = click.option("--explain", is_flag=True, help="Print why each file was written or removed.")
WORKERS = click.option("--workers", type=click.IntRange(1, 64), help="Number of processes.")
VERIFY = click.option("--verify", is_flag=True, help="Build in different environments and compare; --out is not used.")
PYTHONS = click.option(
    "--with", "pythons", multiple=True, metavar="PYTHON", help="Verify with this Python too; it must have the packages."
)


@main.command()
@options(
    CONTENT, OUT, ADDRESS, REPORT, NOINDEX, FOR_DISK, CARDS, SEARCH, QUIET, VERBOSE, EXPLAIN, WORKERS, FORMAT, VERIFY,
    PYTHONS,
)  # fmt: skip
def build(content: Path, verify: bool, pythons: tuple[str, ...], **settings: Any) -> int:
    """Build the site. Nothing in the output folder changes where there is an error."""
    settings["out"] = settings["out"] or from_here(output_of(content))
    settings |= {"address": web("address", settings["address"]), "report": web("report", settings["report"])}
    return _verified(content, pythons, settings) if verify else _built(content, **settings)


def _built(
    content: Path, out: Path, quiet: bool, verbose: bool, explain: bool, workers: int | None, form: str, **settings: Any
) -> int:
    from sourcebook.build.options import BuildOptions, Progress, Report
    from sourcebook.build.pipeline import build as run_build
    from sourcebook.cache.workers import count
    from sourcebook.cli.summary import explained, summary

    started = time.perf_counter()
    os.umask(0o022)  # a host serves the files as another account
    progress = Progress(None if quiet else partial(echo, err=True), timings=verbose)
    chosen = BuildOptions(ROOT, content, out, workers=workers or count(), progress=progress, **settings)
    try:
        report = run_build(chosen, caches(content))
    except Exception as error:  # noqa: BLE001 - raised again unless a template is to blame
        report = Report((template_problem(error, content),))
    is_text = form == TEXT
    print_problems(
        report.problems if is_text else [_outside(problem, out) for problem in report.problems], form, content
    )
    if report.failed:
        state = f"{escaped(str(out))} {'is unchanged' if out.exists() else 'was not made'}."
        echo(f"Not built: {counted(report.problems)}. {state}", err=True)
        return 1
    if explain:
        echo(explained(report), err=not is_text)
    if not quiet:
        say(summary(report, time.perf_counter() - started, out, chosen.left_out), err=not is_text)
    return 0


@main.command()
@options(CONTENT, ADDRESS)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option(
    "--host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="Let other machines read the preview, at this name and at this machine's addresses.",
)
@click.option("--poll", is_flag=True, help="Look for saves ten times a second, where the system tells of none.")
def preview(content: Path, address: str | None, port: int, hosts: tuple[str, ...], poll: bool) -> int:
    """Preview on this machine, rebuilt on each save; problems show in the browser."""
    from sourcebook.preview.server import serve as run_server

    if wrong := next((host for host in hosts if not re.fullmatch(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]", host)), None):
        raise click.UsageError(f"--host {wrong}: give a name or an address alone, such as mybox.local")
    return run_server(ROOT, content, port, web("address", address), hosts=hosts, poll=poll)


def run() -> int:
    """Run the command line. Returns its exit code: 0, 1 problems, 2 usage, 130 Ctrl-C."""
    gc.set_threshold(*YOUNG_ALONE)
    try:
        return int(main.main(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        _print_usage(error)
        return 2
    except ChildProcessError as error:
        echo(f"Not built: {error}, perhaps for lack of memory. Try --workers 1.", err=True)
        return 1
    except OSError as error:
        name = escaped(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else "A file"
        echo(f"{name}: cannot be read or written: {error.strerror or error}", err=True)
        return 1


def _print_usage(error: click.ClickException) -> None:
    context = getattr(error, "ctx", None)
    if context is not None:
        echo(f"{context.get_usage()}\nTry '{context.command_path} --help' for help.\n", err=True)
    echo(f"Error: {escaped(error.format_message())}", err=True)


def _verified(content: Path, pythons: tuple[str, ...], settings: dict[str, Any]) -> int:
    """Build several times in different environments and compare the output."""
    from sourcebook.build.verify import surroundings, verify

    words = {"cards": "no-cards", "full_text": "no-search", "noindex": "noindex", "for_disk": "for-disk"}
    arguments = [f"--{word}" for name, word in words.items() if settings[name] != word.startswith("no-")]
    arguments += [part for name in ("address", "report") if settings[name] for part in (f"--{name}", settings[name])]
    verdict = verify(ROOT, content, arguments, surroundings(pythons))
    for fault in verdict.faults:
        echo(fault, err=True)
    if not verdict.faults:
        echo(f"The same {verdict.files} files in {len(verdict.runs)} builds: {'; '.join(verdict.runs)}")
        echo(f"sha256 {verdict.digest}")
    return int(bool(verdict.faults))


def _outside(problem: Problem, out: Path) -> Problem:
    """A problem with an absolute path if it is outside the dossier.

    That is, of the output or of a template.
    """
    if problem.path.startswith("templates/"):
        return problem._replace(path=str(ROOT / problem.path))
    if problem.code in ("OUT", "WRITE") and Path(problem.path).is_relative_to(out):
        return problem._replace(path=str(Path(problem.path).absolute()))
    return problem
