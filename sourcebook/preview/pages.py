"""Pages of a planned build, made lazily: on request of a browser, or in idle time."""

import threading
import time
from collections.abc import Iterator, Mapping

from sourcebook.build.plan import BuildPlan
from sourcebook.build.task import TaskResult, run_task
from sourcebook.model.files import Identity, OutputFile
from sourcebook.preview.overlay import EMPTY_PAGE

ASSETS = "assets"
"""Name of the task that publishes the assets."""


class Pages(Mapping[str, bytes]):
    """Files of a planned build by path; reading one makes it. Thread-safe.

    One task runs at a time; requests come before `go_on`. `before`: files of the last build. If a page cannot be made,
    its last version is returned, and `go_on` raises the exception. `results`: of the tasks that ran.
    """

    def __init__(self, plan: BuildPlan, before: Mapping[str, bytes]) -> None:
        self.results: list[TaskResult] = []
        self._plan, self._before = plan, before
        self._pending = {task.path or task.name: task for task in plan.site.tasks}
        carried = (path for entry in plan.site.carried.values() for path in entry.files)
        self._files = {path: before[path] for path in carried if path in before}
        self._fault: Exception | None = None
        self._lock = threading.RLock()
        self._waiting = 0

    def go_on(self, seconds: float) -> bool:
        """Run tasks for at most `seconds`; stop earlier if a browser waits.

        Returns True if all have run. Raises the exception of a task that failed.
        """
        end = time.perf_counter() + seconds
        while self._pending:
            with self._lock:
                self._run(next(iter(self._pending), None))
            if self._fault is not None:
                raise self._fault
            if self._waiting or time.perf_counter() > end:
                break
        return not self._pending

    @property
    def pending(self) -> frozenset[str]:
        """Paths of the files that are yet to be made; names of tasks whose files are unknown."""
        return frozenset(self._pending)

    def make_assets(self) -> None:
        """Run the task of the assets now, if it is to run."""
        with self._lock:
            self._run(ASSETS)

    @property
    def made(self) -> Mapping[str, bytes]:
        """Files made so far, by path."""
        return self._files

    def put(self, file: OutputFile) -> Identity | None:
        """Store a file that a task made. Returns None: no file counts as unchanged."""
        self._files[file.path] = file.data
        return None

    def __getitem__(self, path: str) -> bytes:
        if path not in self._files:
            self._ask(path)
        if path in self._files:
            return self._files[path]
        if path in self._pending:
            return self._before.get(path, EMPTY_PAGE)
        raise KeyError(path)

    def __contains__(self, path: object) -> bool:
        if path not in self._files and path not in self._pending:
            self._ask(str(path))
        return path in self._files or path in self._pending

    def __iter__(self) -> Iterator[str]:
        while self._pending and self._fault is None:
            self._ask(next(iter(self._pending)))
        return iter(dict(self._files))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True

    def _ask(self, path: str) -> None:
        """Make the file at a path; if no task is known to make it, run all tasks whose files are unknown."""
        self._waiting += 1
        try:
            with self._lock:
                unknown = [name for name, task in self._pending.items() if not task.path]
                for name in [path] if path in self._pending else unknown:
                    self._run(name)
        finally:
            self._waiting -= 1

    def _run(self, name: str | None) -> None:
        if name not in self._pending:
            return
        try:
            result = run_task(self._pending[name], self._plan.reader, self)
        except Exception as error:  # noqa: BLE001 - it is raised where it can be told
            self._fault = error
            return
        self.results.append(result)
        del self._pending[name]
