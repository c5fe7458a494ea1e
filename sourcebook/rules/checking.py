"""The rules over single pages, made ready for a dossier."""

from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.model.reader import Reader
from sourcebook.rules import RULES, PageRule, Rule
from sourcebook.rules.finding import Finding


class PageChecks:
    """What they need of the dossier to be made ready is asked for by each page anew: all depend on it."""

    def __init__(self, dossier: Reader) -> None:
        self._dossier = dossier
        with dossier.recording() as shared:
            self._ready = [(rule, rule.check(dossier)) for rule in RULES if isinstance(rule, PageRule)]
        self._shared = tuple(shared)

    def problems(self, key: Key) -> tuple[Problem, ...]:
        """What they find on a page."""
        for item in self._shared:
            self._dossier.note(item)
        page = self._dossier.page(key)
        return tuple(problem_of(rule, finding) for rule, check in self._ready for finding in check(page))


def problem_of(rule: Rule | PageRule, finding: Finding) -> Problem:
    """A finding as a problem under its rule's code."""
    return Problem(finding.path, finding.place, rule.code, finding.message, finding.hint, rule.level)
