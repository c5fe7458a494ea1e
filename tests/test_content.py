"""The dossier in `content/`: sound by every rule, complete, its articles neither notes nor books."""

import os
import re
from pathlib import Path

import pytest

from sourcebook.build.options import Report
from sourcebook.desk.originals import verify
from sourcebook.model.dossier import Dossier, Puzzle, Source, Topic
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.reader import Reader
from sourcebook.views.pictures.moments import moments, undated, year_of
from tests.dossiers import examine
from tools.environment import ROOT

DOSSIERS = {"content": ROOT / "content", **{path.name: path for path in sorted((ROOT / "examples").iterdir())}}
ENOUGH = range(500, 901)


def originals(dossier: Path) -> Path | None:
    """The documents of a dossier: beside it, or those of `content/` where the environment says."""
    beside, named = dossier / "originals", os.environ.get("SOURCEBOOK_ORIGINALS")
    if beside.is_dir():
        return beside
    return Path(named) if named and dossier.name == "content" else None


@pytest.fixture(scope="module")
def results() -> dict[str, Report]:
    return {name: examine(folder) for name, folder in DOSSIERS.items()}


@pytest.fixture(scope="module")
def lookup(results: dict[str, Report]) -> Lookup:
    dossier = results["content"].dossier
    assert dossier is not None
    return Lookup(dossier)


@pytest.fixture(scope="module")
def reader(results: dict[str, Report], lookup: Lookup) -> Reader:
    bodies = results["content"].bodies
    assert bodies is not None
    return Reader(lookup, bodies)


@pytest.mark.parametrize("name", DOSSIERS)
def test_breaks_no_rule(results: dict[str, Report], name: str) -> None:
    assert [str(problem) for problem in results[name].problems] == []


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_paragraph_is_accounted_for_once(results: dict[str, Report], name: str) -> None:
    for slug, source in sources(results[name].dossier):
        claimed = {number for claim in source.record.claims for number in claim.at.numbers}
        skipped = [number for skip in source.record.skip for number in skip.at.numbers]
        assert sorted([*claimed, *skipped]) == list(range(1, source.record.extent + 1)), slug


@pytest.mark.parametrize("name", [name for name, path in DOSSIERS.items() if originals(path)])
def test_agrees_with_the_documents_themselves(results: dict[str, Report], name: str) -> None:
    """Where the documents are: beside the dossier, or in the folder that SOURCEBOOK_ORIGINALS names."""
    folder = originals(DOSSIERS[name])
    assert folder is not None
    dossier = results[name].dossier
    assert dossier is not None
    assert [str(problem) for problem in verify(dossier, folder)] == []


def test_articles_have_the_length_of_articles(results: dict[str, Report]) -> None:
    dossier, bodies = results["content"].dossier, results["content"].bodies
    assert dossier is not None
    assert bodies is not None
    lengths = {
        page.key.slug: sum(
            len(sentence.text.split()) for block in bodies(page.key).blocks for sentence in block.sentences
        )
        for page in dossier.pages.values()
        if page.key.folder == "topics"
    }
    assert lengths
    assert {slug: length for slug, length in lengths.items() if length not in ENOUGH} == {}


STANDINGS = {
    "karimov-office": {"": "changed"},
    "shusha-title-year": {
        "Asian region": "single", "Islamic world, choice": "single", "Islamic world, nomination": "single",
    },
    "shusha-title-given": {"": "single"},
    "days-of-visits": {
        "Azerbaijan, January 2021": "unlike", "Azerbaijan, October 2023": "single", "Fuzuli": "single",
    },
    "award-date": {"": "repeated"},
    "icesco-and-other-bodies": {
        "Islamic Development Bank": "inconsistent", "parliamentary union": "inconsistent", "seat of ICESCO": "single",
    },
    "world-forum-years": {
        "fifth Forum": "single", "the Forum announced in 2023": "unanswered", "the series initiated": "single",
    },
    "position-in-the-war": {"": "single"},
    "museum-age": {"": "listed"},
}  # fmt: skip
MOST = {"questions": 28, "puzzles": 24}
COUNTED = {"restoration-plans": 2, "shusha-in-culture": 3, "shusha-title-name": 4}
SPEAKERS = {
    "karimov-online#congratulation": "people/salim-almalik",
    "karimov-in-rabat#territories": "people/anar-karimov",
    "karimov-in-rabat#territories-almalik": "people/salim-almalik",
    "joint-startup#territories": "people/anar-karimov",
    "bayramov-in-morocco#territories": "people/jeyhun-bayramov",
    "karimov-online#region": "people/anar-karimov",
}
DENIAL = re.compile(r"\b(?:nowhere|never|not|no two|neither)\b[^.]*\b(?:contradict|exclude each)", re.IGNORECASE)


def test_answers_stand_as_the_five_texts_have_them(lookup: Lookup) -> None:
    stands = {slug: lookup.verdicts[Key("questions", slug)] for slug in (*STANDINGS, *COUNTED)}
    assert {slug: {each.scope or "": each.standing for each in stands[slug]} for slug in STANDINGS} == STANDINGS
    assert {slug: len(stands[slug][0].claims) for slug in COUNTED} == COUNTED
    assert [slug for slug in COUNTED if stands[slug][0].others] == []


def test_who_speaks_is_named_alike_for_like_sentences(lookup: Lookup) -> None:
    claims = {str(key): " ".join(map(str, claim.by)) for key, claim in lookup.dossier.claims.items()}
    assert {key: claims[key] for key in SPEAKERS} == SPEAKERS


def test_no_page_denies_a_contradiction_that_it_leads_to(lookup: Lookup, reader: Reader) -> None:
    puzzles = [(page.key, page.matter) for page in lookup.dossier.pages_in("puzzles")]
    told = {key for key, puzzle in puzzles if isinstance(puzzle, Puzzle) and puzzle.record.kind == "contradiction"}
    assert told
    pages = {edge.origin for key in told for edge in lookup.backlinks[key]} | told
    blocks = [block for key in pages for block in reader.body(key).blocks]
    sentences = [sentence.text for block in blocks for sentence in block.sentences]
    assert [text for text in sentences if DENIAL.search(text)] == []


def test_the_timeline_says_nothing_that_a_page_takes_back(reader: Reader) -> None:
    known = [(moment, moment.page.slug if moment.page else "") for moment in moments(reader)]
    order = {slug: rank for rank, (_, slug) in enumerate(known)}
    assert order["shusha-changes-hands"] < order["karimov-almalik-online"] < order["fuzuli-visit"]
    assert {moment.basis for moment, slug in known if slug == "fifth-world-forum"} == {"contested"}
    nomination = ClaimKey("karimov-in-rabat", "nominated")
    told = [moment for moment, _ in known if nomination in [claim.key for claim in moment.claims]]
    assert [year_of(moment.date) for moment in told] == [2022, 2024]
    assert all(moment.basis == "contested" for moment in told)
    assert [key.slug for key in undated(reader)] == ["shusha-capital"]


def test_what_compares_nothing_has_no_page_of_its_own(lookup: Lookup) -> None:
    own = {
        folder: [page for page in lookup.dossier.pages_in(folder) if getattr(page.matter, "shown_on", None) is None]
        for folder in MOST
    }
    assert {folder: len(pages) for folder, pages in own.items() if len(pages) > MOST[folder]} == {}


def test_every_topic_is_told_in_short_with_what_is_known_elsewhere(lookup: Lookup) -> None:
    topics = [(page.key.slug, page.matter) for page in lookup.dossier.pages_in("topics")]
    told = [slug for slug, topic in topics if isinstance(topic, Topic) and topic.elsewhere and topic.how_sure]
    assert told == [slug for slug, _ in topics]
    assert [reference.id for reference in lookup.dossier.tables.references if not reference.shows] == []


def test_each_promised_thing_is_counted_once(lookup: Lookup) -> None:
    again = {str(key): str(claim.same_as) for key, claim in lookup.dossier.claims.items() if claim.same_as}
    assert again == {
        "ambassador-on-shusha#all-measures": "ambassador-on-shusha#asian-title",
        "ambassador-on-shusha#world-capital": "ambassador-on-shusha#asian-title",
        "karimov-online#headline-visits": "karimov-online#experts-ready",
    }


def test_neither_a_courtesy_nor_a_hope_is_a_promise_kept(lookup: Lookup) -> None:
    kept = [claim for claim in lookup.dossier.claims.values() if claim.record.outcome == "done"]
    assert [str(claim.key) for claim in kept if claim.record.form != "hope"] == []


@pytest.mark.parametrize("name", DOSSIERS)
def test_names_no_path_outside_its_folder(name: str) -> None:
    files = [path for path in DOSSIERS[name].rglob("*") if path.is_file()]
    assert len(files) > 20
    assert [path for path in files if re.search(r"\.\./[a-z]|file://|/home/|/tmp/", path.read_text("utf-8"))] == []
    assert [path for path in files if path.is_symlink()] == []


def sources(dossier: Dossier | None) -> list[tuple[str, Source]]:
    assert dossier is not None
    found = [(page.key.slug, page.matter) for page in dossier.pages.values() if isinstance(page.matter, Source)]
    assert found
    return found
