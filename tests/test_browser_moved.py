"""Addresses that were published, after every page and claim of the example got another name or was withdrawn."""

import csv
import datetime
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser

from sourcebook.build.inputs import read
from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.desk.references import Name
from sourcebook.desk.renaming import Edit, apply_edit, plan_removal
from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key, former_key, page_url, row_anchor
from tests.desk.test_renaming import names_of, rename_all, to_and_fro
from tests.dossiers import examine
from tests.harness.browser import tab
from tests.harness.server import serve
from tests.lighthouse import copy
from tools.environment import ROOT

pytestmark = pytest.mark.browser

NOTICE = Key("sources", "notice-to-mariners")
WITHDRAWN = {"/topics/spare/", f"{page_url(NOTICE)}#spare"}
WHY = "It named a keeper."
SPARE = """claims:
  spare:
    at: 3
    by: article
    says: The tower stands on Skarvoy.
    words: [tower]
    about: [skarvoy]
"""


def moves(dossier: Dossier) -> dict[str, str]:
    """Where each address that was published is once each page and claim has its name with `-x` at its end."""
    found = {}
    for page in dossier.pages.values():
        key = Key(page.key.folder, f"{page.key.slug}-x") if page.key.folder != "pages" else page.key
        on = page.shown_on and Key(page.shown_on.folder, f"{page.shown_on.slug}-x")
        now = f"{page_url(on)}#{row_anchor(key)}" if on else page_url(key)
        for url in (page.url, *(page_url(former_key(page.key, old)) for old in page.entry.head.formerly)):
            found[url] = now
            for claim in (claim for claim in dossier.claims.values() if claim.key.page == page.key):
                ids = (claim.key.id, *claim.record.formerly)
                found |= {f"{url}#{old}": f"{now}#{claim.key.id}-x" for old in ids}
    return found


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The site's address, and for each address that was published where that leads now."""
    content = copy(tmp_path_factory.mktemp("moved") / "content", [(f"{NOTICE}.md", "claims:\n", SPARE)])
    (content / "topics" / "spare.md").write_text("---\ntitle: Spare\n---\nNothing yet.\n", "utf-8")
    listed = content / "published.csv"
    listed.write_text(listed.read_text("utf-8") + "\n".join(WITHDRAWN), "utf-8")
    for name in (Name(NOTICE, "spare"), Name(Key("topics", "spare"))):
        files = {file.path: file.data.decode() for file in read(content)[0]}
        edit = plan_removal(files, name, datetime.date(2026, 1, 1), WHY)
        assert isinstance(edit, Edit)
        assert apply_edit(content, edit) is None
    dossier = examine(content).dossier
    assert dossier
    there, _ = to_and_fro(names_of(content))
    rename_all(content, there)
    published = [row[0] for row in csv.reader(listed.read_text("utf-8").splitlines()[1:])]
    report = build(BuildOptions(ROOT, content, content.parent / "site", cards=False))
    assert {problem.code for problem in report.problems} == {"UNLISTED"}
    leads = {address: address for address in published} | moves(dossier)
    leads[f"{page_url(NOTICE)}#spare"] = f"{page_url(NOTICE)[:-1]}-x/#spare"
    with serve(content.parent / "site", headers=True) as base:
        yield base, {address: leads[address] for address in published}


@pytest.mark.parametrize("javascript", [True, False])
def test_each_leads_to_what_it_named(moved: tuple[str, dict[str, str]], javascript: bool, browser: Browser) -> None:
    base, leads = moved
    assert len(leads) > 60
    with tab(browser, javascript=javascript) as opened:
        for address, leads_to in leads.items():
            seen, there = opened.go(urljoin(base, address)), urljoin(base, leads_to)
            if javascript or not seen.page.locator("body.stub main ul").count():
                seen.page.wait_for_url(there, timeout=5_000)
            else:  # a page of links: the claim's is marked, and one step away
                link = seen.page.locator(":target" if "#" in address else "[data-moved]")
                assert urljoin(seen.page.url, link.get_attribute("href")) == there, address
            if address in WITHDRAWN and (javascript or "#" not in address):
                assert WHY in seen.page.locator(":target" if "#" in address else "main").inner_text()
            elif "#" in seen.page.url:
                assert seen.page.locator(":target").count() == 1, address
            assert (seen.faults() if javascript else []) == []
