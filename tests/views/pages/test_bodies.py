"""Notes show on every page that they concern."""

from pathlib import Path

import pytest

from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
from sourcebook.model.reader import Reader
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import body_view
from sourcebook.views.translations import Translations
from tests.dossiers import examine
from tests.lighthouse import copy
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
NOTE = "notes/light-in-a-sailing-guide.md"


@pytest.mark.parametrize(
    ("about", "page"),
    [
        ("report-on-the-lamp#ships-lost", Key("puzzles", "fourteen-ships")),
        ("questions/first-lit", Key("topics", "light-and-lamp")),
        ("puzzles/fourteen-ships", Key("questions", "ships-lost")),
    ],
)
def test_a_note_shows_where_its_question_puzzle_or_claim_is(tmp_path: Path, about: str, page: Key) -> None:
    change = (NOTE, "about: [places/skarvoy, notice-to-mariners#signal]", f"about: [{about}]")
    report = examine(copy(tmp_path / "content", [change]))
    assert report.dossier is not None
    assert report.bodies is not None
    written = report.dossier.pages[page]
    reader = Reader(Lookup(report.dossier), report.bodies)
    claims = tuple(claim.key for claim in report.dossier.claims.values() if claim.answers == page)
    body = body_view(PageContext(reader, WORDS, Addresses("https://example.org"), written.url), written, claims)
    assert [note.page.title for note in body.notes] == ["The light in a sailing guide"]
