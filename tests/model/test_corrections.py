"""Anchors of corrections: unique where several fall on a day, and those of the feed are on the page."""

import re
from xml.etree import ElementTree

from sourcebook.model.corrections import anchored
from tests.dossiers import linked
from tests.sites import BASE, Built

ROW = '[[correction]]\ndate = 2020-05-02\nabout = "{about}"\nwas = "26"\nnow = "27"\nwhy = "Misread."\n'
GONE = '[[correction]]\ndate = 2020-05-02\nabout = "lamp-relit#gone"\nwithdrawn = true\nwhy = "It named somebody."\n'


def test_each_has_an_anchor_of_its_own() -> None:
    about = ("lamp-relit", "lamp-relit#height", "lamp-relit#height", "topics/lamp")
    dossier, problems = linked({"corrections.toml": "".join(ROW.format(about=name) for name in about) + GONE})
    assert problems == []
    stem = "2020-05-02-lamp-relit"
    assert [row[2] for row in anchored(dossier)] == [stem, f"{stem}-2", f"{stem}-3", "2020-05-02-lamp", f"{stem}-4"]


def test_entries_of_the_feed_are_on_the_page_of_corrections_and_pages_lead_there(site: Built) -> None:
    ids = re.findall(r"<id>([^<]*/corrections/#[^<]*)</id>", site.text("feed.xml"))
    assert len(set(ids)) == len(ids) == len(site.dossier.corrections)
    assert all(site.resolves("index.html", each) for each in ids)
    assert ElementTree.fromstring(site.text("feed.xml")) is not None
    led = {
        href
        for path in site.pages
        for node in site.pages[path].css("footer a, .claim a")
        if "corrections/#" in (href := node.attributes["href"] or "")
    }
    assert {f"{BASE}{href[href.index('corrections/') :]}" for href in led} == set(ids)
