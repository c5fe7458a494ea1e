"""The example's site followed from link to link in one tab, with the headers of its host and without."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser

from tests.harness.browser import Tab, Visit, tab
from tests.harness.pages import address_of, every_page, forwards
from tests.harness.server import serve
from tests.sites import Built

pytestmark = pytest.mark.browser

LINKS = """() => [...document.querySelectorAll("a[href], form[action]")]
    .map(link => new URL(link.getAttribute("href") || link.getAttribute("action"), document.baseURI).href)"""
STATUSES = """async addresses => {
    const answers = await Promise.all(addresses.map(address => fetch(address)));
    return answers.map((answer, n) => [addresses[n], answer.status, answer.headers.get("content-type") || ""]);
}"""
RULES = """() => {
  const count = sheet => [...sheet.cssRules].reduce((sum, rule) => sum + (rule.cssRules?.length ? count(rule) : 1), 0)
  return [...document.styleSheets].reduce((sum, sheet) => sum + count(sheet), 0)
}"""
READ = "address => fetch(address).then(answer => answer.text()).then(text => text.length, () => -1)"


@pytest.fixture(scope="module", params=["/", "/repo/"])
def hosted(request: pytest.FixtureRequest, built_lighthouse: Path, lighthouse: Built) -> Iterator[tuple[Path, str]]:
    """The folder of the example's site, and its address: at the root of a host that sends its headers, or below."""
    folder = built_lighthouse if request.param == "/" else lighthouse.folder
    with serve(folder, prefix=request.param, headers=request.param == "/") as base:
        yield folder, base


@pytest.fixture
def root(built_lighthouse: Path) -> Iterator[str]:
    with serve(built_lighthouse, headers=True) as base:
        yield base


def is_page(address: str) -> bool:
    return address.endswith(("/", ".html"))


def crawl(opened: Tab, base: str) -> tuple[set[str], list[str]]:
    """All addresses below `base` that links lead to, from home; and what was wrong with them."""
    found, todo, faults = {base}, [base], list[str]()
    while todo:
        address = todo.pop()
        seen = opened.go(address)
        faults += [f"{address}: {fault}" for fault in (*wrong_status(seen), *seen.faults())]
        links = {urldefrag(link)[0] for link in seen.page.evaluate(LINKS)}
        new = {link for link in links if link.startswith(base)} - found
        faults += [f"{address}: leads out of its folder: {link}" for link in links if is_outside(link, base)]
        found |= new
        todo += sorted(filter(is_page, new))
    files = sorted(address for address in found if not is_page(address))
    answers = opened.go(base).page.evaluate(STATUSES, files)
    return found, [*faults, *(f"{address}: {status}" for address, status, _ in answers if status != 200)]


def wrong_status(seen: Visit) -> list[str]:
    return [] if seen.status in (200, 304) else [f"status {seen.status}"]


def is_outside(link: str, base: str) -> bool:
    """Whether a link is to this host, but not to this site."""
    host = "/".join(base.split("/")[:3])
    return link.startswith(f"{host}/") and not link.startswith(base)


def test_every_link_leads_to_a_page_without_fault(browser: Browser, hosted: tuple[Path, str]) -> None:
    folder, base = hosted
    with tab(browser) as opened:
        found, faults = crawl(opened, base)
    assert faults == []
    pages = {f"{base}{address_of(page)}" for page in every_page(folder) if not forwards(folder / page)}
    assert pages - found == {f"{base}404.html"}
    files = {address.removeprefix(base) for address in found if not is_page(address)}
    assert {"feed.xml", "licences.txt", "data/claims.csv", "data/datapackage.json"} <= files


def test_the_page_for_what_is_not_found_is_styled_at_depth_three(browser: Browser, hosted: tuple[Path, str]) -> None:
    _, base = hosted
    with tab(browser) as opened:
        seen = opened.go(f"{base}no/such/page/")
        assert seen.status == 404
        assert seen.page.evaluate(RULES) > 100
        assert seen.faults() == []


def test_full_text_search_works_within_the_policy(browser: Browser, root: str) -> None:
    """Its program is compiled in a worker, which the policies of opener and embedder reach as well."""
    with tab(browser) as opened:
        seen = opened.go(f"{root}search/?q=lamp")
        seen.page.wait_for_function("() => document.querySelectorAll('main a').length > 3")
        seen.page.wait_for_load_state("networkidle")
        assert seen.faults() == []


def test_other_sites_may_read_the_tables_and_nothing_else(browser: Browser, root: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Another site</title>", "utf-8")
    with serve(tmp_path) as elsewhere:
        page = browser.new_context().new_page()
        page.goto(elsewhere)
        assert page.evaluate(READ, f"{root}data/claims.json") > 1000
        assert page.evaluate(READ, f"{root}feed.xml") > 1000
        assert page.evaluate(READ, f"{root}index.html") == -1
        assert page.evaluate(READ, f"{root}search-index.js") == -1
        page.context.close()


def test_a_crawl_finds_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    """A missing page, a missing file, a breach of the policy, a request to another host, a link out of the folder."""
    policy = "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; connect-src 'self'\">"
    links = "".join(f"<a href={href}>L</a>" for href in ("a/", "b/", "c.csv", "/"))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("<!doctype html><img src=http://other.invalid/a.png alt=''>", "utf-8")
    (tmp_path / "index.html").write_text(
        f"<!doctype html>{policy}<p style='color: red'>T</p>{links}",
        "utf-8",
    )
    with serve(tmp_path, prefix="/repo/") as base, tab(browser) as opened:
        faults = "\n".join(crawl(opened, base)[1])
    assert f"{base}b/: status 404" in faults
    assert f"{base}c.csv: 404" in faults
    assert f"{base}: content policy: style-src-attr blocked inline" in faults
    assert f"{base}a/: request to another host: http://other.invalid/a.png" in faults
    assert f"{base}: leads out of its folder: " in faults
