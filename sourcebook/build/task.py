"""Tasks: the units of work of a build, and their results."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from sourcebook.exports.fulltext import text_digest
from sourcebook.model.characters import faults_of_output
from sourcebook.model.files import Identity, OutputFile
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
