"""State saved by a build so that the next one can plan: inputs, tasks with their dependencies, published files."""

from collections.abc import Iterable, Mapping
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
    """A task that ran: what it asked for (numbers of pairs), paths of the files it made, problems it found.

    `text`: digest of the text that a page gives to the full-text index; empty for all else.
    """

    pairs: tuple[int, ...]
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    text: bytes = b""


class Tasks(Struct, array_like=True, frozen=True):
    """Tasks that ran, by name, and the pairs that they share."""

    pairs: list[Pair] = []
    entries: dict[str, TaskEntry] = {}

    @classmethod
    def of(
        cls, last: "Tasks", kept: Mapping[str, TaskEntry], ran: "Iterable[TaskResult]", digests: "ItemDigests"
    ) -> "Tasks":
        """Merge entries `kept` from the last build with the results of tasks that `ran`.

        New pairs reuse the numbers of pairs that no task refers to any more, so that no stale digest remains.
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
        """Paths of all files that the tasks made; one that two tasks made stands here twice."""
        return tuple(chain.from_iterable(entry.files for entry in self.entries.values()))


class TaskState(Struct, array_like=True, frozen=True):
    """Tasks that ran: rules over single pages (`checks`), and those that make the files of the site."""

    checks: Tasks = Tasks()
    site: Tasks = Tasks()


class LastBuild(NamedTuple):
    """State of the last build that a plan is compared with: its inputs, problems found by rules, and tasks.

    `dossier`: digest of all that rules over the whole dossier see of it, empty while tasks of earlier builds are not up
    to date. `whole`: what they found.
    """

    inputs: Inputs
    dossier: bytes
    whole: tuple[Problem, ...]
    tasks: TaskState


class Manifest(Struct, array_like=True):
    """Manifest of a build, as the cache holds it: its inputs, its tasks and the files that it published.

    `tree`: what lies in the output, `previous`: in the generation before it. `encoded`: the tasks.
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
        """Trees of the output and of the generation before it."""
        return self.tree, self.previous

    @property
    def build(self) -> LastBuild:
        """The build, with its tasks decoded: only a plan needs them."""
        return LastBuild(self.inputs, self.dossier, self.whole, _decode_state(self.encoded))


_encode = msgpack.Encoder().encode
_decode_state = msgpack.Decoder(TaskState).decode
_decode = msgpack.Decoder(Manifest).decode


def encode_state(tasks: TaskState) -> Raw:
    """Encode tasks as MessagePack, as a manifest holds them."""
    return Raw(_encode(tasks))


def recall_manifest(cache: Cache, out: Path) -> Manifest | None:
    """Return the manifest of the last build into `out`; None without one, or if the output was changed since."""
    data = cache.get(*_name(out))
    try:
        manifest = None if data is None else _decode(data)
    except (MsgspecError, UnicodeDecodeError):
        return None
    return manifest if manifest is not None and unchanged(out, manifest.tree) else None


def save_manifest(cache: Cache, out: Path, manifest: Manifest) -> None:
    """Save a manifest for the next build into `out`."""
    cache.set(_encode(manifest), *_name(out))


def _name(out: Path) -> tuple[bytes, bytes]:
    return b"manifest", str(out.absolute()).encode()
