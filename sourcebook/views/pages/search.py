"""Search box of every page, and the search page."""

from collections.abc import Mapping

from msgspec import Struct

from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext

SEARCH, SEARCH_INDEX, FULL_TEXT = "/search/", "/search-index.js", "/pagefind/pagefind.js"
ON_FIRST_USE = ("search-find.js", "search-box.js")
"""Scripts that the search box loads on first use, after the index."""


class SearchBoxView(Struct, frozen=True):
    """Search box of every page.

    `action`: address of the search page; `scripts`: addresses, separated by spaces, that the box loads in this order on
    first use.
    """

    action: str
    scripts: str


class SearchView(Struct, frozen=True):
    """Search page.

    `listed`: link to the list of all names; `full_text`: address of Pagefind's script, None without full-text search;
    `disk`: whether the copy is opened from a folder, where full-text search cannot run.
    """

    listed: LinkView
    full_text: str | None
    disk: bool


def search_box(context: PageContext, assets: Mapping[str, str]) -> SearchBoxView:
    """Make the template data of the search box of the page at `context`.

    `assets`: addresses by plain name.
    """
    scripts = (SEARCH_INDEX, *(assets[name] for name in ON_FIRST_USE))
    return SearchBoxView(context.href(SEARCH), " ".join(context.href(script) for script in scripts))


def search_view(context: PageContext, *, full_text: bool) -> SearchView:
    """Make the template data of the search page, which a script fills."""
    return SearchView(
        listed=LinkView(context.t("nav.a-z"), context.href("/a-z/")),
        full_text=context.href(FULL_TEXT) if full_text else None,
        disk=context.addresses.for_disk,
    )
