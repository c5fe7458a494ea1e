"""Findings: breaches of rules; and the types of rule functions."""

from collections.abc import Callable, Iterable

from msgspec import Struct

from sourcebook.model.dossier import Dossier, Page
from sourcebook.model.problem import Place


class Finding(Struct, frozen=True):
    """A breach of a rule: file and place, message, and hint how to correct it."""

    path: str
    place: Place
    message: str
    hint: str = ""


Check = Callable[[Dossier], Iterable[Finding]]
PageCheck = Callable[[Page], Iterable[Finding]]


def at_field(page: Page, field: tuple[str | int, ...], message: str, hint: str = "") -> Finding:
    """Make a finding at the place of a field in a page's front matter."""
    return Finding(page.entry.path, page.entry.place(*field), message, hint)
