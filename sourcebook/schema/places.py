"""Fields that say where in a document something stands, and how long the document is."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, PlainValidator, ValidationInfo

from sourcebook.model.places import EXTENTS, At, Unit, number_text, seconds
from sourcebook.schema import field_types
from sourcebook.schema.fields import read_matching, read_text, shorten
from sourcebook.schema.validation import Fault, fail, fail_all

MOST = 9999
"""Largest number of a paragraph, page, row or section."""
EXTENT = "extent"
"""Key of the validation context: unit and extent of the document whose fields are read."""

_RANGE = r"(?P<first>[0-9]{1,6})(?: ?[-–] ?(?P<last>[0-9]{1,6}))?"
_TIME = r"(?:[0-9]{1,3}:)?[0-5]?[0-9]:[0-5][0-9]"
_FORMS: Mapping[Unit, re.Pattern[str]] = {
    "paragraph": re.compile(r"(?P<first>[0-9]{1,6})"),
    "page": re.compile(rf"(?:p{{1,2}}\.? ?|pages? )?{_RANGE}"),
    "row": re.compile(rf"(?:rows? )?{_RANGE}(?P<more>, columns? \S.*)?"),
    "section": re.compile(rf"(?P<label>(?:§{{1,2}}|[^\W\d_]{{1,12}}\.?) ?)?{_RANGE}(?P<more>[ (.a-z]\S*.*)?"),
    "second": re.compile(rf"(?P<first>{_TIME})(?: ?[-–] ?(?P<last>{_TIME}))?"),
}
_CURES: Mapping[Unit, str] = {
    "paragraph": "write digits alone, several paragraphs in brackets: [3, 4]",
    "page": "write `p. 12`, or `pp. 12-14`",
    "row": "write `row 5`, `rows 5-7` or `row 5, column price`",
    "section": "write `§ 5`, `§ 5(2)` or `Art. 5-7`",
    "second": "write `00:12:05` or `00:12:05-00:12:40`",
}


def _read_count(value: object) -> int:
    text = read_matching(value, "[0-9]{1,6}", "is not a whole number", _CURES["paragraph"], "TYPE")
    if not 1 <= int(text) <= MOST:
        fail("VALUE", f"{text} is not between 1 and {MOST}", "paragraphs count from 1")
    return int(text)


def _read_length(value: object) -> int:
    return seconds(read_matching(value, _TIME, "is not a length of time", "write it as `01:12:40`", "TYPE"))


def _read_places(value: object, info: ValidationInfo) -> At:
    """Read one place or a list, in the unit of the document if that is known."""
    unit, extent = (info.context or {}).get(EXTENT, (None, MOST))
    items = value if isinstance(value, list) else [value]
    if not items:
        fail("MISSING", "the list is empty", "write at least one item")
    fail_all(_faults(items, unit, extent))
    texts = list(map(read_text, items))
    unit = unit or next(known for known in _FORMS if all(_FORMS[known].fullmatch(text) for text in texts))
    places = [_place(unit, text) for text in texts]
    exact = "" if all(place.shown.isdecimal() for place in places) else ", ".join(place.shown for place in places)
    return At(tuple(sorted({number for place in places for number in place.numbers})), unit, exact)


def _faults(items: list[object], unit: Unit | None, extent: int) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        text = read_text(item)
        if text in seen:
            yield Fault("DUPLICATE", f"`{shorten(text)}` is given twice", "keep one", (index,))
        elif fault := _fault(text, unit, extent):
            yield fault._replace(field=(index,))
        seen.add(text)


def _fault(text: str, unit: Unit | None, extent: int) -> Fault | None:
    units = [known for known, form in _FORMS.items() if form.fullmatch(text)]
    if not units or (unit is not None and unit not in units):
        wanted = unit or "paragraph"
        name = {"paragraph": "a whole number", "second": "a time"}.get(wanted, f"a {wanted}")
        other = [field for field, counted in EXTENTS.items() if counted in units[:1] and unit is not None]
        cure = "".join(f"; or give `file` its `{field}`, in place of what it has" for field in other)
        return Fault("TYPE", f"`{shorten(text)}` is not {name}", _CURES[wanted] + cure)
    return _beyond(unit or units[0], text, extent)


def _beyond(unit: Unit, text: str, extent: int) -> Fault | None:
    """Fault of places that the document does not have, or that run backwards."""
    place = _place(unit, text)
    if place.last < place.numbers[0]:
        return Fault("VALUE", f"`{shorten(text)}` runs backwards", "write the earlier one first")
    if unit != "second" and not 1 <= place.numbers[0] <= place.last <= MOST:
        return Fault("VALUE", f"{text} is not between 1 and {MOST}", f"{unit}s count from 1")
    if place.last > extent:
        counts = "lines that are not empty" if unit == "paragraph" else "correct one of them"
        name = "time" if unit == "second" else unit
        message = f"there is no {name} {number_text(unit, place.last)}"
        return Fault("VALUE", message, f"`file` counts {number_text(unit, extent)}, {counts}")
    return None


class _Place(NamedTuple):
    """Place as read. `shown`: in words without its unit; `last`: last number, of times the end."""

    numbers: tuple[int, ...]
    shown: str
    last: int


def _place(unit: Unit, text: str) -> _Place:
    parts = (match := _FORMS[unit].fullmatch(text)) and match.groupdict()
    assert parts is not None
    read = seconds if unit == "second" else int
    first, last = read(parts["first"]), read(parts.get("last") or parts["first"])
    shown = "–".join(dict.fromkeys(number_text(unit, number) for number in (first, last)))
    numbers = (first,) if unit == "second" else tuple(range(first, min(last, MOST) + 1)) or (first,)
    return _Place(numbers, (parts.get("label") or "") + shown + (parts.get("more") or ""), last)


Count = Annotated[int, BeforeValidator(_read_count), field_types.PARAGRAPH]
Length = Annotated[int, BeforeValidator(_read_length), field_types.LENGTH]
Places = Annotated[At, PlainValidator(_read_places), field_types.PLACES]
