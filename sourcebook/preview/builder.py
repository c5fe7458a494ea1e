"""Building for the preview: the dossier as it stands on disk in, what to show and what to say out."""

import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from sourcebook.commands import as_typed
from sourcebook.memory import Memory
from sourcebook.mistakes import mistake_of
from sourcebook.model.names import file_of
from sourcebook.model.problem import START, Problem
from sourcebook.order import Order, Result
from sourcebook.parts import run
from sourcebook.past import Past
from sourcebook.prepared import Prepared
from sourcebook.preparing import finish, prepare
from sourcebook.preview.excerpt import Finding, find
from sourcebook.preview.overlay import counted
from sourcebook.preview.pages import Pages
from sourcebook.preview.shown import PROBLEMS, Shown, news, told_of

MOMENT = 0.03
"""Seconds for which pages are made before somebody looks whether anything was saved."""


class Builder:
    """Builds when it is told to. `shown` is replaced by one assignment, so that another thread may read it at any time.

    After an edit of prose, pages are made at once. After any other they are made when a browser asks for them, and in
    between, by `go_on`; only then is it known that all can be. Whatever goes wrong is shown: an author's mistakes,
    those of a template, and the program's own.
    """

    def __init__(self, order: Order) -> None:
        self.order = order._replace(preview=True)
        self.shown = Shown({})
        self._whole = self.shown
        self._memory = Memory()
        self._past: Past | None = None
        self._open: tuple[Prepared, Pages] | None = None
        self._run = f"{time.time_ns():x}"
        self._builds = 0

    def build(self) -> tuple[str, ...]:
        """Take up what was saved, and print how it went. Returns what browsers are to be told, as `news` says."""
        started, before = time.perf_counter(), self.shown
        self._builds += 1
        try:
            begun = self._open[0].past if self._open else None
            prepared = prepare(self.order, self._memory, self._past, begun)
            if isinstance(prepared, Result) and prepared.past and begun and prepared.past.stamp == begun.stamp:
                return self._redressed(prepared, prepared.past)
            self.shown = self._taken_up(prepared)
        except Exception as error:  # noqa: BLE001 - a fault in a template must not end the preview
            self.shown = self._faulty(error)
        print(said(self.shown, time.perf_counter() - started), flush=True)
        return news(before, self.shown)

    @property
    def unfinished(self) -> bool:
        """Whether there are pages that are yet to be made."""
        return self._open is not None

    def go_on(self) -> tuple[str, ...]:
        """Make some of the pages that nobody asked for yet. Returns what browsers are to be told."""
        if self._open is None:
            return ()
        prepared, pages = self._open
        try:
            if pages.go_on(MOMENT):
                self._past = finish(self.order, self._memory, prepared, pages.made).past
                self._whole = self.shown = replace(self.shown, files=dict(pages))
                self._open = None
        except Exception as error:  # noqa: BLE001 - a fault in a template must not end the preview
            before, self.shown = self.shown, self._faulty(error)
            print(said(self.shown), flush=True)
            return news(before, self.shown)
        return ()

    def _taken_up(self, prepared: Result | Prepared) -> Shown:
        """What is to be shown; where something is wrong, what is shown now."""
        found = prepared.found if isinstance(prepared, Prepared) else prepared
        findings = self._findings(found.problems)
        if found.failed:
            return replace(self.shown, findings=findings)
        if isinstance(prepared, Prepared) and not prepared.edit:
            return self._begun(prepared, findings)
        if isinstance(prepared, Prepared):
            made = run(prepared.jobs, prepared.shelf, self._memory, self.order.workers)
            found = finish(self.order, self._memory, prepared, made)
        self._open, self._past = None, found.past
        before = self._whole.files
        new = {file.path: file.data for file in found.files if before.get(file.path) != file.data}
        self._whole = replace(self._whole, findings=findings)
        if new:
            self._whole = replace(self._whole, files={**before, **new}, build=self._build)
        return self._whole

    def _begun(self, prepared: Prepared, findings: tuple[Finding, ...]) -> Shown:
        """Show pages that are yet to be made. One is made now: most mistakes of a template are in all pages."""
        dossier = prepared.found.dossier
        assert dossier is not None
        pages = Pages(prepared, self._memory, self._whole.files)
        pages.go_on(0)
        self._open = prepared, pages
        base = urlsplit(self.order.address or dossier.tables.settings.address).path.rstrip("/")
        drafts = (page.url for page in dossier.pages.values() if page.entry.head.draft)
        return Shown(pages, findings, frozenset(map(file_of, drafts)), base, self._build)

    def _redressed(self, result: Result, past: Past) -> tuple[str, ...]:
        """Show pages that are yet to be made with other assets."""
        assert self._open is not None
        prepared, pages = self._open
        before = self.shown
        findings = self._findings(result.problems)
        changed = pages.dress(result.files)
        self._open = prepared._replace(past=past), pages
        self.shown = replace(before, findings=findings, build=self._build if changed else before.build)
        print(said(self.shown), flush=True)
        return told_of(changed, before.base) or ((PROBLEMS,) if before.problems != self.shown.problems else ())

    def _findings(self, problems: Sequence[Problem]) -> tuple[Finding, ...]:
        root, content = self.order.root, self.order.content
        typed = (problem._replace(hint=as_typed(problem.hint, root, content)) for problem in problems)
        return tuple(find(content, problem) for problem in typed)

    def _faulty(self, error: Exception) -> Shown:
        """The last pages that could all be made, with what keeps the newest from it."""
        fault = mistake_of(error, self.order.root)
        if fault is None:
            traceback.print_exception(error)
            message = f"{type(error).__name__}: {error}"
            hint = "this is a fault of the program; see the terminal"
            fault = Problem("sourcebook", START, "FAULT", message, hint)
        self._open = None
        return replace(self._whole, findings=(find(self.order.root, fault),))

    @property
    def _build(self) -> str:
        """A name for the newest build."""
        return f"{self._run}-{self._builds}"


def said(shown: Shown, seconds: float | None = None) -> str:
    """A build in words for a terminal: each problem, then how many there are and how long it took."""
    lines = [str(finding.problem) for finding in shown.findings]
    count = counted(shown.findings) or "no problems"
    taken = "" if seconds is None else f" ({seconds:.2f} s)"
    if shown.failed:
        stays = "the last good pages stay" if shown.files else "nothing is shown yet"
        return "\n".join([*lines, f"Not built: {count}{taken}, {stays}"])
    drafts = f" with {len(shown.drafts)} draft{'' if len(shown.drafts) == 1 else 's'}" if shown.drafts else ""
    return "\n".join([*lines, f"Built{drafts}: {count}{taken}"])
