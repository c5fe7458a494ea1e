"""Tasks of the last build: each keeps what it asked for, and no digest of an item that nothing asks for remains."""

from sourcebook.build.manifest import (
    NO_PAIR,
    Tasks,
)
from sourcebook.build.task import TaskResult
from sourcebook.model.item_digests import ItemDigests
from sourcebook.model.items import Item
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import Key
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
    assert [asked(third, name) for name in "bcd"] == [{"title skerry"}, {"title skerry"}, {"title lamp"}]
    assert len(third.pairs) == 2, "the number that was free is taken"
    assert sorted(second.files) == ["b.html", "c.html"]
