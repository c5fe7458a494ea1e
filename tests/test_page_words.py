"""Words that readers meet on pages of the first dossier: a budget for each kind of page, and for all."""

from tests.sites import Built
from tools.page_words import count_page, count_site, kind_of

MOST = {
    "topics": 1_800, "questions": 1_200, "sources": 4_900, "puzzles": 1_600, "notes": 1_000, "people": 1_800,
    "places": 1_500, "organisations": 1_300, "events": 1_400, "index": 900, "/where-answers-differ/": 2_000,
    "/timeline/": 3_400, "/references/": 5_000,
}  # fmt: skip
ALL = 110_000


def test_no_page_is_longer_than_its_kind_may_be(site: Built) -> None:
    counts = dict(count_site(site.folder))
    assert {path: n for path, n in counts.items() if n > MOST.get(kind_of(path), 3_000)} == {}
    assert sum(counts.values()) <= ALL


def test_endnotes_and_pages_that_lead_on_do_not_count() -> None:
    page = "<main><p><a>Two</a>, <b>words</b></p><svg><title>no</title></svg><p class='endnotes'>none</p></main>"
    assert count_page(page) == 2
    assert count_page(f"<body class=stub>{page}") == 0
