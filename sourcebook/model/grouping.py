"""Values grouped by key."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def listed(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    """Values by key in their order."""
    values: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        values[key].append(value)
    return {key: tuple(listed) for key, listed in values.items()}


def grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    """Values by key in their order, without repetitions under one key."""
    grouped: dict[K, dict[V, None]] = defaultdict(dict)
    for key, value in pairs:
        grouped[key][value] = None
    return {key: tuple(values) for key, values in grouped.items()}
