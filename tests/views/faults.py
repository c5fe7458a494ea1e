"""For each kind of item, an edit of the invented dossier that is missed where that kind is not noted."""

from collections.abc import Mapping

from msgspec import Struct

REPORT, LEAFLET, NOTICE = (
    f"sources/{name}.md" for name in ("report-on-the-lamp", "leaflet-for-visitors", "notice-to-mariners")
)
BOARD, COURIER = "organisations/lights-board.md", "organisations/brennhavn-courier.md"
TOLMINA, HALVAN = "people/vera-tolmina.md", "people/nadir-halvan.md"
SKARVOY, BRENNHAVN = "places/skarvoy.md", "places/brennhavn.md"
TOPIC, COST = "topics/light-and-lamp.md", "questions/cost-of-the-lamp.md"
DIFFER, LANGUAGE = "pages/where-answers-differ.md", "pages/language.md"
NOTE = "notes/light-in-a-sailing-guide.md"

Change = tuple[str, str, str | None]
"""A file; what stands there once and what is to stand there instead. "" is the whole file, None takes it away."""


class Fault(Struct, frozen=True):
    """An `edit` of a dossier, with `first` already done to it, that shows where items of a kind are not noted."""

    edit: tuple[Change, ...]
    first: tuple[Change, ...] = ()


def page(title: str, fields: str = "", body: str = "A page.") -> str:
    return f"---\ntitle: {title}\n{fields}---\n{body}\n"


def after(path: str, text: str, more: str) -> Change:
    return path, text, text + more


def claim(name: str, about: str = "tressland", more: str = "") -> str:
    """A further claim, before the text of a document."""
    said = "    at: 3\n    by: article\n    says: It is said again.\n    words: [again]\n"
    return f"  {name}:\n{said}    about: [{about}]\n{more}---\n"


def answer(question: str, value: int) -> str:
    return f"    answers: questions/{question}\n    value: {value}\n"


BOARDS = "counts_as: lights-board\n"
TRESSLANDS = "counts_as: tressland\n"
SPEAKS = "why: She speaks to the newspaper as an inspector of the Lights Board.\n"
AGREED = (
    (LEAFLET, "    by: article\n    says: Visitors", "    by: vera-tolmina\n    says: Visitors"),
    (NOTICE, "\n---\n", "\n" + claim("again", "skarvoy", answer("steps", 168)).replace("article", "nadir-halvan")),
)
"""Three answers of which the third shares a link with the second."""

ALSO, LOADED = 'also: "Old Tress: Skarfey"\n', "summary: A treacherous rock.\n"
PUZZLE = "kind: gap\nweight: detail\nabout: [notice-to-mariners#signal]\n"
ASKS = "asks: Is it?\ntype: yes-no\n"
PLAIN_SOURCE = """\
headline: New
author: none
outlet: none
published: {date: "1931", basis: stated}
obtained: Found.
file: {sha256: 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef, paragraphs: 1}
skip: [{at: 1, why: heading}]
"""
POINT = "point: {lat: 61.11, lon: -3.03, exact: town, reference: coast-chart}\n"
UNMAPPED = (
    (SKARVOY, "point: {lat: 61.25, lon: -3.5, exact: area, reference: coast-chart}\n", ""),
    (BRENNHAVN, POINT, ""),
    ("addresses.txt", "/map/\n", ""),
)

FAULTS: Mapping[str, Fault] = {
    "about": Fault(((NOTICE, "\n---\n", "\n" + claim("again")),)),
    "answers": Fault(((NOTICE, "\n---\n", "\n" + claim("again", "skarvoy", answer("lamp-failures", 2))),)),
    "backlinks": Fault(((TOPIC, "Whether it was, no document", "Whether it was, in [[brennhavn]], no document"),)),
    "body": Fault(((TOPIC, "telephone] No sailor is heard.", "telephone] No sailor is heard of."),)),
    "card": Fault(()),
    "chains": Fault(
        ((HALVAN, "---\nNadir", "counts_as: vera-tolmina\nwhy: A guess.\n---\nNadir"),),
        (
            (REPORT, "author: none", "author: vera-tolmina"),
            (LEAFLET, "author: none", "author: nadir-halvan"),
            (LEAFLET, '    answers: questions/ships-lost\n    value: "..3"\n', ""),
            (LEAFLET, "    answers: questions/steps\n    value: 168\n", ""),
        ),
    ),
    "claim": Fault(((REPORT, "says: 7 ships had been lost", "says: It was 7 ships that had been lost"),)),
    "claims": Fault(((NOTICE, "words: [first lit 1 May 1888]", "words: [first lit 1 May 1888, treacherous]"),)),
    "corrections": Fault((("corrections.toml", 'now = "It stands', 'now = "Now it stands'),)),
    "digits": Fault(((COST, "None of", "In 1931 none of"),), (("terms.toml", "", "# None.\n"),)),
    "dossier": Fault((("references.toml", 'title = "Staff roll', 'title = "A staff roll'),)),
    "edges": Fault(((TOPIC, " [@notice-to-mariners#failures]", ""),)),
    "events_at": Fault((("events/storm.md", "", page("The storm", "when: none\nwhy: None.\nwhere: [brennhavn]\n")),)),
    "shown_at": Fault(((COST, "about: [skarvoy", "shown_on: places/brennhavn\nabout: [skarvoy"),)),
    "exists": Fault(((DIFFER, "", page("Differ")),), ((DIFFER, "", None),)),
    "head": Fault(((NOTICE, "The day is that", "This day is that"),)),
    "keys": Fault((("people/new.md", "", page("Somebody New")),)),
    "layout": Fault(((LANGUAGE, "", page("Language")),), ((LANGUAGE, "", None),)),
    "made": Fault(((BRENNHAVN, "---\nBrenn", POINT + "---\nBrenn"),), UNMAPPED),
    "matter": Fault((("events/new-lamp-set-in-place.md", 'when: "1931-08"', 'when: "1931"'),)),
    "names": Fault(((REPORT, "as: Vera Tolmina", "as: V. Tolmina"),)),
    "newest": Fault((("pages/limits.md", "---\ntitle:", '---\nchanged: "2025-01-01"\ntitle:'),)),
    "notes": Fault((("notes/new.md", "", page("A new note", "about: [brennhavn]\nreferences: [coast-chart]\n")),)),
    "origins": Fault(
        ((HALVAN, "---\nNadir", "counts_as: vera-tolmina\nwhy: A guess.\n---\nNadir"),),
        ((REPORT, "author: none", "author: vera-tolmina"), (LEAFLET, "author: none", "author: nadir-halvan")),
    ),
    "outline": Fault((("map/outline.toml", 'title = "The coast', 'title = "A coast'),)),
    "page": Fault(((TOPIC, 'changed: "2024-05-20"', 'changed: "2024-04-01"'),)),
    "places": Fault(
        ((SKARVOY, ALSO + LOADED, LOADED + ALSO),),
        ((SKARVOY, "summary: The rock on which the lighthouse stands.\n" + ALSO, ALSO + LOADED),),
    ),
    "puzzles": Fault((("puzzles/new.md", "", page("New", PUZZLE)),)),
    "questions_about": Fault((("questions/new.md", "", page("New", ASKS + "about: [brennhavn]\n")),)),
    "questions_of": Fault((("questions/new.md", "", page("New", ASKS + "about: [topics/light-and-lamp]\n")),)),
    "reference": Fault((("references.toml", 'title = "Chart', 'title = "A chart'),)),
    "relations": Fault(((HALVAN, "---\nNadir", "counts_as: brennhavn-courier\nwhy: A guess.\n---\nNadir"),), AGREED),
    "claims_by": Fault(((NOTICE, "\n---\n", "\n" + claim("again").replace("article", "nadir-halvan")),)),
    "settings": Fault((("site.toml", 'tagline = "Three', 'tagline = "The three'),)),
    "sources": Fault((("sources/new.md", "", page("New", PLAIN_SOURCE)),)),
    "standings": Fault(((TOLMINA, BOARDS + SPEAKS, ""),)),
    "summary": Fault(((HALVAN, "summary: Keeper", "summary: The keeper"),)),
    "terms": Fault((("terms.toml", 'instead = "dangerous', 'instead = "unsafe'),)),
    "title": Fault(((BRENNHAVN, "title: Brennhavn", "title: Old Brennhavn"),)),
    "titles": Fault((("places/new.md", "", page("New place")),)),
    "unlisted": Fault(((TOPIC, 'changed: "2024-05-20"', 'changed: "2024-05-20"\nunlisted: true'),)),
    "verdict_of": Fault(((TOLMINA, BOARDS + SPEAKS, ""),)),
}
