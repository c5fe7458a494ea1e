"""Sentences as plain text."""

from sourcebook.model.names import Key
from sourcebook.model.spoken import spoken
from sourcebook.prose.write import to_prose
from tests.dossiers import linked, page

BODY = "See [[skerry]] and [[ida-storm|her]], lit again.[@lamp-relit#relit]"


def test_a_sentence_has_titles_and_labels_and_no_citations() -> None:
    dossier, _ = linked({"pages/home.md": page("Home", BODY)})
    opening = to_prose("home.md", BODY, 1)[0].opening
    assert (
        spoken(opening, dossier.pages[Key("pages", "home")], lambda key: dossier.pages[key].title)
        == "See Skerry and her, lit again."
    )
