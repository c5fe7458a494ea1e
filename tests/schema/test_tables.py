"""The tables beside the pages become values of the model."""

import datetime as dt

import pytest

from sourcebook.model.tables import Correction, Licence, MenuEntry, Reference, Security, Settings, Term
from sourcebook.schema.tables import read_table
from tests.cases import cases

SETTINGS = """
title = "The Skerry light"
tagline = 'Two reports'
language = "en-GB"
address = "https://skerry.example/light/"
published = 2020-05-01
navigation = ["topics", "a-z"]
report = "mailto:desk@skerry.example"
licence = { name = "CC BY 4.0", url = "https://licence.example" }
"""


def test_reads_settings() -> None:
    assert read_table("site.toml", SETTINGS) == Settings(
        "The Skerry light",
        "Two reports",
        "en-GB",
        "https://skerry.example/light",
        dt.date(2020, 5, 1),
        Licence("CC BY 4.0", "https://licence.example"),
        (MenuEntry("topics"), MenuEntry("a-z")),
        "mailto:desk@skerry.example",
    )


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ('expires = "2021-05-01"', Security(dt.date(2021, 5, 1))),
        ('expires = 2021-05-01\ncontact = "mailto:a@b.example"', Security(dt.date(2021, 5, 1), "mailto:a@b.example")),
        (
            'expires = "2021-05-01"\ncontact = "https://b.example/new"',
            Security(dt.date(2021, 5, 1), "https://b.example/new"),
        ),
    ],
)
def test_reads_whom_to_tell_of_a_weakness(table: str, expected: Security) -> None:
    settings = read_table("site.toml", f"{SETTINGS}\n[security]\n{table}\n")
    assert isinstance(settings, Settings)
    assert settings.security == expected


@cases
def test_refuses_a_contact_that_nobody_can_rely_on(table: str, line: int, code: str) -> None:
    problems = read_table("site.toml", f"{SETTINGS}\n[security]\n{table}\n")
    assert isinstance(problems, list)
    assert [(problem.place.line, problem.code) for problem in problems] == [(line, code)]


def test_reads_references() -> None:
    text = """
[chart]
title = "Chart"
publisher = "Office"
address = "https://chart.example/7?x=y#z"
nature = "party"
whose = "The harbour"
read = "live"
read_on = "2020-04-30"
"""
    assert read_table("references.toml", text) == (
        Reference(
            "chart",
            "Chart",
            "Office",
            "https://chart.example/7?x=y#z",
            "party",
            "The harbour",
            "live",
            dt.date(2020, 4, 30),
        ),
    )


def test_reads_terms_with_folded_forms() -> None:
    text = '[doom]\nterm = "doom"\nforms = ["Doom", "doomed"]\ninstead = "risk"\nwhy = "It foretells."\n'
    assert read_table("terms.toml", text) == (Term("doom", "doom", ("doom", "doomed"), "risk", "It foretells."),)


def test_reads_corrections() -> None:
    text = '[[correction]]\ndate = 2020-05-02\nabout = "a#b"\nwas = "26"\nnow = "27"\nwhy = "Misread."\n'
    assert read_table("corrections.toml", text) == (Correction(dt.date(2020, 5, 2), "a#b", "26", "27", "Misread."),)
    assert read_table("corrections.toml", "# None yet.\n") == ()


def test_reads_addresses() -> None:
    text = "# Kept.\n/\n/about/\n\n/sources/a/#b-2\n/feed.xml\n"
    assert read_table("addresses.txt", text) == ("", "/", "/about/", "", "/sources/a/#b-2", "/feed.xml", "")


@cases
def test_refuses_addresses_that_are_not_of_a_site(address: str) -> None:
    problems = read_table("site.toml", SETTINGS.replace("https://skerry.example/light/", address))
    assert isinstance(problems, list)
    assert [(str(problem.place.line), problem.code) for problem in problems] == [("5", "VALUE")]
