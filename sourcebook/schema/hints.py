"""What a YAML syntax error most likely means to somebody who writes prose, and how to mend it."""

import re
from typing import NamedTuple

import yaml

_QUOTE = 'put the text in double quotes: "..."'
_SIGNS = tuple("@`%*&!>|")


class Cure(NamedTuple):
    """Where the mistake stands (offset in the text), what it is, and what to do."""

    offset: int
    message: str
    hint: str


def explain(text: str, error: yaml.YAMLError) -> Cure:
    """The likeliest mistake behind a syntax error of libyaml or PyYAML, which word theirs differently."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Cure(0, "the front matter is not YAML", _QUOTE)
    offset = min(error.problem_mark.index, len(text))
    context = error.context or ""
    if error.context_mark and ("quoted" in context or "alias" in context or "anchor" in context):
        offset = error.context_mark.index
    if "quoted" in context:
        return _quoted(text, offset, error.problem or "")
    return _by_beginning(text, offset, context) or _by_problem(text, offset, error.problem or "")


def cut(offset: int) -> Cure:
    """A comment behind an unquoted text, which is more often a text that holds ` #`."""
    hint = 'quote the text ("..."), or put the comment on a line of its own'
    return Cure(offset, "everything from ` #` on would be lost as a comment", hint)


def question_mark(offset: int) -> Cure:
    """Within brackets or braces libyaml reads an unquoted `2021?`, PyYAML does not."""
    return Cure(offset, "a question mark stands in an unquoted text within brackets or braces", _QUOTE)


def _quoted(text: str, offset: int, problem: str) -> Cure:
    mark = text[offset : offset + 1]
    if "end of stream" in problem or "document separator" in problem:
        return Cure(offset, f"the quotation mark {mark} opens here and does not close", "close it")
    message = "a backslash between double quotes begins something YAML does not know"
    return Cure(offset, message, "write it twice, or use single quotes")


def _by_beginning(text: str, offset: int, context: str) -> Cure | None:
    """A text that begins with a sign that means something to YAML."""
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
        return Cure(start, message, _QUOTE)
    if first in ('"', "'") and "block" in context:
        hint = "quote the whole text; within it, use the other mark"
        return Cure(start, f"something follows the closing {first}", hint)
    return None


def _sign(text: str, offset: int) -> Cure:
    return Cure(offset, f"an unquoted text may not begin with {text[offset]}", _QUOTE)


def _by_problem(text: str, offset: int, problem: str) -> Cure:
    if text[offset : offset + 1] == "?":
        return _sign(text, offset) if "keys" in problem else question_mark(offset)
    if "mapping values" in problem:
        return _colon(text, offset)
    if "sequence entries" in problem:
        return Cure(offset, "a list may not begin on the line of its key", "put each `- item` on a line of its own")
    if "expected ':'" in problem:
        return _no_colon(text, offset)
    if "',' or" in problem:
        return Cure(offset, "a bracket or brace above is not closed, or a text within it needs quotes", _QUOTE)
    if "document start" in problem:
        hint = "quote a text that begins with `...` or `%`"
        return Cure(offset, "something follows the end of the YAML document", hint)
    lost = _comment_before(text, offset)
    if lost is not None:
        return cut(lost)
    hint = "check its indentation and the colon after its key"
    return Cure(offset, "this line does not fit the lines above it", hint)


def _colon(text: str, offset: int) -> Cure:
    line_start = text.rfind("\n", 0, offset) + 1
    if ": " in text[line_start:offset] or re.match(r" *- ", text[line_start:offset]):
        return Cure(offset, "a colon followed by a space stands inside an unquoted text", _QUOTE)
    hint = "check the indentation; the line above may need quotes or a space after its colon"
    return Cure(offset, "a field begins here in the middle of the text above", hint)


def _no_colon(text: str, offset: int) -> Cure:
    """PyYAML notices a missing colon on the next line; the mistake is on the last line with text before it."""
    before = text[:offset].rstrip()
    start = before.rfind("\n") + 1
    bracket = re.compile(r"[\[{]").search(before, start)
    tight = bracket and re.compile(r":[,\]}]").search(before, bracket.end())
    if tight:
        return Cure(tight.start(), "a colon within brackets has no space after it", "add the space, or quote the text")
    start += len(before[start:]) - len(before[start:].lstrip())
    hint = "write `key: text`; the further lines of a long text are indented deeper than its key"
    return Cure(start, "a colon is missing after the key", hint)


def _comment_before(text: str, offset: int) -> int | None:
    """Offset of a `#` behind text on the last line before the offset that is not empty."""
    before = text[:offset].rstrip()
    line = before.rfind("\n") + 1
    found = before.find(" #", line)
    return found + 1 if found > line else None


def _value_start(text: str, offset: int) -> int:
    """Offset of the value on the line: behind the dash of an item and the key of a field."""
    start = text.rfind("\n", 0, offset) + 1
    found = re.compile(r" *(?:- +)*(?:[\w-]+: +)?").match(text, start)
    return found.end() if found else start
