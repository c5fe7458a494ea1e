"""References to a page or claim in the files of a dossier, as offsets: in marks, front matter and tables."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from sourcebook.model.entry import FieldPath
from sourcebook.model.names import FOLDERS, KINDS, Key
from sourcebook.model.problem import Place
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.located import LocatedTree, Tree
from sourcebook.schema.split import Parts, split
from sourcebook.schema.toml_tree import read_toml

FIELDS = (
    "about", "also_answers", "answers", "author", "by", "claims", "counts_as", "country", "maybe", "outlet", "precedes",
    "relies_on", "rests_on", "same_as", "shown_by", "shown_on", "where", "who",
)  # fmt: skip
"""Fields of front matter and tables whose values are names of pages, claims or paragraphs."""

_MARK = re.compile(r"(?<!\\)\[(?:\[(?P<link>[^\[\]|]*)(?:\|[^\[\]]*)?\]|@(?P<cite>[^\[\]]*))\]")

_ANOTHER = "another/name"
"""Name that no page of a menu can have."""

Files = Mapping[str, str]


class Name(NamedTuple):
    """Target of a reference: a page, or with `claim` a claim of that document."""

    key: Key
    claim: str | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        """Pattern of the name as written; its group `last` is the part that another name replaces."""
        folder, slug = self.key
        if self.claim:
            return re.compile(rf"(?<![a-z0-9/-])(?:{folder}/)?{slug}#(?P<last>{self.claim})(?![a-z0-9-])")
        return re.compile(rf"(?<![a-z0-9#/-])(?:{folder}/)?(?P<last>{slug})(?![a-z0-9/-])")

    def __str__(self) -> str:
        return f"{self.key}#{self.claim}" if self.claim else str(self.key)


class Span(NamedTuple):
    """Part of a file that names what is looked for."""

    path: str
    start: int
    end: int


def references(files: Files, name: Name) -> Iterator[Span]:
    """Yield every place that names a page or claim, but not the page itself."""
    named = {path: text for path, text in sorted(files.items()) if (name.claim or name.key.slug) in text}
    entities = {path for path, text in files.items() if path.startswith("questions/") and _of_entities(path, text)}
    for path, text in named.items():
        if path.endswith(".md"):
            parts = split(path, text)
            yield from _in_marks(path, text, name, parts) if isinstance(parts, Parts) else ()
            yield from _in_fields(path, text, read_front_matter(path, text), name, entities)
        elif path == "corrections.toml":
            yield from _in_fields(path, text, read_toml(path, text), name, entities)
        elif path == "site.toml" and name.key.folder == "pages" and not name.claim:
            yield from _in_menu(path, text, name.key.slug)


def front(path: str, text: str) -> LocatedTree | None:
    """Front matter of a page; None if it cannot be read."""
    read = read_front_matter(path, text)
    return read if isinstance(read, LocatedTree) else None


def offset(text: str, place: Place) -> int:
    """Offset of a place in a text."""
    return sum(len(line) + 1 for line in text.split("\n")[: place.line - 1]) + place.column - 1


def _of_entities(path: str, text: str) -> bool:
    tree = front(path, text) if "entity" in text else None
    return tree is not None and tree.tree.get("type") == "entity"


def _in_marks(path: str, text: str, name: Name, parts: Parts) -> Iterator[Span]:
    start = offset(text, Place(parts.body_line))
    for mark in _MARK.finditer(text, start):
        group = "link" if mark["link"] is not None else "cite"
        for found in name.pattern.finditer(text, mark.start(group), mark.end(group)):
            yield Span(path, *found.span("last"))


def _in_fields(path: str, text: str, read: LocatedTree | object, name: Name, entities: set[str]) -> Iterator[Span]:
    if not isinstance(read, LocatedTree):
        return
    for field, value in _leaves(read.tree, ()):
        named = next((step for step in reversed(field) if isinstance(step, str)), "")
        if named not in FIELDS and not _answers_with_page(read.tree, field, entities):
            continue
        place = next(read.places[field[:end]] for end in range(len(field), -1, -1) if field[:end] in read.places)
        after_key = text.find(":" if path.endswith(".md") else "=", offset(text, place))
        start = offset(text, place) if isinstance(field[-1], int) and field in read.places else after_key
        found, at = name.pattern.match(value), text.find(value, start)
        if found and at >= 0 and value[found.end() :][:1] in ("", "#", " "):
            yield Span(path, at + found.start("last"), at + found.end("last"))


def _answers_with_page(tree: Tree, field: FieldPath, entities: set[str]) -> bool:
    """True if a field is the answer of a claim, and the name of a page, as its question asks for one."""
    if field[-2:-1] == ("also_answers",):
        return f"questions/{str(field[-1]).rpartition('/')[2]}.md" in entities
    if field[-1:] != ("value",):
        return False
    for step in field[:-1]:
        tree = tree[step] if isinstance(tree, dict) and isinstance(step, str) else None
    answers = tree.get("answers") if isinstance(tree, dict) else None
    return isinstance(answers, str) and f"questions/{answers.rpartition('/')[2]}.md" in entities


def _leaves(tree: Tree, field: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    if isinstance(tree, str):
        yield field, tree
    elif isinstance(tree, dict) and field[-1:] == ("also_answers",):
        yield from ((field, question) for question in tree)
    for step, inner in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from _leaves(inner, (*field, step))


def _in_menu(path: str, text: str, slug: str) -> Iterator[Span]:
    """Pages in menu and footer: quoted names whose replacement replaces the page of an entry."""
    for found in re.finditer(rf"(?<=[\"']){slug}(?=[\"'])", text):
        with suppress(tomllib.TOMLDecodeError):
            other = tomllib.loads(f"{text[: found.start()]}{_ANOTHER}{text[found.end() :]}")
            entries = [*other.get("navigation", ()), *other.get("footer", ())]
            if any((entry.get("page") if isinstance(entry, dict) else entry) == _ANOTHER for entry in entries):
                yield Span(path, *found.span())


def read_name(written: str, files: Files) -> Name | None:
    """Read `people/ida-storm`, `person/ida-storm`, `ida-storm` or `source#claim`; None if there is no such page."""
    page, _, claim = written.partition("#")
    kind, _, slug = page.rpartition("/")
    named = [folder for folder in FOLDERS if kind in ("", folder, KINDS[folder])]
    keys = [Key(folder, slug) for folder in named if f"{folder}/{slug}.md" in files]
    return Name(keys[0], claim or None) if len(keys) == 1 else None
