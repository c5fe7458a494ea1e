"""Checks a linked dossier against the editorial rules."""

from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.reader import Reader
from sourcebook.rules import RULES, PageRule, Rule
from sourcebook.rules.finding import Finding


def check(dossier: Dossier) -> list[Problem]:
    """Run the rules over the whole dossier. Returns their problems."""
    rules = [(rule, rule.beside if isinstance(rule, PageRule) else rule.check) for rule in RULES]
    return [_problem(rule, finding) for rule, run in rules if run is not None for finding in run(dossier)]


class PageChecks:
    """Rules over single pages, prepared for a dossier.

    Items (dependencies) that they read during preparation are recorded for each page.
    """

    def __init__(self, dossier: Reader) -> None:
        self._dossier = dossier
        with dossier.recording() as shared:
            self._ready = [(rule, rule.check(dossier)) for rule in RULES if isinstance(rule, PageRule)]
        self._shared = tuple(shared)

    def problems(self, key: Key) -> tuple[Problem, ...]:
        """Run the rules for single pages on a page. Returns their problems."""
        for item in self._shared:
            self._dossier.note(item)
        page = self._dossier.page(key)
        return tuple(_problem(rule, finding) for rule, check in self._ready for finding in check(page))


def _problem(rule: Rule | PageRule, finding: Finding) -> Problem:
    return Problem(finding.path, finding.place, rule.code, finding.message, finding.hint, rule.level)
