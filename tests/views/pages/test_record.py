"""The whole record on one page: all of it, each claim under one number, and links that stay on it."""

from itertools import pairwise

from selectolax.lexbor import LexborHTMLParser

from sourcebook.views.pages.record_context import WHOLE, anchor_of
from tests.sites import Built, one

PAGE = "record/index.html"


def claims(tree: LexborHTMLParser) -> dict[str, str]:
    """What each claim says, by its number."""
    return {one(node, ".claim-number").text(): one(node, ".says").text() for node in tree.css("li.claim")}


def test_every_claim_has_one_number_in_the_order_of_the_documents(site: Built) -> None:
    said = claims(site.pages[PAGE])
    assert list(said) == [str(number) for number in range(1, len(site.dossier.claims) + 1)]
    assert sorted(said.values()) == sorted(claim.record.says for claim in site.dossier.claims.values())
    numbers = site.pages[PAGE].css("li.claim .claim-number")
    assert [node.attributes["id"] for node in numbers] == [f"n-{number}" for number in said]


def test_everything_stands_on_it(site: Built) -> None:
    places = set(site.ids[PAGE])
    pages = {anchor_of(key) for key in site.dossier.pages if key.folder in WHOLE}
    references = {f"r-{reference.id}" for reference in site.dossier.tables.references}
    assert pages | references <= places


def test_links_to_what_stands_on_it_stay_on_it(site: Built) -> None:
    hrefs = [node.attributes["href"] or "" for node in site.pages[PAGE].css("main .record-part a")]
    leaving = [href for href in hrefs if not href.startswith("#")]
    assert len(hrefs) > 2 * len(leaving)
    assert [href for href in leaving for folder in WHOLE if f"/{folder}/" in href and "://" not in href] == []
    assert {href for href in hrefs if href.startswith("#") and href[1:] not in site.ids[PAGE]} == set()


def test_a_citation_leads_to_the_claim_of_its_number(site: Built) -> None:
    said = claims(site.pages[PAGE])
    cites = site.pages[PAGE].css("a[role=doc-noteref]")
    assert len(cites) > 5
    for cite in cites:
        number = (cite.attributes["href"] or "").removeprefix("#n-")
        assert number in said
        assert cite.text().split()[-1].split("–")[0] == number


def test_headings_follow_each_other_without_a_gap(site: Built) -> None:
    levels = [
        int((node.tag or "h0")[1]) for node in site.pages[PAGE].css("main h1, main h2, main h3, main h4, main h5")
    ]
    steps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
    assert (levels[0], steps) == (1, [])


def test_it_is_found_from_about_and_from_the_data(site: Built) -> None:
    for page in ("about/index.html", "data/index.html"):
        if page in site.pages:
            hrefs = [node.attributes["href"] or "" for node in site.pages[page].css("main a")]
            assert (PAGE, "") in [site.target(page, href) for href in hrefs], page
