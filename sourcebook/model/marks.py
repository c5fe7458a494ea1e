"""Marks in prose, `[[links]]` and `[@citations]`, and tokens that replace them."""

import re
from typing import Literal

from msgspec import Struct

from sourcebook.model.problem import Place

LINK, CITE, CLOSE = "\ue000", "\ue001", "\ue002"
TOKEN = re.compile(f"[{LINK}{CITE}]([0-9]+){CLOSE}")
"""Token that replaces a mark while Markdown runs: its number between private-use characters."""


class Ref(Struct, frozen=True, array_like=True):
    """A parsed mark in prose; its targets are still text.

    `kind` is "link" for `[[target|label]]`, which has one target, "cite" for `[@target; @target]`, which has one or
    more, and "reference" for `[@references/id]`. `targets` are as written: `slug`, `folder/slug`, `source#claim`,
    `source p8`; of a reference, its id.
    """

    kind: Literal["link", "cite", "reference"]
    targets: tuple[str, ...]
    label: str | None
    place: Place
