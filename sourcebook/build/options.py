"""Options of a build, and its result (`Report`)."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from sourcebook.model.files import OUTPUT, OWN_THEME, PACKAGE, PROGRAM
from sourcebook.model.problem import Problem

if TYPE_CHECKING:
    from sourcebook.model.dossier import Dossier
    from sourcebook.model.names import Key
    from sourcebook.model.prose import Prose

MANY_FILES = 2_000
"""A stage with so many files is announced before it begins."""


class Progress(Struct, frozen=True):
    """Reports the stages of a build. `say` prints a line; None prints nothing.

    With `timings`, the duration of each stage is printed.
    """

    say: Callable[[str], object] | None = None
    timings: bool = False

    @contextmanager
    def stage(self, name: str, count: int = 0) -> Iterator[None]:
        """Context of one stage of the build; `count`: number of files it handles."""
        if self.say is None:
            yield
            return
        if count >= MANY_FILES and not self.timings:
            self.say(f"{name}: {count:,} files")
        started = time.perf_counter()
        yield
        if self.timings:
            self.say(f"{name:<10} {time.perf_counter() - started:6.2f} s{f'  {count:,} files' if count else ''}")


SILENT = Progress()

CARDS, SEARCH, PDF = "resvg_py", "pagefind_bin", "typst"
"""Modules of the extras that draw cards, index the full text and set PDF."""


@cache
def is_installed(module: str) -> bool:
    """True if a module can be imported; it is not imported."""
    return find_spec(module) is not None


class BuildOptions(NamedTuple):
    """Options of a build: folders, address, and parts to leave out.

    `root` holds templates and assets, `content` the dossier; the site goes to `out`. `address` and `report` override
    those of `site.toml`. `for_disk` makes links that work from a folder; `preview` leaves out the security policy and
    the digests in the names of assets. `cards`: draw pictures of pages for sharing, and icons. `full_text`: index the
    text of the pages. `workers`: number of processes.
    """

    root: Path = PROGRAM
    content: Path = Path()
    out: Path = Path(OUTPUT)
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
        """True if cards (pictures for sharing) are drawn, which only published sites need."""
        return self._for_host(self.cards) and is_installed(CARDS)

    @property
    def indexes(self) -> bool:
        """True if the full-text index is built; it needs a server, and takes long."""
        return self._for_host(self.full_text) and is_installed(SEARCH)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Extras of the package (`cards`, `search`) that this build would use but that are not installed."""
        extras = (("cards", self.cards, CARDS), ("search", self.full_text, SEARCH))
        return tuple(name for name, wanted, module in extras if self._for_host(wanted) and not is_installed(module))

    def _for_host(self, wanted: bool) -> bool:
        return wanted and not self.preview and not self.for_disk

    @property
    def deploys(self) -> bool:
        """True if the site is to be published as it is: under an address of its own, or to be handed out."""
        return (self.address is not None or self.for_disk) and not self.noindex

    @property
    def own_theme(self) -> Path | None:
        """Folder of the dossier's own theme, if it has one."""
        folder = self.content / OWN_THEME
        return folder if folder.is_dir() else None

    @property
    def reads(self) -> tuple[Path, ...]:
        """Folders that a build reads; the output must not be in one of them."""
        return self.content, self.root / "templates", self.root / "assets", PACKAGE

    @property
    def settings(self) -> bytes:
        """All options that affect the bytes of the output, encoded for a digest."""
        chosen = (self.address, self.report, self.noindex, self.for_disk, self.preview, self.draws, self.indexes)
        return repr(chosen).encode()


class Report(NamedTuple):
    """Result of a build or a check.

    `problems`: sorted; if one is an error, nothing was published. `dossier`: None if nothing had changed, or if it
    could not be linked. `made`, `carried`: paths of the output that were written, and that were kept from the last
    build. `reasons`: pairs of path and reason, for each file that was made or removed. `facts`: counts for a summary.
    `bodies`: returns the body of a page, after a check. `gap`: seconds for which there was no site, if any.
    """

    problems: tuple[Problem, ...] = ()
    dossier: "Dossier | None" = None
    made: tuple[str, ...] = ()
    carried: frozenset[str] = frozenset()
    reasons: tuple[tuple[str, str], ...] = ()
    facts: str = ""
    bodies: "Callable[[Key], Prose] | None" = None
    gap: float | None = None

    @property
    def failed(self) -> bool:
        """True if one of the problems is an error."""
        return any(problem.level == "error" for problem in self.problems)
