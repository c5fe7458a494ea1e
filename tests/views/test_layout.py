"""What surrounds pages is made once for many: each sees what would be made for it alone."""

import pytest
from msgspec.structs import fields

from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.layout import FOOTER
from sourcebook.views.site import RenderInput, Site
from tests.dossiers import Changes, reader
from tests.sites import theme

NAMED = ("lantern", "tide", "about")
NAMES = (*FOOTER, "assets", "pagefind", "cards", *NAMED[:2], "method-of-work")
WRITTEN: Changes = {f"pages/{name}.md": f"---\ntitle: {name}\n---\nText.\n" for name in NAMES}


def site(*, for_disk: bool) -> Site:
    house = theme(plain=True)
    addresses = Addresses("https://skerry.example/deep", for_disk=for_disk)
    shell = Shell(house.names, None, noindex=False, preview=False)
    return Site(reader(WRITTEN), house.translations, addresses, shell)


def section(screen: RenderInput) -> str:
    """The section that a frame was made for: the folder of its page, or its own name."""
    top, *below = screen.url.strip("/").split("/")
    plain = not below and screen.origin.startswith("pages/")
    return "" if screen.url == "/404.html" else "pages" if plain else top


@pytest.mark.parametrize("for_disk", [False, True])
def test_each_page_sees_what_would_be_made_for_it_alone(*, for_disk: bool) -> None:
    made = site(for_disk=for_disk)
    for screen in made.inputs():
        assert screen.frame is not None
        if screen.url != "/404.html":
            layout = screen.frame.layout
            context = made.context(screen.url)
            alone = made.shell.layout(context, layout.kind, section(screen))
            assert {field.name: getattr(layout, field.name) for field in fields(layout)} == {
                field.name: getattr(alone, field.name) for field in fields(alone)
            }, screen.url
