"""Reads a subset of YAML 1.1 into a located tree, within limits of depth and size.

It reads parser events, so that a limit is met before anything large is built.
"""

import re
from bisect import bisect_right
from collections.abc import Generator
from functools import cached_property
from typing import NoReturn, TypeGuard

import yaml

from sourcebook.model.characters import find_refused
from sourcebook.model.entry import FieldPath
from sourcebook.model.problem import Place, Problem
from sourcebook.schema import hints
from sourcebook.schema.located import MAX_DEPTH, LocatedTree, Tree

MAX_EVENTS = 20_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULLS = ("", "~", "null")


def read_tree(path: str, text: str, first_line: int) -> LocatedTree | list[Problem]:
    """Read a YAML text that is one mapping. Returns a tree, or all its problems.

    The text begins on line `first_line` of the file. Every scalar stays as written (`NO`, `12:30`, `010`); null is
    nothing, `~` or `null`, unquoted. Refused: anything but one mapping, duplicate and non-text keys, tags, anchors,
    aliases, merge keys, several documents, tabs, comments after an unquoted text, more than MAX_DEPTH levels or
    MAX_EVENTS parser events.
    """
    reader = _Reader(path, text, first_line)
    tab = text.find("\t")
    if tab >= 0:
        reader.explain(hints.Explanation(tab, "the front matter has a tab", "use spaces"))
        return reader.problems
    try:
        tree = reader.read()
    except _StopError:
        return sorted(reader.problems)
    finally:
        reader.events.close()  # breaks a reference cycle
    return sorted(reader.problems) or LocatedTree(tree, reader.places)


class _StopError(Exception):
    """Ends reading after a problem that was added to the notes."""


class _Notes:
    """Collects problems and their places in the file."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        self.path = path
        self.text = text
        self.first_line = first_line
        self.problems: list[Problem] = []

    def note(self, event: yaml.Event, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, self.place(event), code, message, hint))

    def stop(self, event: yaml.Event, code: str, message: str, hint: str) -> NoReturn:
        self.note(event, code, message, hint)
        raise _StopError

    def explain(self, explanation: hints.Explanation) -> None:
        offset, message, hint = explanation
        self.problems.append(Problem(self.path, self._place_of(offset), "YAML", message, hint))

    def add_syntax_error(self, error: yaml.YAMLError) -> NoReturn:
        """Add a syntax error, unless a problem on its line explains it. Raises _StopError."""
        explanation = hints.explain(self.text, error)
        if self._place_of(explanation.offset).line not in {problem.place.line for problem in self.problems}:
            self.explain(explanation)
        raise _StopError from None

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None
        return Place(mark.line + self.first_line, mark.column + 1)

    def _place_of(self, offset: int) -> Place:
        line = bisect_right(self._line_starts, offset)
        return Place(line + self.first_line - 1, offset - self._line_starts[line - 1] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


class _Reader(_Notes):
    """Builds the tree from events; its recursion ends at MAX_DEPTH."""

    def __init__(self, path: str, text: str, first_line: int) -> None:
        super().__init__(path, text, first_line)
        self.places: dict[FieldPath, Place] = {(): Place(first_line)}
        self.events = self._events()
        self.flow = 0

    def read(self) -> dict[str, Tree]:
        next(self.events)
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            return {}
        tree = self._root(next(self.events))
        next(self.events)
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            hint = "keep one; quote a text that begins with dots or dashes"
            self.stop(event, "YAML", "a second YAML document begins here", hint)
        return tree

    def _events(self) -> Generator[yaml.Event, None, None]:
        try:
            for count, event in enumerate(yaml.parse(self.text, Loader=_LOADER)):
                if count > MAX_EVENTS:
                    self.stop(event, "SIZE", "the front matter has too many fields", "split the file")
                yield event
        except yaml.YAMLError as error:
            self.add_syntax_error(error)

    def _root(self, event: yaml.Event) -> dict[str, Tree]:
        if isinstance(event, yaml.MappingStartEvent):
            self._check_marks(event)
            return self._mapping(())
        if _is_scalar(event) and self._scalar(event) is None:
            return {}
        if odd := hints.odd_colon(self.text):
            self.explain(odd)
            raise _StopError
        kind = "a list" if isinstance(event, yaml.SequenceStartEvent) else "a single text"
        return self.stop(event, "TYPE", f"the front matter is {kind}", "write `title: ...`, one field a line")

    def _node(self, event: yaml.Event, field: FieldPath) -> Tree:
        if isinstance(event, yaml.AliasEvent):
            self.stop(event, "ALIAS", f"`*{event.anchor}` is a YAML alias", "quote a text that begins with `*`")
        if _is_scalar(event):
            return self._scalar(event)
        assert isinstance(event, yaml.CollectionStartEvent)
        self._check_marks(event)
        if len(field) >= MAX_DEPTH:
            message = f"lists and mappings are nested more than {MAX_DEPTH} deep"
            self.stop(event, "DEPTH", message, "quote a text that begins with a bracket or brace")
        self.flow += bool(event.flow_style)
        node = self._mapping(field) if isinstance(event, yaml.MappingStartEvent) else self._sequence(field)
        self.flow -= bool(event.flow_style)
        return node

    def _sequence(self, field: FieldPath) -> list[Tree]:
        items: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            item = (*field, len(items))
            self.places[item] = self.place(event)
            items.append(self._node(event, item))
        return items

    def _mapping(self, field: FieldPath) -> dict[str, Tree]:
        fields: dict[str, Tree] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._key(event)
            inner = (*field, key)
            if key in fields:
                line = self.places[inner].line
                self.note(event, "DUPLICATE", f"`{key}` is given twice", f"the first is on line {line}; keep one")
            else:
                self.places[inner] = self.place(event)
            fields[key] = self._node(next(self.events), inner)
        return fields

    def _key(self, event: yaml.Event) -> str:
        if not _is_scalar(event):
            message = "a list, mapping or alias is used as a key"
            self.stop(event, "YAML", message, "quote a text that begins with a bracket, a brace or `*`")
        if event.value == "<<" and not event.style:
            self.stop(event, "ALIAS", "`<<` merges YAML mappings", "write the fields out")
        key = self._scalar(event)
        if not key:
            self.stop(event, "YAML", "a key is empty", "put a name before the colon")
        return key

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        value: str = event.value
        self._check_marks(event)
        if not event.style:
            self._check_plain(event)
            return None if value in _NULLS else value
        refused = find_refused(value) if event.style == '"' else None
        if refused:
            self.note(event, "ENCODING", f"the text contains {refused[1]}", "delete its escape")
        return value

    def _check_plain(self, event: yaml.ScalarEvent) -> None:
        assert event.start_mark is not None
        assert event.end_mark is not None
        end = event.end_mark.index
        line_end = self.text.find("\n", end)
        rest = self.text[end : line_end if line_end >= 0 else None]
        if rest.lstrip(" ").startswith("#"):
            self.explain(hints.cut(end + rest.index("#")))
        if self.flow and "?" in event.value:
            self.explain(hints.question_mark(self.text.index("?", event.start_mark.index)))

    def _check_marks(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor is not None:
            message = f"`&{event.anchor}` is a YAML anchor"
            self.note(event, "ALIAS", message, "quote a text that begins with `&`")
        if event.tag is not None:
            self.note(event, "TAG", f"`{event.tag}` is a YAML tag", "quote a text that begins with `!`")


def _is_scalar(event: yaml.Event) -> TypeGuard[yaml.ScalarEvent]:
    return isinstance(event, yaml.ScalarEvent)
