"""Front matter of every kind of page becomes the record of the model."""

import datetime as dt

import pytest

from sourcebook.model.dates import parse_edtf
from sourcebook.model.entry import Head
from sourcebook.model.names import FOLDERS, MADE, Key
from sourcebook.model.record import (
    ArticleRecord,
    ClaimRecord,
    EntityRecord,
    EventRecord,
    NameIn,
    NoteRecord,
    OutsideName,
    Point,
    Published,
    PuzzleRecord,
    QuestionRecord,
    Record,
    Skip,
    SourceRecord,
    TopicRecord,
)
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.kinds import FIELDS
from sourcebook.schema.located import LocatedTree
from sourcebook.schema.pages import to_record

DIGEST = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"

SOURCE = f"""
headline: none
author: none
outlet: courier
relies_on: organisations/harbour-office
published: {{date: "2019-03-12", basis: stamped, why: The stamp.}}
obtained: >
  From a
  folder.
file: {{sha256: {DIGEST.upper()}, paragraphs: 4}}
copies: [cutting]
skip:
  - {{at: [2, 1], why: Stamps.}}
names:
  - {{who: ida-storm, as: I. Storm, title: keeper, at: 3}}
claims:
  height:
    at: 3
    by: article
    says: The tower is 27 metres high.
    words: [27 metres, high]
    about: [places/skerry]
    answers: tower-height
    value: 27
    scope: from the ground
    when: 2019~
    why: It says so.
    relies_on: other#height
    maybe: ida-storm
    formerly: [tower]
  second-lamp:
    at: [4]
    by: [ida-storm, courier]
    says: A second lamp will burn.
    words: [second lamp]
    about: [skerry]
    kind: promise
    form: plan
    due: "[2020..2021]"
    outcome: done
    shown_by: [later#lit]
"""


@pytest.mark.parametrize(
    ("folder", "front", "record"),
    [
        ("topics", "", TopicRecord()),
        ("pages", "", ArticleRecord()),
        (
            "questions",
            "asks: How high?\ntype: number\nunit: metres\nexpects: changing\nabout: [skerry]",
            QuestionRecord("How high?", "number", "metres", "changing", ("skerry",)),
        ),
        ("questions", "asks: Who?\ntype: entity", QuestionRecord("Who?", "entity", None, "one", ())),
        (
            "puzzles",
            "kind: gap\nweight: detail\nabout: [a#b, c p8, people/d]\nreadings: [x, y]\nreckons: 2 + 2 = 4",
            PuzzleRecord("gap", "detail", ("a#b", "c p8", "people/d"), ("x", "y"), "2 + 2 = 4"),
        ),
        ("notes", "about: [skerry]\nreferences: [chart]", NoteRecord(("skerry",), ("chart",))),
        ("events", "when: none\nwhy: No text dates it.", EventRecord(None, "No text dates it.", ())),
        (
            "events",
            'when: "2019-03?"\nwhy: The stamp.\nwhere: [skerry]',
            EventRecord(parse_edtf("2019-03?"), "The stamp.", ("skerry",)),
        ),
        (
            "people",
            "also: Ìde\nnames: [{text: Ìde, lang: gd, reference: chart}]\ncounts_as: courier\nwhy: Its editor.",
            EntityRecord(
                "Ìde", (OutsideName("Ìde", "gd", "chart"),), "courier", "Its editor.", country=None, point=None
            ),
        ),
        ("organisations", "country: skerry", EntityRecord(None, (), None, None, country="skerry", point=None)),
        (
            "places",
            "point: {lat: 58.1, lon: -7, exact: area, reference: chart}",
            EntityRecord(None, (), None, None, country=None, point=Point(58.1, -7.0, "area", "chart")),
        ),
        (
            "sources",
            SOURCE,
            SourceRecord(
                headline=None,
                author=None,
                outlet="courier",
                relies_on="organisations/harbour-office",
                published=Published(parse_edtf("2019-03-12"), "stamped", "The stamp."),
                obtained="From a folder.",
                sha256=DIGEST,
                paragraphs=4,
                copies=("cutting",),
                skip=(Skip((1, 2), "Stamps."),),
                names=(NameIn("ida-storm", "I. Storm", "keeper", (3,)),),
                claims=(
                    ClaimRecord(
                        id="height",
                        at=(3,),
                        by=("article",),
                        says="The tower is 27 metres high.",
                        words=("27 metres", "high"),
                        about=("places/skerry",),
                        answers="tower-height",
                        value="27",
                        scope="from the ground",
                        when=parse_edtf("2019~"),
                        why="It says so.",
                        relies_on="other#height",
                        maybe="ida-storm",
                        formerly=("tower",),
                    ),
                    ClaimRecord(
                        id="second-lamp",
                        at=(4,),
                        by=("ida-storm", "courier"),
                        says="A second lamp will burn.",
                        words=("second lamp",),
                        about=("skerry",),
                        kind="promise",
                        form="plan",
                        due=parse_edtf("[2020..2021]"),
                        outcome="done",
                        shown_by=("later#lit",),
                    ),
                ),
            ),
        ),
    ],
)
def test_makes_the_record(folder: str, front: str, record: Record) -> None:
    made = to_record("a.md", Key(folder, "a"), read(f"title: A\n{front}"))
    assert made == (Head("A", None, None, (), draft=False), record)


def test_makes_the_head() -> None:
    front = read(
        "title: |\n  The \n  lamp\nsummary: Lit.\nchanged: 2020-02-29\nformerly: [old, topics/older]\ndraft: true"
    )
    assert to_record("topics/a.md", Key("topics", "a"), front) == (
        Head("The lamp", "Lit.", dt.date(2020, 2, 29), ("old", "topics/older"), draft=True),
        TopicRecord(),
    )


def test_every_folder_has_its_fields() -> None:
    assert tuple(sorted(FIELDS)) == tuple(sorted(FOLDERS))


@pytest.mark.parametrize("folder", FOLDERS)
def test_fields_describe_themselves_to_an_editor(folder: str) -> None:
    schema = FIELDS[folder].model_json_schema()
    assert schema["additionalProperties"] is False
    assert "title" in schema["required"]
    assert all(field["description"] for field in schema["properties"].values())


@pytest.mark.parametrize("slug", ["article", "unnamed", "none"])
def test_words_with_a_meaning_name_no_page(slug: str) -> None:
    problems = to_record(f"people/{slug}.md", Key("people", slug), read("title: A"))
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == ["SLUG"]


def read(front: str) -> LocatedTree:
    read = read_front_matter("a.md", f"---\n{front}\n---\n")
    assert isinstance(read, LocatedTree), read
    return read


@pytest.mark.parametrize("slug", [*FOLDERS, *MADE])
def test_no_page_takes_the_address_of_one_that_is_made(slug: str) -> None:
    problems = to_record(f"pages/{slug}.md", Key("pages", slug), read("title: A"))
    assert isinstance(problems, list)
    assert [problem.code for problem in problems] == ["SLUG"]
    assert not isinstance(to_record(f"topics/{slug}.md", Key("topics", slug), read("title: A")), list)
