"""Sentences of a page as plain text."""

from collections.abc import Callable, Iterable

from sourcebook.model.dossier import Page
from sourcebook.model.edges import target_page
from sourcebook.model.marks import Ref
from sourcebook.model.names import Key


def spoken(pieces: Iterable[str | Ref], page: Page, title: Callable[[Key], str]) -> str:
    """Plain text of a sentence of a page. `title`: returns that of a page.

    A link is its label or the title of its target; a citation is left out.
    """
    words = [piece if isinstance(piece, str) else _label(piece, page, title) for piece in pieces]
    return " ".join("".join(words).split())


def _label(ref: Ref, page: Page, title: Callable[[Key], str]) -> str:
    targets = page.resolve(ref)
    if ref.kind != "link" or ref.label or not targets:
        return ref.label or ""
    return title(target_page(targets[0]))
