"""One function makes every address: what a browser makes of it is what was meant."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.names import file_of
from sourcebook.views.addresses import Addresses
from tests.cases import cases

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
PAGES = st.lists(SLUGS, max_size=3).map(lambda slugs: "".join(f"/{slug}" for slug in slugs) + "/")
FILES = st.tuples(PAGES, SLUGS).map(lambda parts: f"{parts[0]}{parts[1]}.css")
URLS = PAGES | FILES
ANCHORS = st.just("") | st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1)
BASES = st.sampled_from(["https://example.org", "https://example.org/repo", "http://example.org:8000/a/b"])


@given(BASES, PAGES, URLS, ANCHORS)
def test_relative_address_leads_from_any_page_to_any_url(base: str, origin: str, url: str, anchor: str) -> None:
    address = Addresses(base).relative(origin, url, anchor)
    joined = urlsplit(urljoin(base + origin, address))
    assert joined._replace(fragment="").geturl() == base + url
    assert unquote(joined.fragment) == anchor
    assert not urlsplit(address).scheme
    assert not address.startswith("/")


@given(PAGES, URLS, ANCHORS)
def test_for_disk_names_the_file(origin: str, url: str, anchor: str) -> None:
    address = Addresses("https://example.org", for_disk=True).relative(origin, url, anchor)
    joined = urlsplit(urljoin(f"file:///folder/{file_of(origin)}", address))
    assert joined.path == f"/folder/{file_of(url)}"
    assert unquote(joined.fragment) == anchor


@given(BASES, URLS, ANCHORS)
def test_absolute_address(base: str, url: str, anchor: str) -> None:
    scheme, host, path, _, fragment = urlsplit(Addresses(base).absolute(url, anchor))
    assert f"{scheme}://{host}{path}" == base + url
    assert unquote(fragment) == anchor


@given(BASES, URLS, URLS)
def test_rooted_address_leads_from_any_depth(base: str, missing: str, url: str) -> None:
    assert urljoin(base + missing, Addresses(base).rooted(url)) == base + url


@cases
def test_addresses_as_they_stand(origin: str, url: str, anchor: str, address: str, on_disk: str) -> None:
    assert Addresses("https://example.org").relative(origin, url, anchor) == address
    assert Addresses("https://example.org", for_disk=True).relative(origin, url, anchor) == on_disk


@pytest.mark.parametrize(
    ("base", "rooted"), [("https://example.org", "/topics/"), ("https://example.org/repo", "/repo/topics/")]
)
def test_the_page_for_what_is_not_found_links_below_the_base(base: str, rooted: str) -> None:
    assert Addresses(base).rooted("/topics/") == rooted
