"""The state of the last build: tasks with what they asked for, kept apart from what is new, and never mixed up."""

from pathlib import Path

import pytest

from sourcebook.build.inputs import Inputs
from sourcebook.build.manifest import (
    NO_PAIR,
    Manifest,
    TaskEntry,
    Tasks,
    TaskState,
    encode_state,
    recall_manifest,
    save_manifest,
)
from sourcebook.build.task import TaskResult
from sourcebook.cache.cache import Cache
from sourcebook.model.item_digests import ItemDigests
from sourcebook.model.items import Item
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
from sourcebook.output.tree import snapshot
from tests.dossiers import linked

LAMP, SKERRY = Item("title", Key("topics", "lamp")), Item("title", Key("places", "skerry"))


def result(name: str, *asked: Item) -> TaskResult:
    return TaskResult(name, (f"{name}.html",), {}, (), asked)


def of(last: Tasks, kept: tuple[str, ...], *ran: TaskResult) -> Tasks:
    digests = ItemDigests(Lookup(linked()[0]), {})
    return Tasks.of(last, {name: last.entries[name] for name in kept}, ran, digests)


def asked(tasks: Tasks, name: str) -> set[str]:
    return {f"{tasks.pairs[number][0]} {tasks.pairs[number][1][1]}" for number in tasks.entries[name].pairs}


def test_tasks_that_are_kept_keep_what_they_asked_for() -> None:
    first = of(Tasks(), (), result("a", LAMP, SKERRY), result("b", SKERRY))
    second = of(first, ("b",), result("c", SKERRY))
    assert {name: asked(second, name) for name in second.entries} == {"b": {"title skerry"}, "c": {"title skerry"}}
    assert second.pairs[0] == NO_PAIR, "the title of a, which no task has any more"
    third = of(second, ("b", "c"), result("d", LAMP))
    assert asked(third, "d") == {"title lamp"}
    assert len(third.pairs) == 2, "the number that was free is taken"
    assert sorted(second.files) == ["b.html", "c.html"]


def test_a_file_of_two_tasks_is_told() -> None:
    """So that it can be refused where it is published."""
    tasks = Tasks([], {name: TaskEntry((), ("a.html",)) for name in "ab"})
    assert tasks.files == ("a.html", "a.html")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_bytes(b"a")
    return tmp_path / "site"


def test_a_manifest_comes_back_while_the_output_is_as_it_was_left(out: Path) -> None:
    cache = Cache(None, b"")
    state = TaskState(Tasks(), of(Tasks(), (), result("a", LAMP)))
    inputs = Inputs(b"options", {"templates/a.html": b"1"}, {"topics/lamp.md": b"2"})
    save_manifest(cache, out, Manifest(inputs, b"dossier", (), (), "facts", snapshot(out), {}, encode_state(state)))
    found = recall_manifest(cache, out)
    assert found is not None
    assert (found.inputs, found.files, found.build.dossier) == (inputs, frozenset({"a.html"}), b"dossier")
    assert found.build.tasks.site.entries["a"].files == ("a.html",)
    assert asked(found.build.tasks.site, "a") == {"title lamp"}
    assert recall_manifest(cache, out.with_name("other")) is None
    (out / "a.html").write_bytes(b"b")
    assert recall_manifest(cache, out) is None


@pytest.mark.parametrize("data", [b"", b"\xc1", b"\x90", b"\xa3abc"])
def test_a_manifest_that_cannot_be_read_is_none(out: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(Cache, "get", lambda cache, *key: data)
    assert recall_manifest(Cache(None, b""), out) is None
