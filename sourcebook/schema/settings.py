"""Fields of `site.toml`, the settings of a dossier."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from sourcebook.model.characters import find_refused
from sourcebook.model.tables import Section
from sourcebook.schema.field_types import WEB_ADDRESS
from sourcebook.schema.fields import (
    AS_LIST,
    DISTINCT,
    Day,
    Flag,
    Language,
    Text,
    WebAddress,
    one_of,
    read_text,
    read_web_address,
    shorten,
)
from sourcebook.schema.head import Fields
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
    navigation: Annotated[tuple[Annotated[Section, one_of(Section)], ...], AS_LIST, DISTINCT] = Field(
        description="what the menu shows, in order"
    )
    report: Annotated[str, BeforeValidator(_read_report)] | None = Field(None, description="where to report an error")
    security: _SecurityFields | None = Field(None, description="table [security] with `expires` and `contact`")
    subdomains: Flag = Field(False, description="true asks browsers to use https: for all subdomains of the host too")
