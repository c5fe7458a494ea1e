"""Single fields: what they take and what they make of it."""

from typing import Any, Literal

import pytest
from pydantic import TypeAdapter, ValidationError

from sourcebook.prose.write import to_prose
from sourcebook.schema import fields, languages, places, slugs
from sourcebook.schema.settings import read_option
from sourcebook.schema.validation import Fault
from tests.cases import cases, plain


@cases
def test_takes(kind: str, written: object, value: object) -> None:
    assert plain(adapter(kind).validate_python(written)) == value


def adapter(kind: str) -> TypeAdapter[Any]:
    homes = (fields, languages, places, slugs)
    return TypeAdapter(next(getattr(home, kind) for home in homes if hasattr(home, kind)))


@cases
def test_refuses(kind: str, written: object) -> None:
    with pytest.raises(ValidationError) as caught:
        adapter(kind).validate_python(written)
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
