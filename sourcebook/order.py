"""What to build, and how."""

from dataclasses import dataclass
from pathlib import Path

from sourcebook.house import digest_of_house
from sourcebook.memory import digest


@dataclass(frozen=True)
class Order:
    """What to build and how.

    `root` holds templates and assets. `address` and `report` override those of `site.toml`. `for_disk` makes links
    that work from a folder; `preview` leaves out the policy and the digests in the names of assets. `cards`: draw
    pictures of pages for where they are shared, and icons. `full_text`: have the pages searched word by word.
    `workers`: among how many processes the work is shared.
    """

    root: Path
    content: Path
    out: Path
    address: str | None = None
    report: str | None = None
    noindex: bool = False
    for_disk: bool = False
    preview: bool = False
    cards: bool = True
    full_text: bool = False
    workers: int = 1

    @property
    def draws(self) -> bool:
        """Pictures serve a published site alone: they are given with its address."""
        return self.cards and not self.preview and not self.for_disk

    @property
    def indexes(self) -> bool:
        """Full text needs a server, and longer than an editor waits for a preview."""
        return self.full_text and not self.preview and not self.for_disk

    @property
    def told(self) -> bytes:
        """All of the order that the output depends on, and the house it is built from."""
        told = (self.address, self.report, self.noindex, self.for_disk, self.preview, self.draws, self.indexes)
        return digest(repr(told).encode(), digest_of_house(self.root))
