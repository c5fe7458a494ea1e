"""The first half of a build: read, parse, link, check."""

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from sourcebook.bodies import Shelf
from sourcebook.memory import Memory
from sourcebook.model.checked import Checked
from sourcebook.model.files import SourceFile
from sourcebook.model.problem import Problem
from sourcebook.order import Result
from sourcebook.progress import SILENT, Progress
from sourcebook.stages.read import read


def examine(content: Path, memory: Memory | None = None, workers: int = 1) -> Result:
    """Read, parse, link and check the dossier in `content`."""
    files, problems = read(content)
    return examine_files(files, problems, memory or Memory(), workers, Shelf(), SILENT, drafts=False)[0]


def examine_files(
    files: Sequence[SourceFile],
    problems: list[Problem],
    memory: Memory,
    workers: int,
    shelf: Shelf,
    progress: Progress,
    *,
    drafts: bool,
    first: Callable[[], object] = lambda: None,
) -> tuple[Result, Checked, dict[str, bytes]]:
    """The result without files, what the rules found, and the faces of the entries.

    Where `drafts` are shown, what is wrong with them is a warning. `first` is what this process does before it parses.
    """
    from sourcebook.parsing import parse_all
    from sourcebook.stages.check import check
    from sourcebook.stages.link import link

    with progress.stage("parse", len(files)):
        parsed = parse_all(files, memory, workers, shelf, first)
    problems = problems + [problem for problem in parsed.problems if drafts or problem.level == "error"]
    checked = Checked((), {})
    if parsed.tables is None:
        return Result(in_order(problems)), checked, {}
    unfinished = {entry.path for entry in parsed.entries if entry.head.draft}
    with progress.stage("link"):
        dossier, found = link(parsed.entries, parsed.tables, parsed.broken, drafts=drafts)
    problems += lowered(found, unfinished)
    if not any(problem.level == "error" for problem in problems):
        with progress.stage("check"):
            checked = check(dossier)
        problems += lowered(checked.problems, unfinished)
    return Result(in_order(problems), dossier), checked, parsed.faces


def lowered(problems: Iterable[Problem], unfinished: Collection[str]) -> list[Problem]:
    """The same problems, those of unfinished files as warnings."""
    return [problem._replace(level="warning") if problem.path in unfinished else problem for problem in problems]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted, each once."""
    return tuple(sorted(dict.fromkeys(problems)))
