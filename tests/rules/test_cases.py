"""Each rule by example: `cases/*.toml` alter the invented dossier and list, line by line, what is then said of it.

A case has a title; `change`, triples of file, old string and new; `add`, further files; and `expected`, the problems.
"""

from pathlib import Path
from typing import Any

import pytest

from sourcebook.rules import RULES
from tests.cases import examples
from tests.dossiers import examine
from tests.lighthouse import LIGHTHOUSE, copy

CASES = examples(Path(__file__).parent / "cases")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_says_exactly_what_breaks_a_rule(case: dict[str, Any], tmp_path: Path) -> None:
    changes = [(path, old, new) for path, old, new in case.get("change", ())]
    folder = copy(tmp_path / "content", changes, case.get("add"), stated=case.get("stated", False))
    assert [str(problem) for problem in examine(folder).problems] == case["expected"]


def test_the_dossier_itself_breaks_none() -> None:
    assert examine(LIGHTHOUSE).problems == ()


def test_every_rule_is_broken_by_some_case() -> None:
    codes = {line.split(" ", 2)[1] for case in CASES.values() for line in case["expected"]}
    assert codes == {rule.code for rule in RULES}


def test_every_case_alters_something() -> None:
    assert [title for title, case in CASES.items() if not case.get("change") and not case.get("add")] == []
