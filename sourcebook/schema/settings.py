"""Fields of `site.toml`, the settings of a dossier."""

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from sourcebook.model.characters import find_refused
from sourcebook.model.names import SLUG
from sourcebook.schema.field_types import MENU_ENTRY, WEB_ADDRESS
from sourcebook.schema.fields import (
    AS_LIST,
    DISTINCT,
    Day,
    Flag,
    Text,
    WebAddress,
    read_matching,
    read_text,
    read_web_address,
    shorten,
)
from sourcebook.schema.head import Fields
from sourcebook.schema.languages import Language
from sourcebook.schema.validation import Fault, fail

_MAIL = re.compile(r"mailto:[^\s@?&<>\"]+@[^\s@?&<>\"]+\Z")


def _read_site_address(value: object) -> str:
    address = read_web_address(value).rstrip("/")
    if "?" in address or "#" in address:
        fail("VALUE", f"`{shorten(address)}` has a query or an anchor", "write `https://host` or `https://host/path`")
    return address


def _read_report(value: object) -> str:
    text = read_text(value)
    return text if _MAIL.match(text) else read_web_address(text)


class _LicenceFields(Fields):
    name: Text = Field(description="the licence's name")
    url: WebAddress = Field(description="the licence's address")


def read_option(name: Literal["address", "report"], text: str) -> str | Fault:
    """Validate an option of the command line that replaces a field of `site.toml`.

    Returns the value, or the fault if the field would refuse it.
    """
    if hidden := find_refused(text):
        return Fault("ENCODING", f"{hidden[1]} stands in it", "delete it")
    try:
        return _read_site_address(text) if name == "address" else _read_report(text)
    except PydanticCustomError as refused:
        fault: Fault = (refused.context or {})["faults"][0]
        return fault


def _read_contact(value: object) -> str:
    contact = _read_report(value)
    if contact.startswith("http:"):
        fail("VALUE", f"`{shorten(contact)}` is not safe from being changed on its way", "write `https:` or `mailto:`")
    return contact


class _SecurityFields(Fields):
    expires: Day = Field(description="the day on which the contact is no longer to be relied on")
    contact: Annotated[str, BeforeValidator(_read_contact)] | None = Field(
        None, description="where to report a weakness of the site, https: or mailto:; `report` where it is left out"
    )


def _matching(pattern: str, said: str, hint: str) -> Any:
    return BeforeValidator(lambda value: read_matching(value, pattern, said, hint))


_FILE = r"[\w-]+(?:/[\w-]+)*"
_Colour = Annotated[str, _matching(r"#[0-9a-fA-F]{6}", "is no colour", 'write six digits: "#1c4e86"')]
_Font = Annotated[
    str, _matching(rf"{_FILE}\.woff2|[\w -]+(?:, ?[\w -]+)*", "is no font", 'write "fonts/name.woff2", or "Georgia"')
]
_Svg = Annotated[str, _matching(rf"{_FILE}\.svg", "is no SVG file", 'write "logo.svg", a file in theme/assets/')]
_Picture = Annotated[
    str, _matching(rf"{_FILE}\.(?:svg|png|webp|avif)", "is no picture", 'write "logo.svg", a file in theme/assets/')
]


class _ThemeFields(Fields):
    accent: _Colour | None = Field(None, description="colour of links, as #rrggbb")
    accent_dark: _Colour | None = Field(None, description="the same for readers whose screens are dark")
    text_font: _Font | None = Field(None, description="font of texts: a .woff2 in theme/assets/, or installed ones")
    interface_font: _Font | None = Field(None, description="font of menus and labels")
    logo: _Picture | None = Field(None, description="picture beside the site's name: a file in theme/assets/")
    favicon: _Svg | None = Field(None, description="icon of the site: an SVG file in theme/assets/")
    width: Annotated[str, _matching(r"[4-9][0-9]rem|1[0-9]{2}rem", "is no width", 'write "66rem"')] | None = Field(
        None, description="width of the page, 40rem to 199rem"
    )

    def faults(self) -> Iterator[Fault]:
        if self.accent_dark is not None and self.accent is None:
            yield Fault("MISSING", "`accent` is missing", "give the colour for light screens too")


_Page = Annotated[str, _matching(SLUG.pattern, "is no name of a page", "write `topics`, or the name of a file")]


class _MenuFields(Fields):
    page: _Page | None = Field(None, description="a list such as `topics`, or a page in pages/")
    address: WebAddress | None = Field(None, description="an address outside, http or https")
    label: Text | None = Field(None, description="what the entry is called, instead of the page's title")

    def faults(self) -> Iterator[Fault]:
        if (self.page is None) == (self.address is None):
            yield Fault("VALUE", "an entry has either `page` or `address`", "write one of the two")
        if self.address is not None and self.label is None:
            yield Fault("MISSING", "`label` is missing", "say what the entry is called")


_Entry = Annotated[
    _MenuFields, BeforeValidator(lambda value: {"page": value} if isinstance(value, str) else value), MENU_ENTRY
]
_Entries = Annotated[tuple[_Entry, ...], AS_LIST, DISTINCT]


class SettingsFields(Fields):
    """Fields of `site.toml`, the settings of a dossier."""

    title: Text = Field(description="the site's name")
    tagline: Text = Field(description="one line on what the site is")
    language: Language = Field(description="BCP 47 tag")
    address: Annotated[str, BeforeValidator(_read_site_address), WEB_ADDRESS] = Field(
        description="where the site is published"
    )
    published: Day = Field(description="day of publication")
    licence: _LicenceFields = Field(description="table [licence] with `name` and `url`")
    navigation: _Entries = Field(description="what the menu shows, in order: names of lists and pages, or tables")
    footer: _Entries | None = Field(None, description="what the footer links, in the same form")
    report: Annotated[str, BeforeValidator(_read_report)] | None = Field(None, description="where to report an error")
    editor: Text | None = Field(None, description="who edits the record, as citations name them")
    not_heard: Annotated[tuple[Text, ...], AS_LIST, DISTINCT] = Field(
        (), description="whom no document lets speak, as rows of the picture of all claims"
    )
    security: _SecurityFields | None = Field(None, description="table [security] with `expires` and `contact`")
    theme: _ThemeFields | None = Field(None, description="table [theme]: accent, fonts, logo, favicon, width")
    subdomains: Flag = Field(False, description="true asks browsers to use https: for all subdomains of the host too")
