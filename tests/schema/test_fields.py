"""Single fields: what they take and what they make of it."""

from typing import Any, Literal

import pytest
from pydantic import TypeAdapter, ValidationError

from sourcebook.prose.write import to_prose
from sourcebook.schema import fields, slugs
from sourcebook.schema.settings import read_option
from sourcebook.schema.validation import Fault


@pytest.mark.parametrize(
    ("kind", "written", "value"),
    [
        (fields.Text, " one\n two  three ", "one two three"),
        (fields.Text, "no\u00a0break", "no\u00a0break"),
        (fields.TextOrNone, "none", None),
        (fields.TextOrNone, "None", "None"),
        (fields.Paragraphs, "7", (7,)),
        (fields.Paragraphs, ["9", "7"], (7, 9)),
        (fields.Flag, "false", False),
        (fields.Language, "sr-Latn-RS", "sr-Latn-RS"),
        (fields.WebAddress, "http://example.org:8080/a?b=c&d#e", "http://example.org:8080/a?b=c&d#e"),
        (fields.WebAddress, "https://пример.example/ə", "https://пример.example/ə"),
        (slugs.Slug, "a-1-b", "a-1-b"),
        (slugs.Slug, "a" * slugs.MAX_SLUG, "a" * slugs.MAX_SLUG),
        (slugs.PageName, "people/ida-storm", "people/ida-storm"),
        (slugs.PageNameOrNone, "none", None),
        (slugs.Speakers, "article", ("article",)),
        (slugs.Speakers, ["a", "b"], ("a", "b")),
        (slugs.TargetName, "lamp-relit  p12", "lamp-relit p12"),
        (slugs.PageOrClaimName, "sources/a#b", "sources/a#b"),
    ],
)
def test_takes(kind: Any, written: object, value: object) -> None:
    assert TypeAdapter(kind).validate_python(written) == value


REFUSED: dict[Any, list[object]] = {
    fields.Text: [None, "", " \n", [], ["a"], {}, 3, True],
    fields.Paragraph: ["0", "-1", "1.5", "٣", "1e3", "10000", "9" * 5000, " ", None],
    fields.Paragraphs: [["1", "1"], "1, 2", {"a": "1"}, [["1"]], []],
    fields.Flag: ["yes", "True", "1", None],
    fields.Day: ["2020-02-30", "2020-2-3", "20200203", "2020-W01-1", "٢٠٢٠-٠١-٠١"],
    fields.EdtfDate: [["..2021"], "yesterday", None, {"2021": None}, "2021" * 999],
    fields.Language: ["x", "en_GB", "en-", "English language"],
    slugs.Slug: ["A", "a_b", "-a", "a-", "a--b", "é", "a\nb", "a" * 101, "..", "a/b"],
    slugs.PageName: ["a#b", "a p1", "/a", "a/b/c", "town/a", "a/", "people/-"],
    slugs.ClaimName: ["a", "a p1", "a#", "#b", "a#b#c", "a#-b"],
    slugs.TargetName: ["a p0", "a p12345", "[[a]]", "@a"],
    slugs.ClaimId: ["h-a", "n-1", "r-x", "A"],
    slugs.Speakers: [[], ["article", "a"], "none", ["a", "a"], None],
}


@pytest.mark.parametrize(("kind", "written"), [(kind, value) for kind, values in REFUSED.items() for value in values])
def test_refuses(kind: Any, written: object) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(written)
    faults = [fault for detail in caught.value.errors() for fault in detail["ctx"]["faults"]]
    assert faults
    assert all(fault.message and fault.hint and len(fault.message) < 150 for fault in faults)


@pytest.mark.parametrize("name", ["address", "report"])
@pytest.mark.parametrize("ending", ["\nX: y", "\r", "\x1b[31m", "\u2028", "\u202e", "\udcff", "\x00", " a", '"'])
def test_an_option_passes_the_gate_of_the_settings(name: Literal["address", "report"], ending: str) -> None:
    for address in ("https://a.example/", "mailto:a@b.example")[: 1 + (name == "report")]:
        assert isinstance(read_option(name, address), str)
        assert isinstance(read_option(name, address + ending), Fault)


@pytest.mark.parametrize("user", ["u@", "u:p@", ":@", "@", "u%40b@"])
def test_an_address_with_a_user_name_is_refused_everywhere(user: str) -> None:
    address = f"https://{user}a.example/"
    assert isinstance(read_option("address", address), Fault)
    assert isinstance(read_option("report", address), Fault)
    for form in ("[a]({})", "<{}>", "see {} there", '<a href="{}">a</a>', "[a]: {}\n\n[a]"):
        written = form.format(address)
        assert [problem.code for problem in to_prose("a.md", written, 1)[1]] in (["ADDRESS"], ["HTML"]), written
    assert to_prose("a.md", "[a](https://a.example/@b?c=@d#@)", 1)[1] == []
