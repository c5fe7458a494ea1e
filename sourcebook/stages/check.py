"""Check: the whole dossier in, what breaks the editorial rules out."""

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import Problem
from sourcebook.rules import RULES


def check(dossier: Dossier) -> list[Problem]:
    """Run every rule of `sourcebook.rules` over the dossier."""
    return [
        Problem(finding.path, finding.place, rule.code, finding.message, finding.hint, rule.level)
        for rule in RULES
        for finding in rule.check(dossier)
    ]
