"""The share of slips that the rules catch: both dossiers, mutated by tools that know nothing of the rules.

`make alterations` prints the table for all operators. A mutation is caught if a rule reports a problem in its block, of
which there is none before; a link, a mention or an address that a mutation makes superfluous does not count.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.dossiers import examine
from tests.lighthouse import LIGHTHOUSE
from tools import mutations
from tools.environment import ROOT
from tools.mutations import OPERATORS, Mutation, Operator, Record, apply, rounds

DOSSIERS = (ROOT / "content", LIGHTHOUSE)
IGNORED = {"MENTION", "ORPHAN", "UNLISTED", "UNUSED"}
BARS: Mapping[Operator, float] = {
    mutations.figures: 0.95,
    mutations.dates: 0.95,
    mutations.figures_of_claims: 0.95,
    mutations.values: 0.95,
    mutations.events: 0.95,
    mutations.bounds: 0.9,
    mutations.percentages: 0.95,
    mutations.number_words: 0.95,
    mutations.number_words_of_claims: 0.95,
    mutations.spelled_figures: 0.9,
    mutations.speakers: 0.9,
    mutations.outlets: 0.9,
    mutations.strangers: 0.9,
    mutations.pairs: 0.5,
    mutations.citations: 0.9,
    mutations.terms: 1.0,
    mutations.negations: 0.0,
}
"""What share of an operator's mutations is caught at least. Negations are counted to show that no rule sees them."""

QUICK = (mutations.events, mutations.number_words, mutations.speakers, mutations.pairs)


class Count(NamedTuple):
    made: int
    missed: Sequence[Mutation]

    @property
    def share(self) -> float:
        return 1 - len(self.missed) / self.made


def test_the_mutator_knows_nothing_of_the_rules() -> None:
    assert "sourcebook" not in Path(mutations.__file__).read_text("utf-8").replace("sourcebook.rules`", "")


def test_each_operator_has_its_bar() -> None:
    assert list(BARS) == sorted(OPERATORS, key=list(BARS).index)


@pytest.mark.parametrize("operator", QUICK, ids=lambda operator: operator.__name__)
def test_share_that_is_caught_in_the_invented_dossier(operator: Operator, tmp_path: Path) -> None:
    count = counted(operator, [LIGHTHOUSE], tmp_path)
    assert count.share >= min(BARS[operator], 0.8), "\n".join(map(str, count.missed))


@pytest.mark.validate
def test_share_that_is_caught_in_both_dossiers(tmp_path: Path) -> None:
    print("\n| operator | mutations | caught | bar |\n|---|---|---|---|")
    low = []
    for operator in OPERATORS:
        count = counted(operator, DOSSIERS, tmp_path / operator.__name__)
        name, bar = operator.__name__.replace("_", " "), BARS[operator]
        print(f"| {name} | {count.made} | {count.share:.1%} | {bar:.0%} |", flush=True)
        low += [f"{name}: {mutation}" for mutation in count.missed if count.share < bar]
    assert low == []


def counted(operator: Operator, folders: Sequence[Path], to: Path) -> Count:
    """How many mutations an operator makes of sound dossiers, and which of them no rule catches."""
    made = 0
    missed: list[Mutation] = []
    for folder in folders:
        result = examine(folder)
        assert result.problems == (), result.problems
        record, target = Record(folder), to / folder.name
        for path in folder.rglob("*"):
            if path.is_file():
                (target / path.relative_to(folder)).parent.mkdir(parents=True, exist_ok=True)
                (target / path.relative_to(folder)).write_bytes(path.read_bytes())
        for batch in rounds(operator(record)):
            made += len(batch)
            missed += misses(record, batch, target)
    assert made
    return Count(made, missed)


def misses(record: Record, batch: Sequence[Mutation], folder: Path) -> list[Mutation]:
    """Of mutations that are made together, no two in one block, those that no rule catches."""
    changed = apply(record.texts, batch)
    for path, text in changed.items():
        (folder / path).write_text(text, "utf-8")
    result = examine(folder)
    assert result.dossier is not None, result.problems
    lines = Counter((problem.path, problem.place.line) for problem in result.problems if problem.code not in IGNORED)
    for path in changed:
        (folder / path).write_text(record.texts[path], "utf-8")
    return [
        mutation
        for mutation in batch
        if not any(lines[mutation.path, line] for line in range(mutation.first, mutation.last + 1))
    ]
