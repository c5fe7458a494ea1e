"""A page's address leads back to its name."""

import pytest

from sourcebook.model.names import FOLDERS, HOME, Key, file_of, key_of, page_url


@pytest.mark.parametrize("key", [HOME, *(Key(folder, "lamp-1") for folder in FOLDERS)])
def test_a_page_is_found_by_its_address(key: Key) -> None:
    assert key_of(page_url(key)) == key
    assert file_of(page_url(key)).endswith("index.html")


@pytest.mark.parametrize("url", ["/404.html", "/feed.xml", "/lamp", "/pages/home/", "/pages/lamp/", "lamp/", ""])
def test_no_page_has_another_address(url: str) -> None:
    assert key_of(url) is None
