"""Tasks: the units of work of a build, and their results."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from msgspec import Struct

from sourcebook.build.options import BuildOptions
from sourcebook.cache.workers import start
from sourcebook.exports.fulltext import text_digest
from sourcebook.model.characters import faults_of_output
from sourcebook.model.files import Identity, OutputFile, Tree
from sourcebook.model.item_digests import pruned
from sourcebook.model.items import Item
from sourcebook.model.problem import START, Problem
from sourcebook.model.reader import Reader
from sourcebook.output.staging import Store

FULL_TEXT = "full text"
"""Name of the task that is planned after all pages are made."""

TEXTS = (
    ".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".txt", ".bib", ".ris", ".webmanifest", "_headers",
)  # fmt: skip
INDEX = "pagefind/"


class Task(Struct, frozen=True):
    """Unit of work that can run by itself: a page, an export, a card, a page's checks.

    `make` yields files of the output, or problems. `path`: the one file that it makes, if known before. `late`: True if
    it may wait until all pages are made, since no other task reads its files.
    """

    name: str
    make: Callable[[], Iterable[OutputFile | Problem]]
    path: str = ""
    late: bool = False


class TaskResult(Struct, frozen=True):
    """Result of a task: paths of its files, problems, and its dependencies (`asked`).

    `same`: stat signatures of its files that the output already has with equal bytes. `text`: digest of the text that a
    page gives to the full-text index.
    """

    name: str
    files: tuple[str, ...]
    same: dict[str, Identity]
    problems: tuple[Problem, ...]
    asked: tuple[Item, ...]
    text: bytes = b""


def gate(made: OutputFile | Problem) -> OutputFile | Problem:
    """The last gate of the output: a problem instead of a file that has what no text may have."""
    if isinstance(made, Problem) or not made.path.endswith(TEXTS) or made.path.startswith(INDEX):
        return made
    fault = faults_of_output(made.data)
    hint = "look for it in this file and in those that it names"
    return Problem(made.origin, START, "ENCODING", f"{made.path} would contain {fault}", hint) if fault else made


def run_task(task: Task, reader: Reader, store: Store) -> TaskResult:
    """Run one task in this process: store its files, and record what it reads."""
    files: list[str] = []
    same: dict[str, Identity] = {}
    problems: list[Problem] = []
    text = b""
    with reader.recording() as asked:
        for result in map(gate, task.make()):
            if isinstance(result, Problem):
                problems.append(result)
                continue
            files.append(result.path)
            if (identity := store.put(result)) is not None:
                same[result.path] = identity
            if result.path == task.path:
                text = text_digest(result.data)
    return TaskResult(task.name, tuple(files), same, tuple(problems), pruned(asked), text)


WORTH_SHARING = 50
"""Number of tasks from which worker processes pay."""

MOST_AT_A_TIME, TURNS = 16, 16
"""Most tasks handed out together, fewer where a process would get less than this number of turns."""


def make(
    tasks: Sequence[Task],
    reader: Reader,
    store: Store,
    workers: int,
    pages_made: Callable[[Sequence[TaskResult]], None] = lambda results: None,
    options: BuildOptions | None = None,
) -> list[TaskResult]:
    """Run tasks. Returns their results, in the order in which the tasks were run.

    `pages_made` is called with the results of all tasks that are not `late`, before the first late one is finished. An
    exception caused by a template becomes, with `options`, a problem of its task; any other is raised. Tasks that make
    several files come first, so that no process waits long for another one at the end.
    """
    ordered = sorted(tasks, key=lambda task: (task.late, bool(task.path)))
    early = sum(not task.late for task in ordered)
    shared = workers if len(ordered) >= WORTH_SHARING else 1

    def job(number: int) -> TaskResult:
        try:
            return run_task(ordered[number], reader, store)
        except Exception as error:
            from sourcebook.build.template_errors import template_error

            if options is None or (problem := template_error(error, options.root, options.own_theme)) is None:
                raise
            return TaskResult(ordered[number].name, (), {}, (problem,), ())

    chunk = max(1, min(MOST_AT_A_TIME, len(ordered) // (shared * TURNS)))
    with start(job, len(ordered), shared, chunk) as results:
        made = list(islice(results, early))
        pages_made(made)
        return made + list(results)


def kept_files(files: Collection[str], made: Sequence[TaskResult], tree: Tree) -> dict[str, Identity]:
    """Files of the output that publishing keeps, with their stat signatures.

    Those carried over, with signatures from `tree` (the output as it is), and those made anew with equal bytes.
    """
    new = {path for result in made for path in result.files}
    same = {path: which for result in made for path, which in result.same.items()}
    return {path: tree[path] for path in files if path not in new} | same
