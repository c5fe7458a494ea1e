"""Fields of `map/outline.toml`: an outline of land, in sheets."""

from typing import Annotated

from pydantic import Field, PlainValidator, ValidationInfo, field_validator

from sourcebook.model.tables import Box, Point
from sourcebook.schema import field_types
from sourcebook.schema.fields import AS_LIST, FILLED, Text, WebAddress, read_matching
from sourcebook.schema.head import Fields
from sourcebook.schema.validation import fail

_DECIMAL = r"-?[0-9]{1,3}(?:\.[0-9]{1,6})?"
_BOX = rf"{_DECIMAL}( {_DECIMAL}){{3}}"
_RING = rf"{_DECIMAL},{_DECIMAL}( {_DECIMAL},{_DECIMAL}){{2,}}"
_DETAIL = r"(?=.*[1-9])[0-9]{1,2}(\.[0-9]{1,6})?"
_HINT = 'write west, south, east and north in degrees: "-10 35 5 45"'


def _read_box(value: object) -> Box:
    text = read_matching(value, _BOX, "is no box", _HINT)
    west, south, east, north = map(float, text.split())
    if not (-180 <= west < east <= west + 360 and -90 <= south < north <= 90):
        fail("VALUE", f"`{text}` is no box on the globe", _HINT)
    return west, south, east, north


def _read_detail(value: object) -> float:
    return float(read_matching(value, _DETAIL, "is no detail", 'write how many degrees a line may stray: "0.05"'))


def _read_ring(value: object) -> tuple[Point, ...]:
    hint = 'write at least three: "8.5,47.1 8.6,47.2 8.6,47"'
    pairs = (pair.split(",") for pair in read_matching(value, _RING, "is no ring of points", hint).split(" "))
    return tuple((float(lon), float(lat)) for lon, lat in pairs)


_Ring = Annotated[tuple[Point, ...], PlainValidator(_read_ring), field_types.RING]


class _SheetFields(Fields):
    box: Annotated[Box, PlainValidator(_read_box), field_types.BOX] = Field(
        description="west, south, east and north, in degrees"
    )
    detail: Annotated[float, PlainValidator(_read_detail), field_types.DETAIL] = Field(description="in degrees")
    rings: Annotated[tuple[_Ring, ...], AS_LIST] = Field(alias="land", description="rings of `longitude,latitude`")

    @field_validator("rings")
    @classmethod
    def check_rings(cls, rings: tuple[tuple[Point, ...], ...], info: ValidationInfo) -> tuple[tuple[Point, ...], ...]:
        west, south, east, north = info.data.get("box", (-180, -90, 540, 90))
        for lon, lat in (point for ring in rings for point in ring):
            if not (west <= lon <= east and south <= lat <= north):
                fail("VALUE", f"{lon:g},{lat:g} lies outside the box", "cut the outline to its box")
        return rings


class OutlineFields(Fields):
    """Fields of `map/outline.toml`: an outline of land for the map."""

    title: Text = Field(description="what the outline is called")
    publisher: Text = Field(description="who made the data")
    address: WebAddress | None = Field(None, description="where the data come from")
    licence: Text = Field(description="the terms of the data, in words")
    made: Text = Field(description="what was done to the data")
    sheets: Annotated[tuple[_SheetFields, ...], AS_LIST, FILLED] = Field(alias="sheet", description="tables [[sheet]]")
