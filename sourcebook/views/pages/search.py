"""The search box of every page, and the page that lists what was found."""

from collections.abc import Mapping

from msgspec import Struct

from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext

SEARCH, SEARCH_INDEX, FULL_TEXT = "/search/", "/search-index.js", "/pagefind/pagefind.js"
ON_FIRST_USE = ("search-find.js", "search-box.js")
"""Scripts that the search box fetches after the index, when it is first used."""


class SearchBoxView(Struct, frozen=True):
    """The search box: a form that leads to `action`, which leads on to A-Z where there is no script.

    `scripts`: what the box fetches when it is first used, in this order, separated by spaces.
    """

    action: str
    scripts: str


class SearchView(Struct, frozen=True):
    """The search page. `full_text` is the address of Pagefind's script; None where this copy has no full text.

    `disk`: the copy is to be opened from a folder, where no full text can be had.
    """

    listed: LinkView
    full_text: str | None
    disk: bool


def search_box(context: PageContext, assets: Mapping[str, str]) -> SearchBoxView:
    """The search box of the page at `context`; `assets`: addresses by plain name."""
    scripts = (SEARCH_INDEX, *(assets[name] for name in ON_FIRST_USE))
    return SearchBoxView(context.href(SEARCH), " ".join(context.href(script) for script in scripts))


def search_view(context: PageContext, *, full_text: bool) -> SearchView:
    """The view of the search page; what is found there is filled in by script."""
    return SearchView(
        listed=LinkView(context.t("nav.a-z"), context.href("/a-z/")),
        full_text=context.href(FULL_TEXT) if full_text else None,
        disk=context.addresses.for_disk,
    )
