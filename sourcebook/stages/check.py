"""Check: the whole dossier in, what breaks the editorial rules out."""

from collections.abc import Collection

from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.rules import RULES, PageRule, Rule
from sourcebook.rules.finding import Finding


def check(dossier: Dossier, before: Checked | None = None, changed: Collection[Key] = ()) -> Checked:
    """Run every rule of `sourcebook.rules` over the dossier.

    With what was found `before`, when nothing but the prose of the `changed` pages was otherwise: only the rules over
    single pages run, on those.
    """
    ready = [(rule, rule.check(dossier)) for rule in RULES if isinstance(rule, PageRule)]
    found = (
        (key, tuple(_problem(rule, found) for rule, run in ready for found in run(dossier.pages[key])))
        for key in (dossier.pages if before is None else changed)
    )
    pages = {key: problems for key, problems in found if problems}
    if before is not None:
        return Checked(
            before.whole, {**{key: each for key, each in before.pages.items() if key not in changed}, **pages}
        )
    checks = [(rule, rule.beside if isinstance(rule, PageRule) else rule.check) for rule in RULES]
    whole = (_problem(rule, found) for rule, run in checks if run is not None for found in run(dossier))
    return Checked(tuple(whole), pages)


def _problem(rule: Rule | PageRule, found: Finding) -> Problem:
    return Problem(found.path, found.place, rule.code, found.message, found.hint, rule.level)
