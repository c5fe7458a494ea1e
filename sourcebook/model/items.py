"""Dependencies of a part of the output: items of the dossier, each asked for by its kind and name."""

from typing import NamedTuple

from sourcebook.model.names import KINDS, ClaimKey, Key, ParagraphKey

ItemName = Key | ClaimKey | ParagraphKey | str | tuple[str | int, ...]


class Item(NamedTuple):
    """One thing that can be asked of a dossier: `Item("title", Key("topics", "tides"))`.

    `kind` is the method of `Reader` that hands it out, for `DOSSIER` it is `whole`; items of other kinds are noted with
    `Reader.note`. `name` is "" where there is one of the kind.
    """

    kind: str
    name: ItemName = ""

    def __str__(self) -> str:
        whole = isinstance(self.name, str | Key | ClaimKey | ParagraphKey)
        return f"{self.kind} {self.name if whole else ' '.join(map(str, self.name))}"


def item_of(kind: str, name: str | tuple[str | int, ...]) -> Item:
    """An item from its plain form, which a manifest holds and which equals it: with a key for its name."""
    match name:
        case (str(source), int(number)):
            return Item(kind, ParagraphKey(source, number))
        case (str(first), str(second)):
            of_claim = kind in OF_CLAIMS or first not in KINDS
            return Item(kind, ClaimKey(first, second) if of_claim else Key(first, second))
    return Item(kind, name)


DOSSIER = Item("dossier")
"""The dossier as a whole, all but the bodies of its pages."""

OF_CLAIMS = frozenset({"claim", "verdict_of", "chains"})
"""Kinds whose names are claims."""

OF_BODIES = frozenset({"body", "digits", "summary", "places"})
"""Kinds that can change where the item `DOSSIER` is as it was."""
