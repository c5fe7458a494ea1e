"""Names that lead to no page, and their problems."""

from collections.abc import Sequence
from typing import NamedTuple

from sourcebook.model.problem import Problem


class Unresolved(NamedTuple):
    """Why a name leads to no page, and the cure. `ambiguous`: the slug, if several pages have it."""

    message: str
    hint: str
    ambiguous: str = ""


def merged(uses: Sequence[Problem]) -> Problem:
    """One problem for all uses of a name that several pages share."""
    first = min(uses)
    if len(uses) == 1:
        return first
    further = len(uses) - 1
    message = f"{first.message}, here and in {further} more {'place' if further == 1 else 'places'}"
    return first._replace(message=message, hint=f"rename one of the pages, or {first.hint} in each place")


def within(folders: tuple[str, ...]) -> str:
    """Folders in which a name was looked for, in words."""
    return f" in {' or '.join(folders)}" if folders else ""
