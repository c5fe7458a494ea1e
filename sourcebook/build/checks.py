"""Checks: run the editorial rules, over the whole dossier and as tasks over pages."""

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain

from sourcebook.build.load import Loaded, in_order, lowered
from sourcebook.build.task import Task, TaskResult, make
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import Identity, OutputFile
from sourcebook.model.lookup import Lookup
from sourcebook.model.problem import Problem
from sourcebook.model.reader import Reader
from sourcebook.stages.check import PageChecks, check

FEW = 400
"""Number of pages whose rules take no longer than starting processes for them: 0.1 s."""


def check_tasks(dossier: Dossier, reader: Reader) -> list[Task]:
    """Make one task for each page, which runs the rules for single pages on it."""
    checks = PageChecks(reader)
    return [Task(str(key), partial(checks.problems, key)) for key in dossier.pages]


def check_all(loaded: Loaded, workers: int) -> tuple[Problem, ...]:
    """Run all rules over a dossier, without results of earlier builds.

    Returns all problems, those of loading too, sorted.
    """
    reader = Reader(Lookup(loaded.dossier), loaded.bodies)
    tasks = check_tasks(loaded.dossier, reader)
    results = run_checks(tasks, reader, workers if len(tasks) > FEW else 1)
    return all_problems(loaded, chain(check(loaded.dossier), *(result.problems for result in results)))


def run_checks(tasks: Sequence[Task], reader: Reader, workers: int) -> list[TaskResult]:
    """Run tasks of `check_tasks`. Returns their results."""
    return make(tasks, reader, _NoStore(), workers)


def all_problems(loaded: Loaded, reported: Iterable[Problem], *, deploys: bool = False) -> tuple[Problem, ...]:
    """Merge the problems of loading with those `reported` by rules, sorted.

    Errors in drafts become warnings, and a change without correction an error if the build `deploys` the site.
    """
    problems = in_order((*loaded.problems, *lowered(reported, loaded.drafts)))
    if not deploys:
        return problems
    return tuple(problem._replace(level="error") if problem.code == "CHANGED" else problem for problem in problems)


class _NoStore:
    """Refuses files: checks make none."""

    def put(self, file: OutputFile) -> Identity | None:
        raise AssertionError(file.path)
