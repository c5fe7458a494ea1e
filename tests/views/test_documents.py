"""Documents of every kind, of several authors and in other languages: what readers and reference managers get."""

import json
from pathlib import Path
from typing import get_args

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from sourcebook.model.source_record import SourceKind
from tests.dossiers import REPORT, page, write
from tests.sites import files_of, one
from tools.environment import ROOT

FIELDS = """\
kind: {kind}
language: az
author: [ida-storm, ola-berg]
container: Yearbook of Lights
address: https://lights.example/yearbook#p3
archived: {{address: "https://archive.example/1/yearbook", on: 2019-04-01}}
"""
NAMED = "names:\n  - {who: ola-berg, as: Ola Berg, at: 2}\n"
KINDS: dict[SourceKind, tuple[str, str, str, str, str]] = {
    "article": ("article", "NEWS", "article-newspaper", "newspaperArticle", "NewsArticle"),
    "web page": ("online", "ELEC", "webpage", "webpage", "WebPage"),
    "report": ("report", "RPRT", "report", "report", "Report"),
    "book": ("book", "BOOK", "book", "book", "Book"),
    "law": ("legislation", "STAT", "legislation", "statute", "Legislation"),
    "letter": ("letter", "PCOMM", "personal_communication", "letter", "Message"),
    "dataset": ("dataset", "DATA", "dataset", "dataset", "Dataset"),
    "image": ("image", "ART", "graphic", "artwork", "ImageObject"),
    "recording": ("audio", "SOUND", "song", "audioRecording", "AudioObject"),
    "film": ("movie", "MPCT", "motion_picture", "film", "VideoObject"),
    "interview": ("misc", "PCOMM", "interview", "interview", "CreativeWork"),
    "post": ("online", "BLOG", "post", "forumPost", "SocialMediaPosting"),
}


def built(folder: Path, kind: str) -> dict[str, bytes]:
    report = REPORT.replace("author: none\n", FIELDS.format(kind=kind)).replace("names:\n", NAMED)
    report = report.replace(
        "    words: [burns again]\n", "    words: [burns again]\n    translation: It burns again.\n"
    )
    changes = {"sources/lamp-relit.md": report, "people/ola-berg.md": page("Ola Berg")}
    return files_of(BuildOptions(ROOT, write(folder, changes), folder, cards=False))


def test_every_kind_of_document_is_shown() -> None:
    assert set(KINDS) == set(get_args(SourceKind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_document_is_cited_as_what_it_is(kind: SourceKind, tmp_path: Path) -> None:
    files = built(tmp_path, kind)
    bib, ris, csl, zotero, schema = KINDS[kind]
    base = "sources/lamp-relit/lamp-relit"
    entry = parse_string(files[f"{base}.biblatex.bib"].decode()).entries[0]
    assert (entry.entry_type, entry["author"]) == (bib, "Storm, Ida and Berg, Ola")
    (item,) = (item for item in rispy.loads(files[f"{base}.ris"].decode()) if item["id"] == "lamp-relit")
    assert (item["type_of_reference"], item["authors"]) == (ris, ["Storm, Ida", "Berg, Ola"])
    (given,) = (item for item in json.loads(files[f"{base}.csl.json"]) if item["id"] == "lamp-relit")
    assert (given["type"], [author["family"] for author in given["author"]]) == (csl, ["Storm", "Berg"])
    assert given["URL"] == "https://lights.example/yearbook#p3"
    tree = LexborHTMLParser(files["sources/lamp-relit/index.html"])
    assert one(tree, "meta[name='z:itemType']").attributes["content"] == zotero
    graph = json.loads(one(tree, "script[type='application/ld+json']").text())["@graph"]
    (node,) = (node for node in graph if node.get("archivedAt"))
    assert (node["@type"], node["inLanguage"], len(node["author"])) == (schema, "az", 2)


def test_the_page_names_authors_language_copies_and_our_translation(tmp_path: Path) -> None:
    tree = LexborHTMLParser(built(tmp_path, "report")["sources/lamp-relit/index.html"])
    card = one(tree, ".card").text()
    assert all(fact in card for fact in ("report", "Ida Storm", "Ola Berg", "Azerbaijani", "Yearbook of Lights"))
    assert one(tree, "a[href='https://archive.example/1/yearbook']").text() == "https://archive.example/1/yearbook"
    assert one(tree, "#relit q").attributes["lang"] == "az"
    text = one(tree, "#relit").text()
    assert "The report’s words" in text
    assert "Our translation It burns again." in " ".join(text.split())
    assert one(tree, "#relit a.see").attributes["href"] == "https://lights.example/yearbook#p3:~:text=burns%20again"
    cited = one(tree, "body").text()
    assert "Storm, I., & Berg, O." in cited
    assert "Storm, Ida, and Ola Berg." in cited


def test_a_page_leads_to_the_archived_copy_of_what_has_gone(tmp_path: Path) -> None:
    fields = FIELDS.format(kind="report").replace("archived:", "gone: 2024-05-20\narchived:")
    report = REPORT.replace("author: none\n", fields)
    changes = {"sources/lamp-relit.md": report, "people/ola-berg.md": page("Ola Berg")}
    files = files_of(BuildOptions(ROOT, write(tmp_path, changes), tmp_path, cards=False))
    tree = LexborHTMLParser(files["sources/lamp-relit/index.html"])
    assert one(tree, "#relit a.see").attributes["href"] == "https://archive.example/1/yearbook#:~:text=burns%20again"
    assert "no longer there since 20 May 2024" in one(tree, "body").text()
    assert not tree.css("section[aria-labelledby='s-file'] a[href='https://lights.example/yearbook#p3']")


PLACES = {
    "p. 12": ("report", "pages: 40", "page 12", "Page 12", "#page=12"),
    "pp. 12-14": ("book", "pages: 40", "pages 12–14", "Page 12", "#page=12"),
    "row 5, column price": ("dataset", "rows: 12", "row 5, column price", "Row 5", "#row=6"),
    "Art. 5(2)": ("law", "sections: 9", "Art. 5(2)", "Section 5", "#p3:~:text=27%20metres"),
    "7": ("law", "sections: 9", "section 7", "Section 7", "#p3:~:text=27%20metres"),
    "00:12:05-00:12:40": ("film", "length: 01:30:00", "00:12:05–00:12:40", "00:12:05", "#t=725,760"),
}


@pytest.mark.parametrize("at", PLACES)
def test_a_claim_leads_to_its_place_in_any_kind_of_document(at: str, tmp_path: Path) -> None:
    kind, extent, shown, heading, fragment = PLACES[at]
    report = REPORT.replace("at: 2", f"at: {at}").replace("at: 1", "at: 00:10" if kind == "film" else "at: 1")
    report = report.replace("paragraphs: 2", extent).replace("author: none\n", FIELDS.format(kind=kind))
    changes = {"sources/lamp-relit.md": report, "people/ola-berg.md": page("Ola Berg"), "puzzles/steps.md": None}
    files = files_of(BuildOptions(ROOT, write(tmp_path, changes), tmp_path, cards=False))
    tree = LexborHTMLParser(files["sources/lamp-relit/index.html"])
    assert [node.text() for node in tree.css(".paragraph-number")][1] == heading
    assert one(tree, "#height a.see").attributes["href"] == f"https://lights.example/yearbook{fragment}"
    answers = one(LexborHTMLParser(files["questions/tower-height/index.html"]), "main").text()
    assert f", {shown}:" in " ".join(answers.split())
    row = next(line for line in files["data/claims.csv"].decode().splitlines() if "27 metres" in line)
    assert shown.split(" ", 1)[-1] in row


def test_a_claim_answers_each_of_its_questions_with_its_value(tmp_path: Path) -> None:
    fields = "asks: How much of it is stone?\ntype: number\nunit: '%'\nabout: [skerry]\n"
    report = REPORT.replace("value: 27", "value: 27\n    also_answers: {tower-stone: 30%}")
    report = report.replace("27 metres high", "27 metres high, 30% stone")
    report = report.replace("[27 metres]", "[27 metres, 30% stone]")
    other = page("How much of it is stone?", "[[skerry]] has the tower.", fields)
    changes = {"sources/lamp-relit.md": report, "questions/tower-stone.md": other, "puzzles/steps.md": None}
    files = files_of(BuildOptions(ROOT, write(tmp_path, changes), tmp_path, cards=False))
    own = one(LexborHTMLParser(files["sources/lamp-relit/index.html"]), "#height").text(separator=" ")
    assert "Answers too How much of it is stone? : 30%" in " ".join(own.split())
    for name, value in (("tower-height", "27 metres"), ("tower-stone", "30%")):
        tree = LexborHTMLParser(files[f"questions/{name}/index.html"])
        assert value in one(tree, "main").text()
    assert b"tower-stone: 30" in files["data/claims.csv"]


def test_a_person_is_the_same_as_in_registers(tmp_path: Path) -> None:
    fields = "same_as: {wikidata: Q64, orcid: 0000-0002-1825-0097}\n"
    person = page("Ida Storm", "She keeps the light.", fields)
    files = files_of(BuildOptions(ROOT, write(tmp_path, {"people/ida-storm.md": person}), tmp_path, cards=False))
    tree = LexborHTMLParser(files["people/ida-storm/index.html"])
    same = ["http://www.wikidata.org/entity/Q64", "https://orcid.org/0000-0002-1825-0097"]
    graph = json.loads(one(tree, "script[type='application/ld+json']").text())["@graph"]
    assert [node["sameAs"] for node in graph if node.get("sameAs")] == [same]
    assert [node.attributes["href"] for node in tree.css(".side a[rel=external]")] == same


def test_years_before_the_first_are_told_in_words(tmp_path: Path) -> None:
    report = REPORT.replace('"2019-03-12"', '"-0043"')
    changes = {"sources/lamp-relit.md": report}
    files = files_of(BuildOptions(ROOT, write(tmp_path, changes), tmp_path, cards=False))
    tree = LexborHTMLParser(files["timeline/index.html"])
    assert "44 BCE" in [node.text() for node in tree.css(".in-year h3")]
    assert {node.text() for node in tree.css("svg .years text")} >= {"44 BCE"}


def test_words_and_spellings_of_a_document_carry_its_language(tmp_path: Path) -> None:
    report = REPORT.replace("author: none", "language: fa\nauthor: none")
    files = files_of(BuildOptions(ROOT, write(tmp_path, {"sources/lamp-relit.md": report}), tmp_path, cards=False))
    for path in ("sources/lamp-relit", "people/ida-storm"):
        tree = LexborHTMLParser(files[f"{path}/index.html"])
        quoted = [*tree.css("q"), *tree.css(".spelling")]
        assert quoted
        assert {(node.attributes.get("lang"), node.attributes.get("dir")) for node in quoted} == {("fa", "auto")}
