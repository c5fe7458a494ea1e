"""Checks: the editorial rules over the whole dossier, and as tasks over single pages."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from sourcebook.build.load import Loaded, in_order, lowered
from sourcebook.build.make import make
from sourcebook.build.task import Task, TaskResult
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import Identity, OutputFile
from sourcebook.model.problem import Problem
from sourcebook.model.reader import Reader
from sourcebook.rules.checking import PageChecks
from sourcebook.stages.check import check

if TYPE_CHECKING:
    from sourcebook.build.plan import BuildPlan


def check_whole(dossier: Dossier) -> tuple[Problem, ...]:
    """What the rules over the whole dossier find."""
    return tuple(check(dossier))


def check_tasks(dossier: Dossier, reader: Reader) -> list[Task]:
    """A task for each page: the rules over single pages, on that page."""
    checks = PageChecks(reader)
    return [Task(str(key), partial(checks.problems, key)) for key in dossier.pages]


def run_checks(
    plan: "BuildPlan", loaded: Loaded, workers: int
) -> tuple[tuple[Problem, ...], Sequence[TaskResult]]:
    """All problems of a dossier, sorted, and the results of the checks that ran."""
    results = make(plan.checks.tasks, plan.reader, _NoStore(), workers)
    by_page = chain.from_iterable(each.problems for each in (*plan.checks.carried.values(), *results))
    found = lowered((*plan.whole, *by_page), loaded.drafts)
    return in_order((*loaded.problems, *found)), results


class _NoStore:
    """Checks make no files."""

    def put(self, file: OutputFile) -> Identity | None:
        raise AssertionError(file.path)
