"""Items: units of dependency tracking, such as a title, a claim or a table row.

A task depends on the items that it read, and runs again if the digest of one of them changes.
"""

from typing import NamedTuple

from sourcebook.model.names import KINDS, ClaimKey, Key, ParagraphKey

ItemName = Key | ClaimKey | ParagraphKey | str | tuple[str | int, ...]


class Item(NamedTuple):
    """One thing that a task can depend on: a title, a claim, a row of a table.

    Example: `Item("title", Key("topics", "tides"))`. `kind`: the method of `Reader` that returns it (`whole` for
    `DOSSIER`); other kinds are recorded with `Reader.note`. `name`: which one, usually a key; "" if there is only one
    item of the kind.
    """

    kind: str
    name: ItemName = ""

    def __str__(self) -> str:
        single = isinstance(self.name, str | Key | ClaimKey | ParagraphKey)
        return f"{self.kind} {self.name if single else ' '.join(map(str, self.name))}"


def item_of(kind: str, name: str | tuple[str | int, ...]) -> Item:
    """Decode an item from the plain tuple in a manifest; its name becomes a key."""
    match name:
        case (str(source), int(number)):
            return Item(kind, ParagraphKey(source, number))
        case (str(first), str(second)):
            of_claim = kind in OF_CLAIMS or first not in KINDS
            return Item(kind, ClaimKey(first, second) if of_claim else Key(first, second))
    return Item(kind, name)


DOSSIER = Item("dossier")
"""The whole dossier but the bodies of its pages."""

OF_CLAIMS = frozenset({"claim", "verdict_of", "chains"})
"""Kinds whose names are claims."""

OF_BODIES = frozenset({"body", "digits", "summary", "places"})
"""Kinds that can change while the item `DOSSIER` stays the same."""
