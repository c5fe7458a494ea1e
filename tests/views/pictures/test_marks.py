"""The picture of all claims: one mark a claim, in text order, that leads to it and says who speaks."""

from collections import Counter

from sourcebook.model.dossier import Source
from sourcebook.views.attribution import claim_voice
from tests.sites import Built

PAGE = "voices/index.html"


def test_every_claim_has_one_mark_in_the_order_of_its_document(site: Built) -> None:
    sources = {page.key.slug: source for page, source in site.dossier.pages_with(Source)}
    rows = site.pages[PAGE].css(".marks-rows > li:not(.marks-absent)")
    assert len(rows) == len(sources)
    for row in rows:
        marks = row.css("a[tabindex]")
        places = [site.target(PAGE, mark.attributes["href"] or "") for mark in marks]
        (path,) = {place[0] for place in places if place}
        claims = sources[path.split("/")[-2]].claims
        assert [place[1] for place in places if place] == [claim.key.id for claim in claims]
        assert [mark.css("rect")[0].attributes["class"] for mark in marks] == list(map(claim_voice, claims))


def test_the_table_counts_the_marks(site: Built) -> None:
    marks = Counter(node.attributes["class"] for node in site.pages[PAGE].css(".marks-rows rect"))
    rows = site.pages[PAGE].css(".claims-picture tbody tr")
    counts = [[int(cell.text().split()[0]) for cell in row.css("td")] for row in rows]
    assert [sum(column) for column in zip(*counts, strict=True)] == [
        marks[voice] for voice in ("named", "article", "unnamed")
    ]
