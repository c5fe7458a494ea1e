"""Converts validation errors of pydantic to problems at the places of fields."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NamedTuple, NoReturn, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from sourcebook.model.entry import FieldPath, nearest
from sourcebook.model.problem import Place, Problem, did_you_mean

EMPTY_HINT = "write something; an optional field may be left out"


class Fault(NamedTuple):
    """A mistake in a value, found by a validator.

    `field`: path from the value that was validated to the part that is wrong.
    """

    code: str
    message: str
    hint: str
    field: FieldPath = ()


def fail(code: str, message: str, hint: str, field: FieldPath = ()) -> NoReturn:
    """Refuse a value from within a validator of pydantic.

    Raises PydanticCustomError.
    """
    fail_all([Fault(code, message, hint, field)])
    raise AssertionError


def fail_all(faults: Iterable[Fault]) -> None:
    """Refuse a value for all these faults; do nothing if there are none.

    Raises PydanticCustomError.
    """
    if gathered := tuple(faults):
        raise PydanticCustomError("fault", "{faults}", {"faults": gathered})


def refuse_type(value: object, expected: str, hint: str, code: str = "TYPE") -> NoReturn:
    """Refuse a value of a wrong type; `expected` is worded like "a list is".

    Raises PydanticCustomError.
    """
    fail_all([_wrong_type(value, expected, hint, code)])
    raise AssertionError


def _wrong_type(value: object, expected: str, hint: str, code: str) -> Fault:
    if value is None:
        return Fault("TYPE", "the field is empty", EMPTY_HINT)
    given: dict[type, str] = {list: "a list is", dict: "fields are", str: "a single text is"}
    message = f"{given.get(type(value), 'a number, time or truth value is')} given where {expected} expected"
    return Fault(code, message, hint)


def to_problems(path: str, error: ValidationError, places: Mapping[FieldPath, Place], kind: Any) -> list[Problem]:
    """Convert a validation error of a value of type `kind` to problems, sorted.

    Each is placed at its field, or at the nearest field around it that has a place.
    """
    problems = set()
    for detail in error.errors(include_url=False):
        within = tuple(step for step in detail["loc"] if step != "[key]")
        for fault in _faults(detail, within, kind):
            field = _written((*within, *fault.field), places)
            named = within[:-1] if detail["type"] in ("missing", "extra_forbidden") else field
            message = f"{_spell(named)}: {fault.message}" if named else fault.message
            problems.add(Problem(path, nearest(field, places), fault.code, message, fault.hint))
    return sorted(problems)


def _faults(detail: ErrorDetails, field: FieldPath, kind: Any) -> tuple[Fault, ...]:
    match detail["type"]:
        case "fault":
            faults: tuple[Fault, ...] = detail["ctx"]["faults"]
            return faults
        case "missing":
            return (_missing(str(field[-1]), _fields(_type_at(kind, field[:-1]))),)
        case "extra_forbidden":
            return (_unknown(str(field[-1]), list(_fields(_type_at(kind, field[:-1])))),)
        case "model_type" | "dict_type":
            return (_no_mapping(detail["input"], _type_at(kind, field)),)
    raise AssertionError(f"no words for {detail['type']}: {detail['msg']}")


def _missing(name: str, known: Mapping[str, FieldInfo]) -> Fault:
    return Fault("MISSING", f"`{name}` is missing", known[name].description or "")


def _unknown(name: str, known: list[str]) -> Fault:
    if name.isdecimal():
        return Fault("KEY", f"the comma before {name} separates fields", "write a decimal point, such as `61.25`")
    hint = did_you_mean(name, known, "the fields here are " + ", ".join(known))
    return Fault("KEY", f"unknown field `{name[:60]}`", hint)


def _no_mapping(value: object, wanted: Any) -> Fault:
    hint = "write its fields: " + ", ".join(_fields(wanted)) if _is_model(wanted) else "write `id:` before each"
    return _wrong_type(value, "fields are", hint, "TYPE")


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Fields of a model by their names in a file."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def _type_at(kind: Any, field: FieldPath) -> Any:
    """Type of a field within a value of type `kind`."""
    kind = _plain(kind)
    for step in field:
        if _is_model(kind):
            kind = _plain(_fields(kind)[str(step)].annotation)
        else:
            kind = _plain(next(inner for inner in reversed(get_args(kind)) if inner is not Ellipsis))
    return kind


def _plain(kind: Any) -> Any:
    """A type without annotations and without None."""
    if get_origin(kind) is Annotated:
        return _plain(get_args(kind)[0])
    if type(None) in get_args(kind):
        return _plain(next(inner for inner in get_args(kind) if inner is not type(None)))
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _written(field: FieldPath, places: Mapping[FieldPath, Place]) -> FieldPath:
    """A field path without the index of an item that was written without a list."""
    while field and isinstance(field[-1], int) and field not in places:
        field = field[:-1]
    return field


def _spell(field: FieldPath) -> str:
    """Name of a field path in messages: `claims.opening.words, item 2`."""
    text = ""
    for step in field:
        if isinstance(step, int):
            text += f", item {step + 1}" if text else f"item {step + 1}"
        else:
            text += (", " if "item" in text[-9:] else "." if text else "") + step[:60]
    return text
