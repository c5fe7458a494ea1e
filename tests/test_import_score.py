"""The measure of the import: what counts as right, as wrong and as not stated."""

from datetime import date
from pathlib import Path

import msgspec

from tests.cases import cases
from tools.import_score import Extraction, Truth, ours, scored, verdicts

TRUTH = Truth(
    ["On the “light”"], ["Ida Storm", "Jon Reef"], "2024-03-01", ["Skerry Post", "post.example"], ["One."], ["AFP"]
)


@cases
def test_a_value_is_right_or_wrong_or_not_stated(field: str, stated: object, verdict: bool | None) -> None:
    extraction = msgspec.convert({field: stated}, Extraction)
    assert verdicts(TRUTH, extraction)[{"authors": "author"}.get(field, field)] is verdict


def test_the_import_is_scored_on_a_page(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The {n} paragraph of a report that is long enough to be an article of its own.</p>" for n in "abcd"
    )
    page = tmp_path / "page.html"
    page.write_text(f"<html><body><h1>On the «light»</h1><article>{body}</article></body></html>", "utf-8")
    score = scored({page: TRUTH}, [ours(page, date(2024, 5, 20))], verbose=False)
    assert (score.right["headline"], score.right["author"], score.wrong.total()) == (1, 0, 0)
