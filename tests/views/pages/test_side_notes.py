"""Side notes: whose word a citation is, in lines."""

import re
from collections.abc import Iterable

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.model.names import Key
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import PageContext
from sourcebook.views.pages.side_notes import runs, side_note
from sourcebook.views.translations import Translations
from tests.dossiers import read_dossier
from tests.lighthouse import LIGHTHOUSE
from tests.sites import Built
from tools.environment import ROOT

LEADING = re.compile(r"(?:^|(?<=\d, ))\d+(?:–\d+)?")


@pytest.fixture(scope="module")
def context() -> PageContext:
    dossier = read_dossier(LIGHTHOUSE)
    t = Translations.load(ROOT / "templates" / "words" / "en.toml")
    return PageContext(dossier, t, Addresses("https://example.org"), "/topics/light-and-lamp/")


def noted(tree: LexborHTMLParser) -> list[str]:
    return [node.attributes["data-beside"] or "" for node in tree.css("[data-beside]")]


def counted(texts: Iterable[str]) -> list[int]:
    """Numbers of "4" and "6–8"."""
    ends = [text.split("–") for text in texts]
    return [number for end in ends for number in range(int(end[0]), int(end[-1]) + 1)]


def test_every_citation_of_a_topic_says_beside_it_whose_numbers_they_are(site: Built) -> None:
    for path, tree in site.pages.items():
        if not path.startswith("topics/") or path == "topics/index.html":
            continue
        for cites in tree.css(".text > .prose .cites"):
            numbers = [link.text().removeprefix("Note ") for link in cites.css("a")]
            voices = (cites.attributes["data-beside"] or "").split("\n")[::2]
            told = [number for voice in voices for number in counted(LEADING.findall(voice))]
            assert told == list(dict.fromkeys(counted(numbers)))
        assert noted(tree)


def test_claims_of_one_voice_and_document_share_a_note(context: PageContext) -> None:
    claims = context.dossier.whole().dossier.claims
    first, second = [key for key, claim in claims.items() if [by.slug for by in claim.by] == ["vera-tolmina"]][:2]
    at = sorted({*claims[first].record.at.numbers, *claims[second].record.at.numbers})
    assert side_note(context, [(1, first), (2, second)], None) == (
        f"1, 2 Vera Tolmina\nBrennhavn Courier, 12 Mar 1931, paragraphs {', '.join(map(str, at))}"
    )


def test_the_document_of_the_note_above_is_not_named_again(context: PageContext) -> None:
    claims = context.dossier.whole().dossier.claims
    key = next(key for key, claim in claims.items() if [by.slug for by in claim.by] == ["vera-tolmina"])
    (at,) = claims[key].record.at.numbers
    assert side_note(context, [(3, key)], key.page) == f"3 Vera Tolmina\nsame document, paragraph {at}"
    assert "12 Mar 1931" in side_note(context, [(3, key)], Key("sources", "leaflet-for-visitors"))


def test_voices_and_documents_that_differ_have_lines_of_their_own(context: PageContext) -> None:
    claims = context.dossier.whole().dossier.claims
    tolmina = next(key for key, claim in claims.items() if [by.slug for by in claim.by] == ["vera-tolmina"])
    notice = next(key for key, claim in claims.items() if key.page != tolmina.page and not claim.by)
    lines = side_note(context, [(4, tolmina), (5, notice), (6, tolmina)], None).split("\n")
    assert [line.split()[0] for line in lines[::2]] == ["4", "5", "6"]
    assert lines[1] == lines[5] != lines[3]


def test_numbers_that_follow_one_another_within_a_document_are_one_mark(context: PageContext) -> None:
    claims = list(context.dossier.whole().dossier.claims)
    here, there = claims[0], next(key for key in claims if key.page != claims[0].page)
    numbered = [(1, here), (3, here), (4, here), (5, here), (6, there), (7, here), (8, here)]
    assert [[number for number, _ in run] for run in runs(numbered)] == [[1], [3, 4, 5], [6], [7], [8]]
