"""Validates the front matter of a page of any kind."""

import copy
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from sourcebook.model.entry import FieldPath, Head
from sourcebook.model.names import FOLDERS, MADE, Key
from sourcebook.model.problem import START, Problem
from sourcebook.model.record import Record
from sourcebook.model.source_record import ARTICLE, UNNAMED
from sourcebook.schema.field_types import NO_DIGEST, OPEN
from sourcebook.schema.fields import NONE
from sourcebook.schema.kinds import FIELDS
from sourcebook.schema.located import LocatedTree, Tree
from sourcebook.schema.slugs import MAX_SLUG
from sourcebook.schema.validation import to_problems

PLACEHOLDERS = (OPEN, NO_DIGEST)
_STAND_INS = {"title": "", "headline": NONE, "author": NONE, "outlet": NONE, "obtained": "-"}
"""Values of needed fields that have errors; a title is the slug then."""
_ROUNDS = 3
RESERVED = (ARTICLE, UNNAMED, NONE, "null")


def to_record(path: str, key: Key, front: LocatedTree) -> tuple[Head, Record] | list[Problem]:
    """Validate front matter. Returns head and record of the page, or all its problems.

    Checks the fields of this file alone; names are resolved by the linker.
    """
    problems = list(_misnamed(path, key))
    kind = FIELDS[key.folder]
    try:
        fields = kind.model_validate(front.tree, context={})
    except ValidationError as error:
        return problems + to_problems(path, error, front.places, kind)
    if not fields.draft:
        problems += _placeholders(path, front)
    return problems or (fields.head(), fields.record())


def read_partly(key: Key, front: LocatedTree) -> tuple[Head, Record] | None:
    """Read front matter that has problems without the claims and fields that have them.

    Returns None if a field is needed whose value nothing can stand for.
    """
    tree, kind = copy.deepcopy(front.tree), FIELDS[key.folder]
    for _ in range(_ROUNDS):
        try:
            fields = kind.model_validate(tree, context={})
        except ValidationError as error:
            if not all(_mend(tree, detail["loc"], key.slug) for detail in error.errors(include_url=False)):
                return None
        else:
            return fields.head(), fields.record()
    return None


def _mend(tree: dict[str, Any], field: tuple[str | int, ...], slug: str) -> bool:
    """Take a faulty field or claim out of a tree, or write what stands for one that is needed; False if it cannot."""
    name, claims = str(field[0]) if field else "", tree.get("claims")
    if name == "claims" and field[1:] and isinstance(claims, dict):
        claims.pop(str(field[1]), None)
    elif name in _STAND_INS:
        tree[name] = _STAND_INS[name] or slug
    else:
        return tree.pop(name, None) is not None
    return True


def _placeholders(path: str, front: LocatedTree) -> Iterator[Problem]:
    """Problems of placeholders left in a page that is not a draft."""
    for field, place in front.places.items():
        if _at(front.tree, field) in PLACEHOLDERS:
            hint = "write what belongs here, or keep `draft: true`"
            yield Problem(path, place, "MISSING", f"`{field[-1]}` is still to be written", hint)


def _at(tree: Tree, field: FieldPath) -> Tree:
    for step in field:
        if isinstance(tree, list) and isinstance(step, int):
            tree = tree[step]
        elif isinstance(tree, dict):
            tree = tree[str(step)]
    return tree


def _misnamed(path: str, key: Key) -> Iterator[Problem]:
    if key.slug in RESERVED:
        hint = "rename the file"
        yield Problem(path, START, "SLUG", f"the name `{key.slug}` means something else in front matter", hint)
    if key.folder == "pages" and key.slug in (*FOLDERS, *MADE):
        message = f"the address /{key.slug}/ belongs to a generated page"
        yield Problem(path, START, "SLUG", message, "rename the file")
    if len(key.slug) > MAX_SLUG:
        yield Problem(path, START, "SLUG", f"the name of the file has more than {MAX_SLUG} characters", "shorten it")
