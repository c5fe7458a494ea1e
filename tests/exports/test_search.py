"""The index of the search box: what is in it, how it is reached, what it weighs."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from sourcebook.exports.search import search_input
from sourcebook.model.dossier import Puzzle
from sourcebook.model.folding import name_key
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import page_url, row_anchor
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.pages.search import ON_FIRST_USE, SEARCH_INDEX
from sourcebook.views.site import Site
from tests.dossiers import read_dossier
from tests.lighthouse import copy
from tests.sites import BASE, Built, one, theme

MOST_BYTES = 60 * 1024
FIELD = re.compile(r"^(\w+): (.*),$", re.MULTILINE)


@pytest.fixture(scope="module")
def index(site: Built) -> dict[str, Any]:
    """What the published script sets, read as the JSON that its lines are."""
    text = site.text(SEARCH_INDEX.removeprefix("/"))
    assert text.isascii()
    entries = text[text.index("entries: [") + len("entries: [") : text.rindex("]")]
    rows = [json.loads(line.removesuffix(",")) for line in entries.strip().splitlines()]
    return {name: json.loads(value) for name, value in FIELD.findall(text)} | {"entries": rows}


def test_every_page_and_every_claim_is_in_it_at_its_address(site: Built, index: dict[str, Any]) -> None:
    hrefs = [href for _, href, *_ in index["entries"]]
    pages = [page.url.removeprefix("/") or "./" for page in site.written]
    rows = [(page.shown_on, page.key) for page in site.dossier.pages.values() if page.shown_on is not None]
    pages += [f"{page_url(shown_on)[1:]}#{row_anchor(key)}" for shown_on, key in rows]
    claims = [f"sources/{key.source}/#{key.id}" for key in site.dossier.claims]
    made = [f"{name}/" for name in Lookup(site.dossier).made]
    assert sorted(hrefs) == sorted([*pages, *made, *claims])
    assert [href for href in hrefs if not site.resolves("index.html", href)] == []


def test_sources_claims_and_events_say_their_date(site: Built, index: dict[str, Any]) -> None:
    for _, href, attribution, facts, *_ in index["entries"]:
        if href.startswith("sources/") and href != "sources/" and "#puzzle-" not in href:
            assert re.search(r"\b\d{4}\b", attribution if "#" in href else facts), href
        if href.startswith("events/") and href != "events/":
            assert facts


def test_the_first_name_is_the_title_and_no_two_fold_alike(index: dict[str, Any]) -> None:
    for _, href, *_, names in index["entries"]:
        keys = [key for _, key, *_ in names]
        assert names[0][0], href
        assert len(set(keys)) == len(keys), href
        assert all(keys), href


def test_every_claim_begins_with_whose_word_it_is(site: Built, index: dict[str, Any]) -> None:
    attributions = {href: attribution for _, href, attribution, *_ in index["entries"]}
    for key, claim in site.dossier.claims.items():
        source = site.dossier.source(key.source)
        names = [site.dossier.pages[who].title for who in (*claim.by, source.outlet) if who]
        said = attributions[f"sources/{key.source}/#{key.id}"]
        assert all(name in said for name in names), said
        assert claim.by or re.search("the article itself|no speaker named", said), said
        assert max(re.findall(r"\d{4}", source.record.short or source.record.published.date.text)) in said, said
    assert not any(attribution for href, attribution in attributions.items() if "#" not in href)


def test_every_claim_in_a_puzzle_bears_its_sign(site: Built, index: dict[str, Any]) -> None:
    puzzles = [page.matter for page in site.dossier.pages_in("puzzles")]
    puzzled = {target for puzzle in puzzles if isinstance(puzzle, Puzzle) for target in puzzle.about}
    expected = {f"sources/{key.source}/#{key.id}" for key in site.dossier.claims if key in puzzled}
    signed = {href for _, href, *_, marks, _ in index["entries"] if any(name == "puzzle" for name, _ in marks)}
    assert expected
    assert signed == expected


def test_the_index_is_light(site: Built) -> None:
    data = (site.folder / SEARCH_INDEX.removeprefix("/")).read_bytes()
    assert len(gzip.compress(data)) < MOST_BYTES


def test_every_page_has_the_box_and_names_what_it_fetches(site: Built) -> None:
    for page, tree in site.pages.items():
        form = one(tree, "form[role=search]")
        assert site.target(page, form.attributes["action"] or "") == ("search/index.html", ""), page
        scripts = (form.attributes["data-scripts"] or "").split()
        assert len(scripts) == 1 + len(ON_FIRST_USE)
        assert [href for href in scripts if not site.resolves(page, href)] == [], page
        fetched = {script.attributes["src"] for script in tree.css("script[src]")}
        assert fetched & set(scripts) == set(), page


def test_without_script_the_page_leads_to_the_list_of_all_names(site: Built) -> None:
    main = one(site.pages["search/index.html"], "main")
    assert "A–Z" in one(main, "noscript").text()
    leading = [site.target("search/index.html", link.attributes["href"] or "") for link in main.css("a")]
    assert ("a-z/index.html", "") in leading


def test_a_copy_for_disks_names_files_and_says_that_it_has_no_full_text(disk: Built) -> None:
    text = disk.text(SEARCH_INDEX.removeprefix("/"))
    hrefs = re.findall(r'^\[\d+, "([^"]*)"', text, re.MULTILINE)
    assert len(hrefs) > 50
    assert [href for href in hrefs if not (disk.folder / href.partition("#")[0]).is_file()] == []
    texts = one(disk.pages["search/index.html"], "#s-texts")
    assert "opened from a folder" in texts.text()
    assert "data-script" not in texts.attributes


def test_a_spelling_that_takes_a_side_is_found_and_not_shown(tmp_path: Path) -> None:
    named = "names:\n  - {who: skarvoy, as: the treacherous rock, at: 8}\n"
    content = copy(tmp_path / "content", [("sources/report-on-the-lamp.md", "names:\n", named)])
    dossier = read_dossier(content)
    house = theme(plain=True)
    shell = Shell(house.names, report=None, noindex=False, preview=False)
    view: Any = search_input(Site(dossier, house.translations, Addresses(BASE), shell)).view
    (names_of,) = [names for _, href, *_, names in view.entries if href == "places/skarvoy/"]
    assert [key for text, key, *_ in names_of if not text] == [name_key("the treacherous rock")]
    assert [text for text, *_ in names_of if "treacherous" in text] == []
