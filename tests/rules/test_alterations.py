"""How much the rules catch: two dossiers altered in every place, and the misses named or held to a share.

What is missed is known: a digit may turn into another that is cited as well, and a citation may be dropped where
something else carries its figure, such as an event's own date or what a puzzle is about.
"""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from sourcebook.model.dossier import Dossier
from sourcebook.model.reader import Reader
from tests.dossiers import examine, read_dossier
from tests.lighthouse import LIGHTHOUSE
from tests.rules.alterations import (
    Edit,
    altered_answers,
    altered_claims,
    altered_figures,
    dropped_citations,
    misses,
    spoken_terms,
)
from tools.environment import ROOT

CONTENT = ROOT / "content"
Rounds = Callable[[Path, Reader], Iterator[list[Edit]]]


def last_digits(folder: Path, dossier: Reader) -> Iterator[list[Edit]]:
    yield altered_figures(folder, dossier, -1)


def first_digits(folder: Path, dossier: Reader) -> Iterator[list[Edit]]:
    yield altered_figures(folder, dossier, 0)


def digits_of_claims(folder: Path, dossier: Reader) -> Iterator[list[Edit]]:
    yield altered_claims(folder, dossier.whole().dossier)


def answers(folder: Path, dossier: Reader) -> Iterator[list[Edit]]:
    yield altered_answers(folder, dossier.whole().dossier)


def citations(folder: Path, dossier: Reader) -> Iterator[list[Edit]]:
    for number in count():
        if not (edits := dropped_citations(folder, dossier, number)):
            return
        yield edits


def terms(folder: Path, dossier: Reader) -> Iterator[list[Edit]]:
    yield spoken_terms(folder, forms_of(dossier.whole().dossier))


def forms_of(dossier: Dossier) -> list[str]:
    return [form for term in dossier.tables.terms for form in term.forms]


@pytest.mark.parametrize(
    ("rounds", "missed"),
    [
        (last_digits, ["puzzles/fourteen-ships.md: '6' to '7'", "sources/report-on-the-lamp.md: '6' to '7'"]),
        (first_digits, ["puzzles/fourteen-ships.md: '6' to '7'", "sources/report-on-the-lamp.md: '6' to '7'"]),
        (digits_of_claims, []),
        (answers, []),
        (
            citations,
            [
                "puzzles/fourteen-ships.md: '[@report-on-the-lamp#ships-lost]' to ''",
                "sources/leaflet-for-visitors.md: '[@leaflet-for-visitors#lamp-in-place]' to ''",
                (
                    "puzzles/fourteen-ships.md: "
                    "'[@report-on-the-lamp#ships-before; @report-on-the-lamp#ships-since]' to ''"
                ),
            ],
        ),
    ],
)
def test_misses_in_the_invented_dossier_are_known(rounds: Rounds, missed: list[str], tmp_path: Path) -> None:
    made, found = altered(LIGHTHOUSE, rounds, tmp_path)
    assert made > 10
    assert [str(edit) for edit in found] == missed


@pytest.mark.parametrize("number", range(3))
def test_every_form_of_a_term_is_caught_in_every_field(number: int, tmp_path: Path) -> None:
    dossier = examine(LIGHTHOUSE).dossier
    assert dossier is not None
    forms = forms_of(dossier)
    assert len(forms) == 3
    edits = spoken_terms(LIGHTHOUSE, forms[number:] + forms[:number])
    assert len(edits) > 120
    assert misses(LIGHTHOUSE, edits, tmp_path) == []


@pytest.mark.parametrize(
    ("rounds", "share"),
    [
        (last_digits, 0.98),
        (first_digits, 0.98),
        (digits_of_claims, 1.0),
        pytest.param(answers, 1.0, marks=pytest.mark.validate),
        pytest.param(citations, 0.75, marks=pytest.mark.validate),
        pytest.param(terms, 1.0, marks=pytest.mark.validate),
    ],
)
def test_share_that_is_caught_in_the_dossier(rounds: Rounds, share: float, tmp_path: Path) -> None:
    made, missed = altered(CONTENT, rounds, tmp_path)
    caught = 1 - len(missed) / made
    print(f"{rounds.__name__}: {caught:.1%} of {made} alterations caught")
    assert caught >= share, "\n".join(map(str, missed))


def altered(folder: Path, rounds: Rounds, to: Path) -> tuple[int, list[Edit]]:
    """How many alterations were made of a sound dossier, round by round, and which of them no rule caught."""
    result = examine(folder)
    assert not result.failed, result.problems
    made = 0
    missed: list[Edit] = []
    for number, edits in enumerate(rounds(folder, read_dossier(folder))):
        made += len(edits)
        missed += misses(folder, edits, to / str(number))
    return made, missed
