"""The first half of a build: read, parse, link, check."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from sourcebook.bodies import Shelf
from sourcebook.house import words_file
from sourcebook.memory import Memory
from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import SourceFile
from sourcebook.model.problem import START, Problem
from sourcebook.order import Result
from sourcebook.progress import SILENT, Progress
from sourcebook.stages.read import read

ROOT = Path(__file__).resolve().parent.parent


def examine(content: Path, memory: Memory | None = None, workers: int = 1, root: Path = ROOT) -> Result:
    """Read, parse, link and check the dossier in `content`: whatever keeps a build from making its pages is found."""
    files, problems = read(content)
    return examine_files(files, problems, memory or Memory(), workers, Shelf(), SILENT, root, drafts=False)[0]


def examine_files(
    files: Sequence[SourceFile],
    problems: list[Problem],
    memory: Memory,
    workers: int,
    shelf: Shelf,
    progress: Progress,
    root: Path,
    *,
    drafts: bool,
    first: Callable[[], object] = lambda: None,
) -> tuple[Result, Checked, dict[str, bytes]]:
    """The result without files, what the rules found, and the faces of the entries.

    `root` holds the templates. Where `drafts` are shown, what is wrong with them is a warning. `first` is what this
    process does before it parses.
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
    problems += unspoken(dossier, root)
    return Result(in_order(problems), dossier), checked, parsed.faces


def unspoken(dossier: Dossier, root: Path) -> Iterator[Problem]:
    """A problem where the interface has no words in the dossier's language."""
    language = dossier.tables.settings.language
    if words_file(root, language) is None:
        hint = f"translate templates/words/en.toml into {language}.toml beside it"
        yield Problem("site.toml", START, "LANGUAGE", f"the interface has no words in '{language}'", hint)


def lowered(problems: Iterable[Problem], unfinished: Collection[str]) -> list[Problem]:
    """The same problems, those of unfinished files as warnings."""
    return [problem._replace(level="warning") if problem.path in unfinished else problem for problem in problems]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted, each once."""
    return tuple(sorted(dict.fromkeys(problems)))
