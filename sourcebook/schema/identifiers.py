"""Identifiers of people, places and organisations in public registers."""

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from sourcebook.schema.fields import read_matching
from sourcebook.schema.head import Fields
from sourcebook.schema.validation import fail


def _identifier(pattern: str, example: str) -> BeforeValidator:
    message, hint = "is not an identifier of this register", f"write it as `{example}`, without the address"
    return BeforeValidator(lambda value: read_matching(value, pattern, message, hint))


def _refuse_mistyped(orcid: str) -> str:
    """Refuse an ORCID whose last sign does not check the others (ISO 7064, mod 11-2)."""
    total = 0
    for digit in orcid.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if orcid[-1] != "0123456789X"[(12 - total % 11) % 11]:
        fail("VALUE", f"`{orcid}` is not an ORCID: its last sign does not fit the others", "copy it again")
    return orcid


_ORCID = _identifier("([0-9]{4}-){3}[0-9]{3}[0-9X]", "0000-0002-1825-0097")


class SameAsFields(Fields):
    """Fields of `same_as`: identifiers in public registers."""

    wikidata: Annotated[str, _identifier("Q[1-9][0-9]{0,11}", "Q64")] | None = Field(None, description="`Q64`")
    viaf: Annotated[str, _identifier("[1-9][0-9]{0,21}", "113230702")] | None = Field(None, description="digits")
    orcid: Annotated[str, AfterValidator(_refuse_mistyped), _ORCID] | None = Field(
        None, description="of a person, `0000-0002-1825-0097`"
    )
    geonames: Annotated[str, _identifier("[1-9][0-9]{0,9}", "2950159")] | None = Field(None, description="of a place")
