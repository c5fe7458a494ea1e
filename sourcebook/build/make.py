"""Make: run tasks in worker processes; they store files and record dependencies."""

from collections.abc import Callable, Collection, Sequence
from itertools import islice

from sourcebook.build.options import BuildOptions
from sourcebook.build.task import Task, TaskResult, run_task
from sourcebook.cache.workers import start
from sourcebook.model.files import Identity, Tree
from sourcebook.model.reader import Reader
from sourcebook.output.staging import Store

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
