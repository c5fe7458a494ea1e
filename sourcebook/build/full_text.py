"""Full-text index: a task over finished pages, run beside the drawing of cards."""

from collections.abc import Iterator, Sequence
from itertools import chain

from sourcebook.build.manifest import TaskEntry
from sourcebook.build.options import BuildOptions
from sourcebook.build.plan import BuildPlan
from sourcebook.build.task import FULL_TEXT, Task, TaskResult, run_task
from sourcebook.exports.fulltext import Indexing
from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile
from sourcebook.model.items import Item
from sourcebook.model.names import file_of, page_url
from sourcebook.output.staging import Staging

TEXTS = Item("texts")


class FullText:
    """Builds the full-text index if the text of a page changed since the last build.

    A context manager; leaving it ends Pagefind, the indexer.
    """

    def __init__(self, plan: BuildPlan, options: BuildOptions, staging: Staging) -> None:
        self._plan, self._staging, self._wanted = plan, staging, options.indexes
        self._paths = sorted(
            file_of(page_url(key)) for key, page in plan.lookup.dossier.pages.items() if not page.shown_on
        )
        self._last = plan.last.site.entries.get(FULL_TEXT)
        self._indexing: Indexing | None = None

    def __enter__(self) -> "FullText":
        return self

    def __exit__(self, *_: object) -> None:
        if self._indexing is not None:
            self._indexing.close()

    def begin(self, made: Sequence[TaskResult]) -> None:
        """Start Pagefind, without waiting for it, unless no text of a page changed.

        `made`: results of all pages that were made. Does nothing if one of them has a problem.
        """
        if not self._wanted or any(result.problems for result in made):
            return
        results: Iterator[TaskResult | TaskEntry] = chain(self._plan.site.carried.values(), made)
        texts = {result.files[0]: result.text for result in results if result.text}
        now = digest(*(part for path in self._paths for part in (path.encode(), texts.get(path, b""))))
        self._plan.digests.register(TEXTS, now)
        last = self._plan.last.site
        if self._last is None or last.pairs[self._last.pairs[0]] != (*TEXTS, now):
            self._indexing = Indexing((path, self._staging.read(path)) for path in self._paths)

    @property
    def kept(self) -> dict[str, TaskEntry]:
        """Manifest entry of the last build's index, by task name; {} if it is outdated."""
        holds = self._wanted and self._last is not None and self._indexing is None
        return {FULL_TEXT: self._last} if holds and self._last is not None else {}

    def results(self) -> list[TaskResult]:
        """Wait for Pagefind. Returns the result of its task; [] if it was not started."""
        if self._indexing is None:
            return []
        return [run_task(Task(FULL_TEXT, self._files), self._plan.reader, self._staging)]

    def _files(self) -> list[OutputFile]:
        assert self._indexing is not None
        self._plan.reader.note(TEXTS)
        return self._indexing.files()
