"""What to build and how, and what became of it."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sourcebook.house import digest_of_house
from sourcebook.model.digests import digest
from sourcebook.model.problem import Problem
from sourcebook.progress import SILENT, Progress

if TYPE_CHECKING:
    from sourcebook.model.dossier import Dossier
    from sourcebook.model.files import Output
    from sourcebook.past import Past


class Order(NamedTuple):
    """What to build and how.

    `root` holds templates and assets. `address` and `report` override those of `site.toml`. `for_disk` makes links
    that work from a folder; `preview` leaves out the policy and the digests in the names of assets. `cards`: draw
    pictures of pages for where they are shared, and icons. `full_text`: have the pages searched word by word.
    `workers`: among how many processes the work is shared. `progress` is told of the stages.
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
    progress: Progress = SILENT

    @property
    def draws(self) -> bool:
        """Pictures serve a published site alone: they are given with its address."""
        return self.cards and not self.preview and not self.for_disk

    @property
    def indexes(self) -> bool:
        """Full text needs a server, and longer than an editor waits for a preview."""
        return self.full_text and not self.preview and not self.for_disk

    @property
    def reads(self) -> tuple[Path, ...]:
        """The folders that are read."""
        return self.content, self.root / "templates", self.root / "assets", self.root / "sourcebook"

    @property
    def told(self) -> bytes:
        """All of the order that pages depend on, and the house they are built from."""
        told = (self.address, self.report, self.noindex, self.for_disk, self.preview, self.draws, self.indexes)
        return digest(repr(told).encode(), digest_of_house(self.root, plain=self.preview))


class Result(NamedTuple):
    """What became of an order.

    Problems, sorted; the dossier, unless nothing had changed or it could not be linked; the files that were made, and
    the paths of those that are as the last build left them; what the next build may want to know. Where there is an
    error among the problems there are no files.
    """

    problems: tuple[Problem, ...]
    dossier: "Dossier | None" = None
    files: "tuple[Output, ...]" = ()
    kept: frozenset[str] = frozenset()
    past: "Past | None" = None

    @property
    def failed(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)
