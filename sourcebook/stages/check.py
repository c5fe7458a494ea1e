"""Check: the whole dossier in, what breaks the editorial rules out."""

from collections.abc import Collection

from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
from sourcebook.model.reader import Reader
from sourcebook.rules import RULES, PageRule
from sourcebook.rules.checking import PageChecks, problem_of


def check(dossier: Dossier, before: Checked | None = None, changed: Collection[Key] = ()) -> Checked:
    """Run every rule of `sourcebook.rules` over the dossier.

    With what was found `before`, when nothing but the prose of the `changed` pages was otherwise: only the rules over
    single pages run, on those.
    """
    checks = PageChecks(Reader(Lookup(dossier)))
    found = ((key, checks.problems(key)) for key in (dossier.pages if before is None else changed))
    pages = {key: problems for key, problems in found if problems}
    if before is not None:
        return Checked(
            before.whole, {**{key: each for key, each in before.pages.items() if key not in changed}, **pages}
        )
    rules = [(rule, rule.beside if isinstance(rule, PageRule) else rule.check) for rule in RULES]
    whole = (problem_of(rule, found) for rule, run in rules if run is not None for found in run(dossier))
    return Checked(tuple(whole), pages)
