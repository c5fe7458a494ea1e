"""Pages that are made when somebody asks for them, or when there is nothing else to do."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence

from sourcebook.memory import Memory
from sourcebook.model.files import Output
from sourcebook.parts import ASSETS, Made, do
from sourcebook.prepared import Prepared
from sourcebook.preview.overlay import EMPTY_PAGE


class Pages(Mapping[str, bytes]):
    """The files of a build by path. Any thread may ask; one job at a time is done, and those who wait come first.

    A page that cannot be made is as it was before, if it was; why is left to `go_on` to raise.
    """

    def __init__(self, prepared: Prepared, memory: Memory, before: Mapping[str, bytes]) -> None:
        self.made: list[Made] = []
        self._prepared, self._memory, self._before = prepared, memory, before
        self._todo = {job.path or job.name: job for job in prepared.jobs}
        self._files: dict[str, bytes] = {}
        self._fault: Exception | None = None
        self._lock = threading.RLock()
        self._waiting = 0

    def go_on(self, seconds: float) -> bool:
        """Make some, for so long at most unless nobody waits; whether all are made. Raises what kept one from it."""
        end = time.perf_counter() + seconds
        while self._todo:
            with self._lock:
                self._make(next(iter(self._todo), None))
            if self._fault is not None:
                raise self._fault
            if self._waiting or time.perf_counter() > end:
                break
        return not self._todo

    def dress(self, assets: Sequence[Output]) -> set[str]:
        """Have these assets instead of those there are. Returns the paths of those that are other ones."""
        with self._lock:
            self._make(ASSETS)
            changed = {file.path for file in assets if self._files.get(file.path) != file.data}
            self._files |= {file.path: file.data for file in assets}
        return changed

    def __getitem__(self, path: str) -> bytes:
        if path not in self._files:
            self._ask(path)
        if path in self._files:
            return self._files[path]
        if path in self._todo:
            return self._before.get(path, EMPTY_PAGE)
        raise KeyError(path)

    def __contains__(self, path: object) -> bool:
        if path not in self._files and path not in self._todo:
            self._ask(str(path))
        return path in self._files or path in self._todo

    def __iter__(self) -> Iterator[str]:
        while self._todo and self._fault is None:
            self._ask(next(iter(self._todo)))
        return iter(dict(self._files))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True

    def _ask(self, path: str) -> None:
        """Make the page at a path; where none is known to be, all parts whose paths are known only afterwards."""
        self._waiting += 1
        try:
            with self._lock:
                for name in (
                    [path] if path in self._todo else [name for name, job in self._todo.items() if not job.path]
                ):
                    self._make(name)
        finally:
            self._waiting -= 1

    def _make(self, name: str | None) -> None:
        if name not in self._todo:
            return
        try:
            made = do(self._todo[name], self._prepared.shelf, self._memory)
        except Exception as error:  # noqa: BLE001 - it is raised where it can be told
            self._fault = error
            return
        self._files |= {file.path: file.data for file in made.files}
        self.made.append(made)
        del self._todo[name]
