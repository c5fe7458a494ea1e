"""Check: the whole dossier in, what breaks the editorial rules over the whole out."""

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import Problem
from sourcebook.rules import RULES, PageRule
from sourcebook.rules.checking import problem_of


def check(dossier: Dossier) -> list[Problem]:
    """Run every rule over the dossier as a whole; those over single pages are `rules.checking.PageChecks`."""
    rules = [(rule, rule.beside if isinstance(rule, PageRule) else rule.check) for rule in RULES]
    return [problem_of(rule, finding) for rule, run in rules if run is not None for finding in run(dossier)]
