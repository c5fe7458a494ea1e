"""The dossier's pages in the narrowest window and in the dark, one for each template."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.looks import Look, all_faults, contrast_in_the_dark, found_on
from tests.harness.pages import one_of_each_template

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "look"), [(320, all_faults), (1280, contrast_in_the_dark)], ids=["narrow", "in the dark"]
)
def test_pages_have_no_fault(
    browser: Browser, built_site: Path, built_lighthouse: Path, width: int, look: Look
) -> None:
    pages = one_of_each_template(built_site).values()
    found = found_on(browser, pages, built_site, built_lighthouse, look, width=width)
    assert not found, "\n".join(found)
