"""Checking runs every rule over the whole dossier, and says of each finding what rule it breaks and how gravely."""

from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.stages.check import PageChecks, check
from tests.dossiers import SKERRY, Changes, reader


def checked(changes: Changes | None = None) -> list[Problem]:
    """What all rules find: those over the whole dossier, then those over single pages."""
    dossier = reader(changes)
    checks = PageChecks(dossier)
    whole = check(dossier.whole().dossier)
    return [*whole, *(problem for key in dossier.keys("") for problem in checks.problems(key))]


LAMP = SKERRY["topics/lamp.md"]


def test_what_rules_read_beforehand_is_noted_for_each_page() -> None:
    dossier = reader()
    checks = PageChecks(dossier)
    with dossier.recording() as asked:
        checks.problems(Key("pages", "limits"))
    assert {item.kind for item in asked} >= {"terms", "titles"}
