"""The tables beside the pages become values of the model."""

from sourcebook.schema.tables import read_table
from tests.cases import cases, plain

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


@cases
def test_reads(path: str, text: str, table: object) -> None:
    assert plain(read_table(path, text)) == table


@cases
def test_refuses_a_contact_that_nobody_can_rely_on(table: str, line: int, code: str) -> None:
    problems = read_table("site.toml", f"{SETTINGS}\n[security]\n{table}\n")
    assert isinstance(problems, list)
    assert [(problem.place.line, problem.code) for problem in problems] == [(line, code)]


@cases
def test_refuses_addresses_that_are_not_of_a_site(address: str) -> None:
    problems = read_table("site.toml", SETTINGS.replace("https://skerry.example/light/", address))
    assert isinstance(problems, list)
    assert [(str(problem.place.line), problem.code) for problem in problems] == [("5", "VALUE")]
