"""Days compared with today: the day is given, so that no test looks at the clock."""

import datetime
from pathlib import Path

import pytest

from sourcebook.desk.expiry import expiry, future_days
from sourcebook.model.dossier import Dossier
from tests.cases import cases
from tests.dossiers import examine, write
from tests.lighthouse import LIGHTHOUSE
from tests.test_cli import run

CURE = "(see whether the contact still answers, then set `expires` under [security] to a day within a year)"


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    found = examine(LIGHTHOUSE).dossier
    assert found is not None
    return found


@cases
def test_a_contact_holds_for_a_year_at_most(dossier: Dossier, today: str, said: str | None) -> None:
    found = [str(problem) for problem in expiry(dossier, datetime.date.fromisoformat(today))]
    assert found == ([f"site.toml:1:1: EXPIRY the security contact {said} {CURE}"] if said else [])


def test_where_nobody_is_named_nothing_expires(tmp_path: Path) -> None:
    found = examine(write(tmp_path)).dossier
    assert found is not None
    assert list(expiry(found, datetime.date(2100, 1, 1))) == []


def test_days_that_are_yet_to_come_are_told_at_their_field(dossier: Dossier) -> None:
    """On a day long ago, all days of the example are yet to come."""
    told = {str(problem).partition(",")[0] for problem in future_days(dossier, datetime.date(1900, 1, 1))}
    assert "sources/notice-to-mariners.md:7:1: FUTURE `published` is 1931-04-02" in told
    assert {line.partition(":")[0].rpartition("/")[2] for line in told} >= {
        "site.toml", "corrections.toml", "references.toml", "light-and-lamp.md",
    }  # fmt: skip
    assert list(future_days(dossier, datetime.date(2026, 1, 1))) == []


def test_check_looks_at_the_clock_and_a_build_does_not(tmp_path: Path) -> None:
    """A contact until the year 3000 is too much to promise at any time, and breaks no rule of the dossier."""
    content = write(tmp_path)
    with (content / "site.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[security]\nexpires = "3000-01-01"\ncontact = "mailto:editor@example.org"\n')
    assert examine(content).problems == ()
    done = run("check", "--content", content)
    assert (done.returncode, "EXPIRY" in done.stderr) == (0, True)
    assert run("check", "--strict", "--content", content).returncode == 1
