"""Every case says how its answers stand, and how they stand once one voice, one borrowing or one value is changed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key
from sourcebook.model.standing import Verdict, most_disjoint, origin_count, standings
from tests.cases import cases

Data = Mapping[str, Any]
Builder = Callable[[Data], Dossier]

CASES = [
    case
    for name in ("voices", "answers", "kinds")
    for case in yaml.safe_load((Path(__file__).parent / "standing" / f"{name}.yaml").read_text("utf-8"))
]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])


def answered(case: Data, changes: Data) -> dict[str, dict[str, Any]]:
    """The claims of a case as answers to its question, with these changes made."""
    return {
        name: {"answers": case["question"], **claim, **changes.get(name, {})} for name, claim in case["claims"].items()
    }


def told(verdict: Verdict) -> str:
    return f"agreed by {verdict.origins}" if verdict.standing == "agreed" else verdict.standing


def by_scope(found: tuple[Verdict, ...]) -> dict[str, str]:
    return {verdict.scope or "": told(verdict) for verdict in found}


def expected(stands: str | dict[str, str]) -> dict[str, str]:
    return stands if isinstance(stands, dict) else {"": stands}


@each_case
def test_stands_as_the_case_says(case: Data, build: Builder) -> None:
    found = standings(build(answered(case, {})))[Key("questions", case["question"])]
    assert list(by_scope(found).items()) == list(expected(case["stands"]).items())
    first = found[0]
    assert [str(key) for key in first.shared] == case.get("shared", [])
    assert first.unnamed == case.get("unnamed", False)
    assert [claim.key.id for claim in first.others] == case.get("others", [])
    if "pairs" in case:
        assert [f"{a.id} {b.id}" for a, b in first.pairs] == case["pairs"]


@each_case
def test_one_change_makes_it_stand_otherwise(case: Data, build: Builder) -> None:
    found = standings(build(answered(case, case["change"])))[Key("questions", case["question"])]
    assert by_scope(found) == expected(case["then"]) != expected(case["stands"])
    if "then_shared" in case:
        assert [str(key) for key in found[0].shared] == case["then_shared"]


@each_case
def test_the_change_is_one_voice_borrowing_or_value(case: Data) -> None:
    [(name, change)] = case["change"].items()
    [(field, now)] = change.items()
    assert field in ("by", "relies_on", "value")
    assert case["claims"][name].get(field) != now


@each_case
def test_the_order_of_the_claims_changes_nothing(case: Data, build: Builder) -> None:
    claims = answered(case, {})
    backwards = {name: claims[name] for name in reversed(claims)}
    question = Key("questions", case["question"])
    assert by_scope(standings(build(backwards))[question]) == by_scope(standings(build(claims))[question])


def test_a_question_that_nobody_speaks_of_is_unanswered(build: Builder) -> None:
    dossier = build({"a": {"in": "courier", "answers": "lamps", "value": 12}, "b": {"in": "courier"}})
    assert standings(dossier)[Key("questions", "wrecks")] == (Verdict(None, "unanswered", (), (), origins=0),)


def numbered(n: int, case: Data) -> dict[str, Data]:
    """The claims of a case under ids that no other case has."""
    return {
        f"{name}{n}": {**claim, "relies_on": f"{relied}{n}" if relied in case["claims"] else relied}
        for name, claim in answered(case, {}).items()
        for relied in [claim.get("relies_on")]
    }


chains = st.lists(st.frozensets(st.sampled_from("abcdefgh").map(lambda s: Key("people", s)), min_size=1), max_size=7)


@given(chains)
def test_the_most_disjoint_chains_are_as_many_as_trying_every_choice_finds(found: list[frozenset[Key]]) -> None:
    def tried(taken: frozenset[Key], left: list[frozenset[Key]]) -> int:
        free = [chain for chain in left if chain.isdisjoint(taken)]
        return max((1 + tried(taken | chain, free[n + 1 :]) for n, chain in enumerate(free)), default=0)

    assert most_disjoint(found) == tried(frozenset(), found)


def test_forty_voices_that_share_nothing_are_counted_at_once() -> None:
    assert most_disjoint(frozenset({Key("people", str(n)), Key("people", str(-n))}) for n in range(1, 41)) == 40


@cases
def test_origins_are_counted_whether_the_answers_agree_or_not(
    question: str, values: tuple[str, ...], standing: str, origins: int, build: Builder
) -> None:
    """The Courier and the Post share an author."""
    claims = dict(zip("abc", zip(("courier", "post", "gazette"), values, strict=True), strict=True))
    dossier = build(
        {name: {"in": paper, "answers": question, "value": value} for name, (paper, value) in claims.items()}
    )
    (verdict,) = standings(dossier)[Key("questions", question)]
    assert (verdict.standing, verdict.origins) == (standing, origins)
    assert origin_count(dossier, dossier.claims.values()) == origins
