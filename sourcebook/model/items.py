"""What a part of the output depends on: items of the dossier, each asked for by its kind and name."""

from typing import NamedTuple

from sourcebook.model.names import ClaimKey, Key, ParagraphKey

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


DOSSIER = Item("dossier")
"""The dossier as a whole, all but the bodies of its pages."""

OF_BODIES = frozenset({"body", "digits", "summary", "places"})
"""Kinds that can change where the item `DOSSIER` is as it was."""
