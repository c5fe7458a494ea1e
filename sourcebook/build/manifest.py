"""Manifest: state saved by a build so that the next one can tell what changed.

It contains the inputs, tasks with their dependencies, and published files.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import MsgspecError, Raw, Struct, msgpack

from sourcebook.build.inputs import Inputs
from sourcebook.cache.cache import Cache
from sourcebook.model.files import Tree
from sourcebook.model.problem import Problem
from sourcebook.output.tree import unchanged

if TYPE_CHECKING:
    from sourcebook.build.task import TaskResult
    from sourcebook.model.item_digests import ItemDigests

Pair = tuple[str, str | tuple[str | int, ...], bytes]
"""Kind and name of an item, and the digest of the answer that a task got."""

NO_PAIR: Pair = ("", "", b"")
"""Placeholder for a number that no task refers to."""


class TaskEntry(Struct, array_like=True, frozen=True):
    """Manifest entry of a task that ran: its dependencies, paths of files, problems.

    `pairs`: its dependencies, as indexes into `Tasks.pairs`. `text`: digest of the text that a page gives to the
    full-text index; empty for other tasks.
    """

    pairs: tuple[int, ...]
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: bytes = b""


class Tasks(Struct, array_like=True, frozen=True):
    """Manifest entries of tasks, by task name.

    `pairs`: all distinct dependencies (item, its digest); the entry of a task refers to them by index.
    """

    pairs: list[Pair] = []
    entries: dict[str, TaskEntry] = {}

    @classmethod
    def of(
        cls, last: "Tasks", kept: Mapping[str, TaskEntry], ran: "Iterable[TaskResult]", digests: "ItemDigests"
    ) -> "Tasks":
        """Merge entries `kept` from the last build with the results of tasks that `ran`.

        Their new dependencies reuse the indexes that no task refers to any more, so that no stale digest remains.
        """
        entries = dict(kept)
        used = set(chain.from_iterable(entry.pairs for entry in kept.values()))
        numbers = {pair: number for number, pair in enumerate(last.pairs) if number in used}
        free = chain((number for number in range(len(last.pairs)) if number not in used), count(len(last.pairs)))
        for result in ran:
            asked = [(item[0], item[1], digests.of(item)) for item in result.asked]
            for pair in asked:
                if pair not in numbers:
                    numbers[pair] = next(free)
            entries[result.name] = TaskEntry(
                tuple(numbers[pair] for pair in asked), result.files, result.problems, result.text
            )
        pairs = [NO_PAIR] * (max(numbers.values(), default=-1) + 1)
        for pair, number in numbers.items():
            pairs[number] = pair
        return cls(pairs, entries)

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of all files that the tasks made; a path that two tasks made occurs twice."""
        return tuple(chain.from_iterable(entry.files for entry in self.entries.values()))


class TaskState(Struct, array_like=True, frozen=True):
    """Manifest entries of all tasks of a build.

    `checks`: rules over single pages; `site`: tasks that make the files of the site.
    """

    checks: Tasks = Tasks()
    site: Tasks = Tasks()


class LastBuild(NamedTuple):
    """State of the last build, with which a plan compares the present one.

    `dossier`: digest of the whole dossier as rules see it, empty while tasks of earlier builds are not up to date.
    `whole`: problems that the rules over the whole dossier found.
    """

    inputs: Inputs
    dossier: bytes
    whole: tuple[Problem, ...]
    tasks: TaskState


class Manifest(Struct, array_like=True):
    """Manifest of a build as stored in the cache: inputs, tasks, published files.

    `whole`: problems of the rules over the whole dossier; `problems`: all problems; `facts`: counts for the summary.
    `tree`: stat signatures of the files in the output folder; `previous`: of those in the hidden folder that keeps the
    site published before. `encoded`: the tasks, as MessagePack.
    """

    inputs: Inputs
    dossier: bytes
    whole: tuple[Problem, ...]
    problems: tuple[Problem, ...]
    facts: str
    tree: Tree
    previous: Tree
    encoded: Raw

    @property
    def files(self) -> frozenset[str]:
        """Paths of all files of the output."""
        return frozenset(path for path in self.tree if path and not path.endswith("/"))

    @property
    def trees(self) -> tuple[Tree, Tree]:
        """Stat signatures of the files of the output, and of the site published before it."""
        return self.tree, self.previous

    @property
    def build(self) -> LastBuild:
        """State for a plan, with the tasks decoded."""
        return LastBuild(self.inputs, self.dossier, self.whole, _decode_state(self.encoded))


_encode = msgpack.Encoder().encode
_decode_state = msgpack.Decoder(TaskState).decode
_decode = msgpack.Decoder(Manifest).decode


def encode_state(tasks: TaskState) -> Raw:
    """Encode the entries of all tasks as MessagePack, for a manifest."""
    return Raw(_encode(tasks))


def recall_manifest(cache: Cache, out: Path) -> Manifest | None:
    """Read the manifest of the last build into `out` from the cache.

    Returns None if there is none, it cannot be decoded, or the output was changed since.
    """
    data = cache.get(*_name(out))
    try:
        manifest = None if data is None else _decode(data)
    except (MsgspecError, UnicodeDecodeError):
        return None
    return manifest if manifest is not None and unchanged(out, manifest.tree) else None


def save_manifest(cache: Cache, out: Path, manifest: Manifest) -> None:
    """Store the manifest of a build into `out` in the cache, for the next build.

    Without one, where a foreign file has a name that is no text, the next build runs from nothing.
    """
    with suppress(UnicodeEncodeError):
        cache.set(_encode(manifest), *_name(out))


def _name(out: Path) -> tuple[bytes, bytes]:
    return b"manifest", bytes(out.absolute())
