"""The invented dossier's pages in the narrowest window and in the dark, then wide and light, one for each template.

Contrast is a matter of templates and style alone, and takes longer than all else that axe looks for: so it is measured
on the dossier whose pages are of as many kinds and shorter.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.harness.looks import Look, all_faults_in_the_dark, contrast, look_at_each
from tests.harness.pages import one_of_each_template
from tests.harness.server import serve


@pytest.mark.browser
@pytest.mark.parametrize(("width", "look"), [(320, all_faults_in_the_dark), (1280, contrast)], ids=["narrow", "wide"])
def test_pages_have_no_fault(browser: Browser, built_lighthouse: Path, width: int, look: Look) -> None:
    with serve(built_lighthouse, headers=True) as base:
        found = look_at_each(browser, base, one_of_each_template(built_lighthouse).values(), look, width=width)
    assert not found, "\n".join(found)


def test_the_invented_dossier_has_every_kind_of_page(built_site: Path, built_lighthouse: Path) -> None:
    assert one_of_each_template(built_lighthouse).keys() == one_of_each_template(built_site).keys()
