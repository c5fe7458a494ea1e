"""Building for the preview: the dossier as it stands on disk in, what to show and what to say out."""

import re
import time
import tomllib
import traceback
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from sourcebook.memory import Memory
from sourcebook.model.problem import START, Place, Problem
from sourcebook.order import Order, Result
from sourcebook.past import Past
from sourcebook.pipeline import compose
from sourcebook.preview.excerpt import find
from sourcebook.preview.overlay import counted
from sourcebook.preview.shown import Shown, news

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


class Builder:
    """Builds when it is told to. `shown` is replaced by one assignment, so that another thread may read it at any time.

    Whatever goes wrong is shown: an author's mistakes, those of a template, and the program's own.
    """

    def __init__(self, order: Order) -> None:
        self.order = replace(order, preview=True)
        self.shown = Shown({})
        self._memory = Memory()
        self._past: Past | None = None
        self._run = f"{time.time_ns():x}"
        self._builds = 0

    def build(self) -> tuple[str, ...]:
        """Build, and print how it went. Returns what browsers are to be told, as `news` says."""
        started, before = time.perf_counter(), self.shown
        self._builds += 1
        past = self._past
        try:
            result = compose(self.order, self._memory, past)
            after = _seen(before, result, self.order, f"{self._run}-{self._builds}")
            past = result.past or past
        except Exception as error:  # noqa: BLE001 - a fault in a template must not end the preview
            fault = fault_of(error, self.order.root)
            if fault.code == "FAULT":
                traceback.print_exc()
            after = replace(before, findings=(find(self.order.root, fault),))
        self.shown, self._past = after, past
        print(said(after, time.perf_counter() - started), flush=True)
        return news(before, after)


def _seen(before: Shown, result: Result, order: Order, build: str) -> Shown:
    """What a build gave; where it failed, what was shown before with what is wrong now."""
    findings = tuple(find(order.content, problem) for problem in result.problems)
    if result.failed or result.dossier is None:
        return replace(before, findings=findings)
    base = urlsplit(order.address or result.dossier.tables.settings.address).path.rstrip("/")
    drafts = (page.url for page in result.dossier.pages.values() if page.entry.head.draft)
    files = {path: before.files[path] for path in result.kept} | {file.path: file.data for file in result.files}
    after = Shown(files, findings, frozenset(f"{url.removeprefix('/')}index.html" for url in drafts), base, build)
    same = (after.files, after.drafts, after.base) == (before.files, before.drafts, before.base)
    return replace(after, build=before.build) if same else after


def said(shown: Shown, seconds: float) -> str:
    """A build in words for a terminal: each problem, then how many there are and how long it took."""
    lines = [str(finding.problem) for finding in shown.findings]
    count = counted(shown.findings) or "no problems"
    if shown.failed:
        stays = "the last good pages stay" if shown.files else "nothing is shown yet"
        return "\n".join([*lines, f"Not built: {count} ({seconds:.2f} s), {stays}"])
    drafts = f", {len(shown.drafts)} draft{'' if len(shown.drafts) == 1 else 's'}" if shown.drafts else ""
    return "\n".join([*lines, f"Built {len(shown.files)} files{drafts}: {count} ({seconds:.2f} s)"])


def fault_of(error: Exception, root: Path) -> Problem:
    """A mistake in a template or in the interface words, at its line; any other is a FAULT of the program."""
    message = f"{type(error).__name__}: {error}"
    if isinstance(error, tomllib.TOMLDecodeError) and (broken := _broken_words(root)):
        return broken
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).is_relative_to(root / "templates")]
    if not inside:
        return Problem("sourcebook", START, "FAULT", message, "this is a fault of the program; see the terminal")
    path = Path(inside[-1].filename).relative_to(root).as_posix()
    return Problem(path, Place(inside[-1].lineno or 1), "TEMPLATE", message, "mend the template")


def _broken_words(root: Path) -> Problem | None:
    for file in sorted((root / "templates" / "words").glob("*.toml")):
        try:
            tomllib.loads(file.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            match = _TOML_PLACE.search(str(error))
            place = Place(int(match[1]), int(match[2])) if match else START
            return Problem(file.relative_to(root).as_posix(), place, "WORDS", str(error), "mend the line")
    return None
