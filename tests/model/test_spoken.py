"""Sentences as plain text, and the edges in them."""

from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.spoken import edges_of
from tests.dossiers import linked, page

BODY = "See [[skerry]] and [[ida-storm|her]], lit again.[@lamp-relit#relit]"


def test_an_edge_has_its_sentence_with_titles_and_labels_and_without_citations() -> None:
    dossier, _ = linked({"pages/home.md": page("Home", BODY)})
    edges = edges_of(dossier.pages[Key("pages", "home")], dossier.pages)
    assert [(edge.kind, edge.target) for edge in edges] == [
        ("link", Key("places", "skerry")),
        ("link", Key("people", "ida-storm")),
        ("cite", ClaimKey("lamp-relit", "relit")),
    ]
    assert {edge.sentence for edge in edges} == {"See Skerry and her, lit again."}
