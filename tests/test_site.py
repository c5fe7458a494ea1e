"""The site as it is published: whatever is promised of every page, held on every page of two dossiers."""

import gzip
import re
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sourcebook.model.dossier import Claim
from sourcebook.model.edges import target_page
from sourcebook.model.names import ClaimKey, file_of, page_url
from sourcebook.views.frame import FULL_TEXT_POLICY, POLICY
from sourcebook.views.pages.bodies import UNTOLD
from tests.sites import Built, one

WHOLE, SEARCH = "record/index.html", "search/index.html"
MOST_BYTES, MOST_BYTES_OF_WHOLE, MOST_BYTES_OF_FONTS = 60_000, 120_000, 65_000
STYLES_AND_SCRIPTS = "link[rel=stylesheet], script[src]"


def test_every_address_leads_to_a_file_and_every_fragment_to_an_element(site: Built) -> None:
    assert len(site.links()) > 20 * len(site.pages)
    assert [link for link in site.links() if not site.resolves(*link)] == []


def test_ids_are_unique_on_each_page(site: Built) -> None:
    assert [page for page, ids in site.ids.items() if len(set(ids)) < len(ids)] == []


def test_every_page_carries_the_policy_before_anything_it_loads(site: Built) -> None:
    for page, tree in site.pages.items():
        head = [node for node in tree.css("head > *") if node.tag != "-text"]
        policy = FULL_TEXT_POLICY if page == SEARCH else POLICY
        assert head[1].attributes == {"http-equiv": "Content-Security-Policy", "content": policy}, page


def test_no_page_holds_what_the_policy_forbids(site: Built) -> None:
    forbidden = (
        "[style], style, script:not([src], [type='application/ld+json']), "
        "iframe, object, embed, base, form[action]:not([role=search]), [srcset], [background]"
    )
    assert [page for page, tree in site.pages.items() if tree.css_first(forbidden)] == []
    assert [page for page in site.pages if re.search(r"<[^>]*\son[a-z]+\s*=", site.text(page))] == []
    assert [page for page in site.pages if "javascript:" in site.text(page)] == []


def test_nothing_is_loaded_from_another_host(site: Built) -> None:
    loaded = "[src], link[rel=stylesheet], link[rel=preload], link[rel=icon]"
    for page, tree in site.pages.items():
        hrefs = [node.attributes.get("src") or node.attributes.get("href") or "" for node in tree.css(loaded)]
        assert len(hrefs) >= 2, page
        assert [href for href in hrefs if site.target(page, href) is None] == [], page
    for path in site.folder.rglob("*.css"):
        assert re.findall(r"@import|url\(\s*[\"']?(?:[a-z]+:|//)", path.read_text("utf-8")) == []


def test_every_citation_leads_to_endnotes_or_to_claims_of_its_page(site: Built) -> None:
    count = 0
    for page, tree in site.pages.items():
        for cite in tree.css("a[id^='c-']") if page != WHOLE else ():
            cited = numbers(cite)
            assert cite.attributes["href"] == f"#n-{cited[0]}", page
            for number in cited:
                note = item_of(one(tree, f"#n-{number}"))
                assert claim_of(site, page, note) in site.dossier.claims, f"{page}, note {number}"
                count += 1
    assert count > 50


def test_endnotes_are_the_other_claims_that_the_page_cites_and_lead_back_to_each_place(site: Built) -> None:
    for written in site.written:
        page = file_of(written.url)
        notes = site.pages[page].css("li[id^='n-']")
        shown = {claim_of(site, page, item_of(number)) for number in site.pages[page].css(".claim-number")}
        cites = (edge for edge in site.dossier.edges if edge.origin == written.key and edge.kind == "cite")
        own = {edge.target for edge in cites if isinstance(edge.target, ClaimKey)}
        noted = [claim_of(site, page, note) for note in notes]
        assert len(set(noted)) == len(noted)
        assert own - shown <= set(noted), page
        backs = [link.attributes["href"] for note in notes for link in note.css("a[href^='#c-']")]
        known = {note.attributes["id"] for note in notes}
        places = [
            f"#{cite.attributes['id']}"
            for cite in site.pages[page].css("a[id^='c-']")
            for number in numbers(cite)
            if f"n-{number}" in known
        ]
        assert sorted(map(str, backs)) == sorted(places), page


def numbers(cite: LexborNode) -> list[int]:
    """Numbers of "Note 4" and "Note 6–8"."""
    ends = [int(text) for text in re.findall(r"\d+", cite.text())]
    return list(range(ends[0], ends[-1] + 1))


def item_of(node: LexborNode) -> LexborNode:
    """The item of a list that a node is or stands in."""
    while node.tag != "li":
        assert node.parent is not None
        node = node.parent
    return node


def test_every_claim_stands_under_a_paragraph_that_its_document_has(site: Built) -> None:
    for claim in site.dossier.claims.values():
        page = file_of(page_url(claim.key.page))
        paragraphs = [f"p-{n}" for n in range(1, site.dossier.source(claim.key.source).record.extent + 1)]
        assert [id_ for id_ in site.ids[page] if re.fullmatch(r"p-\d+", id_)] == paragraphs
        assert under(site.ids[page], claim) == f"p-{claim.record.at.first}", str(claim.key)
        for number in claim.record.at.numbers:
            assert one(site.pages[page], f"#p-{number}").css_first(f"[id='{claim.key.id}'], [href='#{claim.key.id}']")


def test_a_page_leads_to_every_topic_question_puzzle_note_event_and_document_that_mentions_it(site: Built) -> None:
    places = {key: file_of(page_url(page.shown_on or key)) for key, page in site.dossier.pages.items()}
    mentions = {
        (places[edge.origin], places[target_page(edge.target)])
        for edge in site.dossier.edges
        if edge.origin.folder not in UNTOLD and not site.dossier.pages[target_page(edge.target)].shown_on
    }
    assert len(mentions) > 20
    links = {(leads_to[0], page) for page, href in site.links() if (leads_to := site.target(page, href))}
    assert {pair for pair in mentions if len({*pair}) == 2} - links == set()


def test_every_page_has_one_heading_of_the_first_level_a_title_and_a_description(site: Built) -> None:
    heads = {
        page: (
            [node.text(strip=True) for node in tree.css("h1")],
            one(tree, "head > title").text(strip=True),
            one(tree, "meta[name=description], meta[name='twitter:description']").attributes["content"],
        )
        for page, tree in site.pages.items()
    }
    assert [page for page, (headings, *_) in heads.items() if len(headings) != 1 or not headings[0]] == []
    assert [page for page, (_, *head) in heads.items() if not all(head)] == []
    titles = [title for page, (_, title, _) in heads.items() if page not in site.stubs]
    assert len(set(titles)) == len(titles)


def test_every_page_is_light(site: Built) -> None:
    """Compressed, before search is used: the page with its styles and scripts, and apart from them its fonts."""
    weights = {
        page: sum(compressed(site.folder / file) for file in [page, *loaded(site, page, STYLES_AND_SCRIPTS)])
        for page in site.pages
    }
    assert weights.pop(WHOLE) < MOST_BYTES_OF_WHOLE, "the page of the whole record is for print"
    assert {page: weight for page, weight in weights.items() if weight > MOST_BYTES} == {}
    fonts = loaded(site, "index.html", "link[as=font]")
    assert 0 < sum((site.folder / font).stat().st_size for font in fonts) <= MOST_BYTES_OF_FONTS


def loaded(site: Built, page: str, selector: str) -> list[str]:
    """Files of the site that a page loads, by their path below it."""
    nodes = site.pages[page].css(selector)
    hrefs = [node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes]
    return [target[0] for href in hrefs if (target := site.target(page, href))]


@cache
def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def claim_of(site: Built, page: str, note: LexborNode) -> ClaimKey | None:
    """The claim of an endnote or of another item: the one it links beside the word for its paragraph, else its own."""
    for link in note.css("a[href*='#']"):
        path, fragment = site.target(page, link.attributes["href"] or "") or ("", "")
        if path.startswith("sources/") and link.text().startswith("paragraph"):
            return ClaimKey(path.split("/")[1], fragment)
    own = note.attributes.get("id")
    return ClaimKey(page.split("/")[1], own) if page.startswith("sources/") and own else None


def under(ids: list[str], claim: Claim) -> str:
    """The last anchor of a paragraph before that of a claim."""
    before = ids[: ids.index(claim.key.id)]
    return next(id_ for id_ in reversed(before) if re.fullmatch(r"p-\d+", id_))


def plain(html: str) -> str:
    """The text of a page's main part without the numbers and paragraphs that it cites."""
    tree = LexborHTMLParser(html)
    for node in tree.css("sup"):
        node.decompose()
    return " ".join(one(tree, "main").text().split())
