"""What is published beside the pages, and what keeps old addresses alive."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree

from sourcebook.build.options import BuildOptions
from sourcebook.model.names import file_of, former_key, page_url, row_anchor
from sourcebook.rules.published import current_addresses, former_addresses
from sourcebook.views.frame import FULL_TEXT_POLICY
from tests.harness.pages import address_of
from tests.sites import BASE, DOSSIERS, Built, addresses, files_of, one, site_files
from tools.environment import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_headers_hold_the_same_policy(site: Built) -> None:
    lines = site.text("_headers").splitlines()
    assert lines[:2] == ["/*", f"  Content-Security-Policy: {FULL_TEXT_POLICY}; frame-ancestors 'none'"]


def test_old_pages_lead_on(site: Built) -> None:
    stubs = set()
    for page in site.dossier.pages.values():
        shown_on = getattr(page.matter, "shown_on", None)
        place = (file_of(page.url), "") if shown_on is None else (file_of(page_url(shown_on)), row_anchor(page.key))
        olds = [former_key(page.key, old) for old in page.entry.head.formerly]
        for old in olds if shown_on is None else [*olds, page.key]:
            stub = file_of(page_url(old))
            tree = site.pages[stub]
            refresh = [node.attributes["content"] or "" for node in tree.css("meta[http-equiv=refresh]")]
            assert len(refresh) == (old.folder != "sources")  # it would take the reader from the claim that is named
            hrefs = [
                *(to.removeprefix("0; url=") for to in refresh),
                one(tree, ".page-head a").attributes["href"] or "",
            ]
            assert {site.target(stub, href) for href in hrefs} == {place}
            canonical = page.url if shown_on is None else page_url(shown_on)
            assert urldefrag(one(tree, "link[rel=canonical]").attributes["href"] or "")[0] == BASE + canonical[1:]
            assert one(tree, "meta[name=robots]").attributes["content"] == "noindex"
            stubs.add(stub)
    assert site.stubs == stubs


def test_old_names_of_claims_lead_to_them(site: Built) -> None:
    for claim in site.dossier.claims.values():
        for old in claim.record.formerly:
            tree = site.pages[file_of(page_url(claim.key.page))]
            assert len(tree.css(f"[id='{claim.key.id}'] [id='{old}']")) == 1, str(claim.key)


def test_every_address_ever_published_leads_somewhere(site: Built) -> None:
    listed = [address for address in site.dossier.tables.addresses if address]
    for address in {*listed, *current_addresses(site.dossier), *former_addresses(site.dossier)}:
        assert site.resolves("index.html", BASE + address.removeprefix("/")), address


def test_sitemap_lists_every_page_and_nothing_else(site: Built) -> None:
    entries = ElementTree.fromstring(site.text("sitemap.xml")).findall(f"{SITEMAP}url")
    listed = [entry.findtext(f"{SITEMAP}loc") for entry in entries]
    assert sorted(map(str, listed)) == sorted(
        BASE + address_of(page) for page in site.pages if page != "404.html" and page not in site.stubs
    )
    assert all(date.fromisoformat(entry.findtext(f"{SITEMAP}lastmod") or "") for entry in entries)


def test_feed_has_what_atom_requires(site: Built) -> None:
    feed = ElementTree.fromstring(site.text("feed.xml"))
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in feed.findall(f"{ATOM}link[@rel='self']")] == [f"{BASE}feed.xml"]
    entries = feed.findall(f"{ATOM}entry")
    for element in (feed, *entries):
        assert element.findtext(f"{ATOM}title")
        assert (element.findtext(f"{ATOM}id") or "").startswith(BASE)
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", element.findtext(f"{ATOM}updated") or "")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids) == 1 + changes(site)
    links = [link.get("href") or "" for entry in entries for link in entry.findall(f"{ATOM}link")]
    assert [href for href in links if not href.startswith(BASE) or not site.resolves("index.html", href)] == []
    updated = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{ATOM}updated") == updated[0]


def test_page_for_what_is_not_found_works_at_any_depth(site: Built) -> None:
    own = [href for href in addresses(site.pages["404.html"]) if not urlsplit(href).scheme]
    assert len(own) > 10
    assert [href for href in own if not href.startswith(("/repo/", "#"))] == []
    assert [href for href in own if not site.resolves("a/b/c/index.html", href) and not href.startswith("#")] == []


def test_copy_for_disks_names_files(disk: Built) -> None:
    for page in set(disk.pages) - {"404.html"}:
        for href in addresses(disk.pages[page]):
            path, _, fragment = href.partition("#")
            if urlsplit(href).scheme or (page in disk.stubs and not path):
                continue
            file = (disk.folder / page).parent / unquote(path) if path else disk.folder / page
            assert file.is_file(), f"{page}: {href}"
            found = file.resolve().relative_to(disk.folder.resolve()).as_posix()
            assert not fragment or unquote(fragment) in disk.ids[found], f"{page}: {href}"


def test_two_builds_give_the_same_bytes(lighthouse: Built) -> None:
    options = BuildOptions(ROOT, DOSSIERS["lighthouse"], Path("nowhere"), address=BASE, full_text=True)
    assert files_of(options) == site_files(lighthouse.folder)


def changes(site: Built) -> int:
    """How many entries a feed has beside the publication: corrections, and pages changed since."""
    published = site.dossier.tables.settings.published
    days = [page.entry.head.changed for page in site.dossier.pages.values()]
    return len(site.dossier.corrections) + sum(day is not None and day > published for day in days)
