"""Names of a dossier found in documents, in every spelling and script."""

import pytest

from sourcebook.desk.name_index import NameIndex
from sourcebook.model.names import Key
from tests.cases import cases
from tests.dossiers import SKERRY, linked, page

COURIER = "  - {who: courier, as: '\"Courier\" office', at: 2}"

CHANGES = {
    "people/ida-storm.md": page("Ida Storm", fields='also: "Russian: Ида Шторм"\n'),
    "people/jon-storm-petrel.md": page("Jon Petrel"),
    "people/shared.md": page("Ann Petrel"),
    "organisations/courier.md": page("The Courier"),
    "places/skerry.md": page("Skerry"),
    "sources/lamp-relit.md": SKERRY["sources/lamp-relit.md"].replace("claims:\n", f"{COURIER}\nclaims:\n", 1),
}


@pytest.fixture(scope="module")
def directory() -> NameIndex:
    return NameIndex(linked(CHANGES)[0])


def found(directory: NameIndex, *paragraphs: str) -> list[tuple[str, str, int]]:
    return [(mention.key.slug, mention.spelling, mention.at) for mention in directory.mentions(paragraphs)]


@cases
def test_mentions(directory: NameIndex, text: str, names: list[tuple[str, str]]) -> None:
    assert found(directory, text) == [(*name, 1) for name in names]


def test_each_spelling_once_where_it_first_stands(directory: NameIndex) -> None:
    assert found(directory, "Storm.", "Ida Storm.", "Storm and Ida Storm.") == [
        ("ida-storm", "Storm", 1),
        ("ida-storm", "Ida Storm", 2),
    ]


def test_who_takes_a_name_whole(directory: NameIndex) -> None:
    assert directory.find("Ida Storm") == Key("people", "ida-storm")
    assert directory.find("Storm of Skerry") is None
    assert directory.find("Petrel") is None
    assert directory.find("…") is None


def test_a_slug_of_two_pages_is_written_with_its_folder() -> None:
    dossier, _ = linked({**CHANGES, "topics/skerry.md": page("The rock")})
    assert NameIndex(dossier).reference(Key("places", "skerry")) == "places/skerry"
    assert NameIndex(dossier).reference(Key("people", "ida-storm")) == "ida-storm"
