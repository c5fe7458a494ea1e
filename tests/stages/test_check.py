"""Checking runs every rule over the whole dossier, and says of each finding what rule it breaks and how gravely."""

import pytest

from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key
from sourcebook.model.problem import Level, Place, Problem
from sourcebook.rules import RULES, Rule
from sourcebook.rules.finding import Finding
from sourcebook.stages.check import PageChecks, check
from tests.dossiers import REPORT, SKERRY, Changes, linked, page, reader


def checked(changes: Changes | None = None) -> list[Problem]:
    """What all rules find: those over the whole dossier, then those over single pages."""
    dossier = reader(changes)
    checks = PageChecks(dossier)
    whole = check(dossier.whole().dossier)
    return [*whole, *(problem for key in dossier.keys("") for problem in checks.problems(key))]


def test_a_sound_dossier_breaks_no_rule() -> None:
    assert checked() == []


def test_a_finding_takes_code_and_level_of_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def every_page(dossier: Dossier) -> list[Finding]:
        paths = [page.entry.path for page in dossier.pages.values()]
        return [Finding(path, Place(3, 4), "is there", "take it away") for path in paths[:2]]

    levels: dict[str, Level] = {"ONE": "error", "TWO": "warning"}
    rules = tuple(Rule(code, level, every_page) for code, level in levels.items())
    monkeypatch.setattr("sourcebook.stages.check.RULES", rules)
    paths = ("organisations/courier.md", "pages/about.md")
    assert check(linked()[0]) == [
        Problem(path, Place(3, 4), code, "is there", "take it away", level)
        for code, level in levels.items()
        for path in paths
    ]


def test_codes_are_distinct() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.check for rule in RULES}) == len(RULES)


LISTED = SKERRY["addresses.txt"]
LAMP = SKERRY["topics/lamp.md"]
BREACHES: dict[str, tuple[str, Changes]] = {
    "PARAGRAPH": ("error", {"sources/lamp-relit.md": REPORT.replace("paragraphs: 2", "paragraphs: 3")}),
    "DIGITS": ("error", {"sources/lamp-relit.md": REPORT.replace("[27 metres]", "[metres high]")}),
    "ECHO": ("error", {"sources/lamp-relit.md": REPORT.replace("value: 27", "value: 28")}),
    "NUMBER": ("error", {"topics/lamp.md": LAMP.replace("27 metres", "28 metres")}),
    "ADDRESS": ("error", {"addresses.txt": LISTED + "/topics/tide/\n"}),
    "UNLISTED": ("warning", {"addresses.txt": LISTED.replace("/topics/lamp/\n", "")}),
    "SPEAKER": ("warning", {"topics/lamp.md": LAMP.replace("According to the [[courier]], the", "The")}),
    "MENTION": ("warning", {"pages/about.md": page("About", "Ida Storm kept the lamp.")}),
    "ORPHAN": (
        "warning",
        {"places/reef.md": page("Reef"), "addresses.txt": LISTED + "/places/reef/\n"},
    ),
}


@pytest.mark.parametrize("code", BREACHES)
def test_one_breach_of_one_rule(code: str) -> None:
    level, changes = BREACHES[code]
    assert {(problem.code, problem.level) for problem in checked(changes)} == {(code, level)}


def test_what_rules_read_beforehand_is_noted_for_each_page() -> None:
    dossier = reader()
    checks = PageChecks(dossier)
    with dossier.recording() as asked:
        checks.problems(Key("pages", "limits"))
    assert {item.kind for item in asked} >= {"terms", "titles"}
