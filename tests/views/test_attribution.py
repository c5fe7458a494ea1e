"""Short names of documents, and addresses of their words."""

from urllib.parse import unquote

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import Key
from sourcebook.model.places import At
from sourcebook.model.source_record import Basis, Published
from sourcebook.model.tables import Reference
from sourcebook.views.attribution import passage, short_name
from sourcebook.views.translations import Translations
from tests.cases import cases
from tests.dossiers import reader
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
COURIER = Key("organisations", "courier")
COPY = Reference("copy", "A copy", "Herald", "https://example.org/a", "party", "the Herald", "live", None)
SCAN = Reference("scan", "A scan", "Library", "https://example.org/b", "secondary", None, "live", None)


@pytest.mark.parametrize(
    ("outlet", "copy", "date", "basis", "short", "name"),
    [
        (COURIER, COPY, "2021-07-15", "stamped", None, "The Courier, 15 Jul 2021"),
        (COURIER, None, "2022", "inferred", None, "The Courier, [2022]"),
        (None, COPY, "2021-01-12", "stated", None, "[Herald], 12 Jan 2021"),
        (None, SCAN, "[..2021-01-12]", "inferred", None, "The lamp relit, [by 12 Jan 2021]"),
        (None, None, "2021-05", "stated", "Leaflet, [May 2021]", "Leaflet, [May 2021]"),
    ],
)
def test_brackets_stand_around_what_the_file_lacks(
    outlet: Key | None, copy: Reference | None, date: str, basis: Basis, short: str | None, name: str
) -> None:
    dossier = reader({})
    published = Published(parse_edtf(date), basis, None)
    head = SourceHead(Key("sources", "lamp-relit"), (), outlet, None, published, 1, 0, short, copy)
    expected = name.replace("The Courier", dossier.title(COURIER)).replace("The lamp relit", dossier.title(head.key))
    assert short_name(dossier, head, WORDS) == expected


@cases
def test_a_passage_goes_from_the_first_words_to_the_last(address: str, words: list[str], fragment: str) -> None:
    assert passage(address, words, At((1,))) == f"https://a.example/x{fragment}"
    assert all(word in unquote(passage(address, words, At((1,)))) for word in (words[0], words[-1]))
