"""Types of single fields: validators that parse the text that was written.

Readers take a value of a located tree and return a value of the model, or call `fail` with message and hint.
"""

import datetime as dt
import re
from collections.abc import Callable, Hashable
from typing import Annotated, Any, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator

from sourcebook.model.dates import Edtf
from sourcebook.model.edtf import EdtfError, parse_edtf
from sourcebook.model.problem import did_you_mean
from sourcebook.schema import field_types
from sourcebook.schema.validation import EMPTY_HINT, Fault, fail, fail_all, refuse_type

NONE = "none"

_TEXT_HINTS: dict[type, str] = {
    list: "quote a text that begins with a bracket; a page is named without [[ ]] here",
    dict: "quote a text that holds a colon and a space",
}
_BLANKS = re.compile(r"[ \t\n]+")
_NOT_IN_ADDRESS = re.compile(r"[\s<>\"\\^`{|}]")


def read_text(value: object) -> str:
    """Read one line of text; line ends and runs of spaces become one space."""
    if not isinstance(value, str):
        refuse_type(value, "a text is", _TEXT_HINTS.get(type(value), "put it in quotes"))
    text = _BLANKS.sub(" ", value).strip()
    if not text:
        fail("TYPE", "the text is empty", EMPTY_HINT)
    return text


def read_matching(value: object, pattern: str, message: str, hint: str, code: str = "VALUE") -> str:
    """Read one line of text that must match `pattern` as a whole.

    If it does not, fails with the quoted text and `message`.
    """
    text = read_text(value)
    if not re.fullmatch(pattern, text):
        fail(code, f"`{shorten(text)}` {message}", hint)
    return text


def unless_none(read: Callable[[object], Any]) -> Callable[[object], Any]:
    """Wrap a reader of a field so that the word NONE is read as None."""
    return lambda value: None if value == NONE else read(value)


def shorten(text: str) -> str:
    """Shorten a text to 60 characters, for quoting it in a message."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _read_items(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    in_brackets = f"put it in brackets: [{shorten(str(value))}]"
    hint = "begin each item with a hyphen and a space" if isinstance(value, dict) else in_brackets
    return refuse_type(value, "a list is", hint)


def _refuse_repeats(items: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[Hashable] = set()
    faults = []
    for index, item in enumerate(items):
        if item in seen:
            faults.append(Fault("DUPLICATE", f"`{shorten(str(item))}` is given twice", "keep one", (index,)))
        seen.add(item)
    fail_all(faults)
    return items


def _refuse_empty(items: tuple[Any, ...]) -> tuple[Any, ...]:
    if not items:
        fail("MISSING", "the list is empty", "write at least one item")
    return items


def _read_edtf(value: object) -> Edtf:
    if isinstance(value, list):
        refuse_type(value, "a date is", 'quote a date in brackets: "[..2021-01-12]"', "DATE")
    try:
        return parse_edtf(read_text(value))
    except EdtfError as error:
        fail("DATE", error.message, error.hint)


def _read_day(value: object) -> dt.date:
    text = read_matching(value, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "is not a day", "write it as `2021-07-15`", "DATE")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail("DATE", f"`{text}` is no day of the calendar", "check month and day")


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):  # of TOML; in front matter all values are texts
        return value
    text = read_matching(value, "true|false", "is neither true nor false", "write `true` or `false`", "TYPE")
    return text == "true"


def degrees(limit: int) -> PlainValidator:
    """Make a validator of a number of degrees from -limit to limit."""

    def read(value: object) -> float:
        hint = "write it as `-33.86`: minus is south or west"
        text = read_matching(value, r"-?[0-9]{1,3}(\.[0-9]{1,10})?", "is not a number of degrees", hint, "TYPE")
        if abs(float(text)) > limit:
            fail("VALUE", f"{text} is not between -{limit} and {limit}", "`lat` is north or south, `lon` east or west")
        return float(text)

    return PlainValidator(read, json_schema_input_type=float)


def one_of(choices: Any) -> BeforeValidator:
    """Make a validator that accepts one of the words of a Literal type."""
    words: tuple[str, ...] = get_args(choices)

    def read(value: object) -> str:
        text = read_text(value)
        if text not in words:
            hint = did_you_mean(text, words, "choose " + ", ".join(words[:-1]) + f" or {words[-1]}")
            fail("VALUE", f"`{shorten(text)}` is not a value of this field", hint)
        return text

    return BeforeValidator(read)


def _read_sha256(value: object) -> str:
    hint = "write 64 digits 0-9 and a-f, as `sha256sum` prints them"
    return read_matching(value, "[0-9a-fA-F]{64}", "is not a SHA-256 digest", hint).lower()


def read_web_address(value: object) -> str:
    """Read an absolute http or https address.

    Credentials and characters that need escaping are refused.
    """
    text = read_text(value)
    try:
        parts = urlsplit(text)
        sound = parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:
        sound = False
    if not sound or _NOT_IN_ADDRESS.search(text):
        fail("VALUE", f"`{shorten(text)}` is not a web address", "write it whole: `https://example.org/page`")
    return text


AS_LIST = BeforeValidator(_read_items)
AS_LIST_OR_ONE = BeforeValidator(lambda value: value if isinstance(value, list) else [value])
DISTINCT = AfterValidator(_refuse_repeats)
FILLED = AfterValidator(_refuse_empty)

Text = Annotated[str, BeforeValidator(read_text)]
TextOrNone = Annotated[str | None, BeforeValidator(unless_none(read_text)), field_types.OR_NONE]
Texts = Annotated[tuple[Text, ...], AS_LIST, DISTINCT]
EdtfDate = Annotated[Edtf, PlainValidator(_read_edtf), field_types.DATE]
EdtfOrNone = Annotated[Edtf | None, PlainValidator(unless_none(_read_edtf)), field_types.OR_NONE]
Day = Annotated[dt.date, BeforeValidator(_read_day), field_types.DAY]
Flag = Annotated[bool, BeforeValidator(_read_flag)]
Sha256 = Annotated[str, BeforeValidator(_read_sha256), field_types.SHA256]
WebAddress = Annotated[str, BeforeValidator(read_web_address), field_types.WEB_ADDRESS]
