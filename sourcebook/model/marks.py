"""Marks in prose, `[[links]]`, `[@citations]` and `[^footnotes]`, and tokens that replace them."""

import re
from typing import Literal

from msgspec import Struct

from sourcebook.model.problem import Place

LINK, CITE, CLOSE, NOTE = "\ue000", "\ue001", "\ue002", "\ue003"
SIGNS = LINK + CITE + CLOSE + NOTE
TOKEN = re.compile(f"[{LINK}{CITE}{NOTE}]([0-9]+){CLOSE}")
"""Token that replaces a mark while Markdown runs: its number between private-use characters."""

MarkKind = Literal["link", "cite", "reference", "note", "text", "end"]


class Ref(Struct, frozen=True, array_like=True):
    """A parsed mark in prose; its targets are still text.

    `kind` is "link" for `[[target|label]]`, which has one target, "cite" for `[@target; @target]`, which has one or
    more, and "reference" for `[@references/id]`. `targets` are as written: `slug`, `folder/slug`, `source#claim`,
    `source p8`; of a reference, its id. A "note" is a `[^name]`, whose text stands between a "text" and an "end" of the
    same name.
    """

    kind: MarkKind
    targets: tuple[str, ...]
    label: str | None
    place: Place

    @property
    def leads(self) -> bool:
        """True if it leads to a page, claim or paragraph, as links and citations do."""
        return self.kind in ("link", "cite")

    @property
    def names(self) -> bool:
        """True if its targets are names that must exist, not those of a footnote."""
        return self.leads or self.kind == "reference"
