"""Builder of the preview: builds the dossier on each save, for browsers to show."""

import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from sourcebook.build.checks import all_problems, check_all, run_checks
from sourcebook.build.inputs import read_inputs
from sourcebook.build.load import Loaded, load
from sourcebook.build.manifest import LastBuild, Tasks, TaskState
from sourcebook.build.options import BuildOptions
from sourcebook.build.plan import BuildPlan, plan_build
from sourcebook.build.template_errors import template_error
from sourcebook.cache.cache import Caches
from sourcebook.desk.commands import as_typed
from sourcebook.desk.terminal import echo, escaped
from sourcebook.model.files import OWN_THEME
from sourcebook.model.items import DOSSIER
from sourcebook.model.names import file_of
from sourcebook.model.problem import START, Problem, counted, several
from sourcebook.preview.excerpt import Finding, find
from sourcebook.preview.pages import ASSETS, Pages
from sourcebook.preview.shown import Shown, news

MOMENT = 0.03
"""Seconds for which pages are made before somebody looks whether anything was saved."""


class Builder:
    """Builds the preview on demand; its result is in `shown`.

    `shown` is replaced by one assignment, so that another thread may read it at any time. After `build`, pages are made
    when a browser requests them, and otherwise by `go_on`. Mistakes of an author, errors in templates and exceptions of
    the program are all shown in the browser.
    """

    def __init__(self, options: BuildOptions) -> None:
        self.options = options._replace(preview=True)
        self.shown = Shown({})
        self._whole = self.shown
        self._caches = Caches.in_memory()
        self._loaded: Loaded | None = None
        self._last: LastBuild | None = None
        self._files: Mapping[str, bytes] = {}
        self._open: tuple[BuildPlan, Pages] | None = None
        self._run = f"{time.time_ns():x}"
        self._builds = 0

    def build(self) -> tuple[str, ...]:
        """Build the saved files and print a report.

        Returns the messages to send to browsers (see `news`).
        """
        started, before = time.perf_counter(), self.shown
        self._builds += 1
        try:
            self.shown = self._next()
        except Exception as error:  # noqa: BLE001 - a fault in a template must not end the preview
            self.shown = self._faulty(error)
        echo(report_text(self.shown, time.perf_counter() - started))
        return news(before, self.shown)

    @property
    def unfinished(self) -> bool:
        """True if some pages of the last plan are not made yet."""
        return self._open is not None

    def go_on(self) -> tuple[str, ...]:
        """Make some of the pages that no browser has requested yet.

        Returns the messages to send to browsers; () unless a page could not be made.
        """
        before = self.shown
        try:
            self.shown = self._made_on(self.shown)
        except Exception as error:  # noqa: BLE001 - a fault in a template must not end the preview
            self.shown = self._faulty(error)
            echo(report_text(self.shown))
            return news(before, self.shown)
        return ()

    def _next(self) -> Shown:
        """Load and plan the saved files. Returns the new state; with errors, the old one with their problems."""
        read = read_inputs(self.options)
        loaded = self._loaded = load(read, self.options, self._caches, self._loaded)
        if loaded.failed:
            return self._failing(check_all(loaded, workers=1))
        self._note_results()
        plan = plan_build(loaded, read, self.options, self._caches.templates, self._last)
        checked = run_checks(plan.checks.tasks, plan.reader, workers=1)
        problems = all_problems(loaded, plan.problems(checked))
        if any(problem.level == "error" for problem in problems):
            return self._failing(problems)
        checks = Tasks.of(plan.last.checks, plan.checks.carried, checked, plan.digests)
        state = TaskState(checks, plan.last.site)
        self._last = LastBuild(read.inputs, b"", plan.whole, state)
        unmade = self._open[1].pending if self._open else frozenset()
        pages = Pages(plan, self._files)
        self._open = plan, pages
        return self._made_on(replace(self._showing(loaded, pages, problems), styles=self._styles(pages, unmade)))

    def _styles(self, pages: Pages, unmade: frozenset[str]) -> frozenset[str] | None:
        """Paths of the changed style sheets if nothing else changed; None otherwise.

        `unmade`: what the last plan had not made yet, so that no browser shows it.
        """
        if pages.pending - unmade != {ASSETS}:
            return None
        pages.make_assets()
        made = pages.made
        changed = {path for path in made if path.startswith("assets/") and made[path] != self._files.get(path)}
        return frozenset(changed) if changed and all(path.endswith(".css") for path in changed) else None

    def _failing(self, problems: Sequence[Problem]) -> Shown:
        return replace(self.shown, findings=self._findings(problems))

    def _showing(self, loaded: Loaded, pages: Pages, problems: Sequence[Problem]) -> Shown:
        """State that shows pages yet to be made, at the path of the site's address."""
        dossier = loaded.dossier
        base = urlsplit(self.options.address or dossier.tables.settings.address).path.rstrip("/")
        drafts = frozenset(file_of(page.url) for page in dossier.pages.values() if page.entry.head.draft)
        return Shown(pages, self._findings(problems), drafts, base, f"{self._run}-{self._builds}")

    def _made_on(self, shown: Shown) -> Shown:
        """Make pages for MOMENT seconds. Returns the same state, or that of all pages once they are made.

        At least one page is made: most template errors are in all pages.
        """
        if self._open is None:
            return shown
        pages = self._open[1]
        if not pages.go_on(MOMENT):
            return shown
        self._note_results()
        self._open = None
        files: Mapping[str, bytes] = dict(self._files)
        build = shown.build
        if files == self._whole.files:
            files, build = self._whole.files, self._whole.build
        self._whole = replace(shown, files=files, build=build)
        return self._whole

    def _note_results(self) -> None:
        """Merge the results of tasks that ran into the state of the last build; others keep their old entry."""
        if self._open is None or self._last is None:
            return
        plan, pages = self._open
        ran = {result.name for result in pages.results}
        old = plan.last.site.entries
        pending = {task.name: old[task.name] for task in plan.site.tasks if task.name not in ran and task.name in old}
        site = Tasks.of(plan.last.site, {**plan.site.carried, **pending}, pages.results, plan.digests)
        dossier = b"" if len(ran) < len(plan.site.tasks) else plan.digests.of(DOSSIER)
        self._last = self._last._replace(dossier=dossier, tasks=TaskState(self._last.tasks.checks, site))
        files = {**self._files, **pages.made}
        self._files = {path: files[path] for path in site.files}

    def _findings(self, problems: Sequence[Problem]) -> tuple[Finding, ...]:
        root, content = self.options.root, self.options.content
        typed = (problem._replace(hint=as_typed(problem.hint, root, content)) for problem in problems)
        return tuple(find(content, problem) for problem in typed)

    def _folder_of(self, fault: Problem) -> Path:
        """Folder that the path of a problem of a template is relative to."""
        return self.options.content if fault.path.startswith(f"{OWN_THEME}/") else self.options.root

    def _faulty(self, error: Exception) -> Shown:
        """State that shows the last complete site together with an exception as a problem."""
        fault = template_error(error, self.options.root, self.options.own_theme)
        if fault is None:
            echo("".join(traceback.format_exception(error)), err=True)
            message = f"{type(error).__name__}: {error}"
            hint = "this is a fault of the program; see the terminal"
            fault = Problem("sourcebook", START, "FAULT", message, hint)
        self._open = None
        return replace(self._whole, findings=(find(self._folder_of(fault), fault),))


def report_text(shown: Shown, seconds: float | None = None) -> str:
    """Format a report of a build: a line for each problem, their number, time taken."""
    lines = [escaped(str(finding.problem)) for finding in shown.findings]
    count = counted((finding.problem for finding in shown.findings), zeros=False) or "no problems"
    taken = "" if seconds is None else f" ({seconds:.2f} s)"
    if shown.failed:
        stays = "the last good pages stay" if shown.files else "nothing is shown yet"
        return "\n".join([*lines, f"Not built: {count}{taken}, {stays}"])
    drafts = f" with {several(len(shown.drafts), 'draft')}" if shown.drafts else ""
    return "\n".join([*lines, f"Built{drafts}: {count}{taken}"])
