"""Sentences of a page as plain text."""

from collections.abc import Iterable, Mapping

from sourcebook.model.dossier import Page
from sourcebook.model.marks import Ref
from sourcebook.model.names import Key


def spoken(pieces: Iterable[str | Ref], page: Page, pages: Mapping[Key, Page]) -> str:
    """Plain text of a sentence of a page.

    A link is its label or the title of its target; a citation is left out.
    """
    words = [piece if isinstance(piece, str) else _label(piece, page, pages) for piece in pieces]
    return " ".join("".join(words).split())


def _label(ref: Ref, page: Page, pages: Mapping[Key, Page]) -> str:
    targets = page.resolve(ref)
    if ref.kind != "link" or ref.label or not targets:
        return ref.label or ""
    target = targets[0]
    key = target if isinstance(target, Key) else target.page
    return pages[key].title if key in pages else ""
