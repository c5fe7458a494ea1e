"""The dossier's pages in the narrowest window and in the dark, one for each template.

Contrast is a matter of templates and style alone, and takes longer than all else that axe looks for: it is measured on
the invented dossier, whose pages are as many kinds and shorter.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.looks import Look, all_but_contrast, contrast, contrast_in_the_dark, found_on, look_at_each
from tests.harness.pages import one_of_each_template
from tests.harness.server import serve

pytestmark = pytest.mark.browser

NARROW = 320


def test_pages_have_no_fault_but_perhaps_contrast(browser: Browser, built_site: Path, built_lighthouse: Path) -> None:
    pages = one_of_each_template(built_site).values()
    found = found_on(browser, pages, built_site, built_lighthouse, all_but_contrast, width=NARROW)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("width", "look"), [(NARROW, contrast), (1280, contrast_in_the_dark)], ids=["narrow", "in the dark"]
)
def test_text_stands_out(browser: Browser, built_site: Path, built_lighthouse: Path, width: int, look: Look) -> None:
    pages = one_of_each_template(built_lighthouse)
    assert pages.keys() == one_of_each_template(built_site).keys()
    with serve(built_lighthouse, headers=True) as base:
        found = look_at_each(browser, base, pages.values(), look, width=width)
    assert not found, "\n".join(found)
