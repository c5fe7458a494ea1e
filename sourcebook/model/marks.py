"""Marks of prose: `[[links]]` and `[@citations]`, and the tokens that stand for them."""

import re
from typing import Literal

from msgspec import Struct

from sourcebook.model.problem import Place

LINK, CITE, CLOSE = "\ue000", "\ue001", "\ue002"
TOKEN = re.compile(f"[{LINK}{CITE}]([0-9]+){CLOSE}")
"""What stands for a mark while Markdown runs: its number between private-use characters."""


class Ref(Struct, frozen=True, array_like=True):
    """A mark in prose, not yet resolved.

    `kind` link: `[[target|label]]`, one target. `kind` cite: `[@target; @target]`, one or more.
    `targets` are as written: `slug`, `folder/slug`, `source#claim`, `source p8`.
    """

    kind: Literal["link", "cite"]
    targets: tuple[str, ...]
    label: str | None
    place: Place
