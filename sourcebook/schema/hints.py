"""Explains syntax errors of YAML: the likely mistake, and how to correct it."""

import re
from typing import NamedTuple

import yaml

_QUOTE = 'put the text in double quotes: "..."'
_SIGNS = tuple("@`%*&!>|")
_WIDE = "\uff1a\ufe55\ufe13"
"""Colons that YAML takes for letters: full-width, small and vertical."""

_KEY = re.compile(rf"^ *(?:- +)*[\w-]+ *(?:(?P<wide>[{_WIDE}])|:(?P<blank>[^\S \t\n]))", re.MULTILINE)
_TIGHT = re.compile(r" *(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?=[^\s/:])(?P<value>.*)")
_TYPOGRAPHIC = tuple("“”„‟‘’‚‛«»‹›")


class Explanation(NamedTuple):
    """Explanation of a syntax error. `offset`: place of the mistake in the text."""

    offset: int
    message: str
    hint: str


def explain(text: str, error: yaml.YAMLError) -> Explanation:
    """Find the likely mistake behind a YAML syntax error.

    Knows the wordings of libyaml and PyYAML, which differ.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Explanation(0, "the front matter is not YAML", _QUOTE)
    offset = min(error.problem_mark.index, len(text))
    odd = odd_colon(text, offset)
    if odd is not None:
        return odd
    context = error.context or ""
    if error.context_mark and ("quoted" in context or "alias" in context or "anchor" in context):
        offset = error.context_mark.index
    if "quoted" in context:
        return _quoted(text, offset, error.problem or "")
    return _by_beginning(text, offset, context) or _by_problem(text, offset, error.problem or "")


def odd_colon(text: str, end: int | None = None) -> Explanation | None:
    """Explanation of the first key before `end` whose colon, or the blank after it, is none to YAML; None without."""
    line_end = len(text) if end is None else text.find("\n", end)
    key = _KEY.search(text, 0, line_end if line_end >= 0 else len(text))
    if key is None:
        return None
    if key["wide"]:
        return Explanation(key.start("wide"), f"`{key['wide']}` is no colon to YAML", "write `:` and a space")
    message = "a special blank, such as a no-break space, follows the colon"
    return Explanation(key.start("blank"), message, "replace it by an ordinary space")


def cut(offset: int) -> Explanation:
    """Explanation for a comment after an unquoted text, usually a text with ` #`."""
    hint = 'quote the text ("..."), or put the comment on a line of its own'
    return Explanation(offset, "everything from ` #` on would be lost as a comment", hint)


def question_mark(offset: int) -> Explanation:
    """Explanation for an unquoted `2021?` in brackets: PyYAML rejects it, libyaml not."""
    return Explanation(offset, "an unquoted text within brackets or braces has a question mark", _QUOTE)


def _quoted(text: str, offset: int, problem: str) -> Explanation:
    mark = text[offset : offset + 1]
    if "end of stream" in problem or "document separator" in problem:
        return Explanation(offset, f"the quotation mark {mark} opens here and does not close", "close it")
    message = "a backslash between double quotes begins something YAML does not know"
    return Explanation(offset, message, "write it twice, or use single quotes")


def _by_beginning(text: str, offset: int, context: str) -> Explanation | None:
    """Explanation of a text that begins with an indicator of YAML, or None."""
    if text[offset : offset + 1] in _SIGNS:
        return _sign(text, offset)
    start = _value_start(text, offset)
    first = text[start : start + 1]
    if offset < start:
        return None
    if first in _SIGNS:
        return _sign(text, start)
    if first in ("[", "{") and "block" in context:
        message = f"an unquoted text may not begin with `{first}`, which opens a list or mapping"
        return Explanation(start, message, _QUOTE)
    if first in ('"', "'") and "block" in context:
        hint = "quote the whole text; within it, use the other mark"
        return Explanation(start, f"something follows the closing {first}", hint)
    return None


def _sign(text: str, offset: int) -> Explanation:
    return Explanation(offset, f"an unquoted text may not begin with {text[offset]}", _QUOTE)


def _by_problem(text: str, offset: int, problem: str) -> Explanation:
    if text[offset : offset + 1] == "?":
        return _sign(text, offset) if "keys" in problem else question_mark(offset)
    if "mapping values" in problem:
        return _colon(text, offset)
    if "sequence entries" in problem:
        return Explanation(
            offset, "a list may not begin on the line of its key", "put each `- item` on a line of its own"
        )
    if "expected ':'" in problem:
        return _no_colon(text, offset)
    if "',' or" in problem:
        return Explanation(offset, "a bracket or brace above is not closed, or a text within it needs quotes", _QUOTE)
    if "document start" in problem:
        hint = "quote a text that begins with `...` or `%`"
        return Explanation(offset, "something follows the end of the YAML document", hint)
    lost = _comment_before(text, offset)
    if lost is not None:
        return cut(lost)
    hint = "check its indentation and the colon after its key"
    return Explanation(offset, "this line does not fit the lines above it", hint)


def _colon(text: str, offset: int) -> Explanation:
    line_start = text.rfind("\n", 0, offset) + 1
    start = _value_start(text, offset)
    if text[start : start + 1] in _TYPOGRAPHIC and start < offset:
        message = f"{text[start]} is a typographic quotation mark, which quotes nothing in YAML"
        return Explanation(start, message, f'put the text in straight quotation marks: "{text[start]}…"')
    if ": " in text[line_start:offset] or re.match(r" *- ", text[line_start:offset]):
        return Explanation(offset, "an unquoted text has a colon followed by a space", _QUOTE)
    hint = "check the indentation; the line above may need quotes or a space after its colon"
    return Explanation(offset, "a field begins here in the middle of the text above", hint)


def _no_colon(text: str, offset: int) -> Explanation:
    """Explanation of a missing colon.

    PyYAML reports it on the next line; the mistake is on the last line with text before.
    """
    before = text[:offset].rstrip()
    start = before.rfind("\n") + 1
    bracket = re.compile(r"[\[{]").search(before, start)
    tight = bracket and re.compile(r":[,\]}]").search(before, bracket.end())
    if tight:
        return Explanation(
            tight.start(), "a colon within brackets has no space after it", "add the space, or quote the text"
        )
    line = _TIGHT.match(before, start)
    if line:
        hint = f"write `{line['key']}: {line['value'][:40]}`"
        return Explanation(line.start("value"), f"a space is missing after the colon of `{line['key']}`", hint)
    start += len(before[start:]) - len(before[start:].lstrip())
    hint = "write `key: text`; the further lines of a long text are indented deeper than its key"
    return Explanation(start, "a colon is missing after the key", hint)


def _comment_before(text: str, offset: int) -> int | None:
    """Offset of a `#` after text on the last non-empty line before the offset."""
    before = text[:offset].rstrip()
    line = before.rfind("\n") + 1
    hash_at = before.find(" #", line)
    return hash_at + 1 if hash_at > line else None


def _value_start(text: str, offset: int) -> int:
    """Offset of the value on the line, after dashes and key."""
    start = text.rfind("\n", 0, offset) + 1
    match = re.compile(r" *(?:- +)*(?:[\w-]+: +)?").match(text, start)
    return match.end() if match else start
