"""The plan: which tasks run, why, and what is carried over or goes."""

import pytest

from sourcebook.build.manifest import Pair, TaskEntry, Tasks
from sourcebook.build.plan import GONE, NEW, Plan, plan_tasks
from sourcebook.build.reasons import REASONS, reason_of
from sourcebook.build.task import FULL_TEXT, Task
from sourcebook.model.item_digests import ItemDigests
from sourcebook.model.items import Item
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import ClaimKey, Key, ParagraphKey
from sourcebook.model.reader import Reader
from tests.dossiers import linked, reader

LAMP, SKERRY = Key("topics", "lamp"), Key("places", "skerry")


def planned(pairs: list[tuple[str, Key, bytes | None]], asked: dict[str, tuple[int, ...]], *names: str) -> Plan:
    """A plan for tasks of these names; pairs without a digest are as they were."""
    digests = ItemDigests(Lookup(linked()[0]), {})
    last: list[Pair] = [(kind, key, digests.of(Item(kind, key)) if old is None else old) for kind, key, old in pairs]
    entries = {name: TaskEntry(numbers, (f"{name}.html",)) for name, numbers in asked.items()}
    return plan_tasks([Task(name, tuple) for name in names], Tasks(last, entries), digests)


def test_a_task_runs_again_if_an_item_that_it_asked_for_is_another() -> None:
    plan = planned([("title", LAMP, None), ("title", SKERRY, b"old")], {"a": (0,), "b": (0, 1)}, "a", "b", "c")
    assert [(task.name, reason) for task, reason in plan.run] == [
        ("b", "the title of places/skerry.md changed"),
        ("c", NEW),
    ]
    assert [task.name for task in plan.tasks] == ["b", "c"]
    assert {*plan.carried} == {"a"}


def test_a_task_whose_page_is_gone_runs_again() -> None:
    plan = planned([("page", Key("topics", "gone"), b"old")], {"a": (0,)}, "a")
    assert [reason for _, reason in plan.run] == ["topics/gone.md changed"]


def test_what_no_task_makes_any_more_goes_but_for_the_index_of_texts() -> None:
    plan = planned([], {"a": (), FULL_TEXT: ()}, "b")
    assert {*plan.gone} == {"a"}
    assert GONE != NEW


@pytest.mark.parametrize(
    ("kind", "name", "reason"),
    [
        ("body", LAMP, "the body of topics/lamp.md changed"),
        ("claim", ClaimKey("report", "lamp"), "the claim report#lamp changed"),
        ("notes", ParagraphKey("report", 8), "notes about report p8 changed"),
        ("template", "map.html", "templates/map.html changed, or one that it names"),
        ("keys", "", "a page appeared in the dossier or went from it"),
        ("unheard-of", "", "unheard-of changed"),
    ],
)
def test_reasons_are_given_in_words(kind: str, name: object, reason: str) -> None:
    assert reason_of(kind, name) == reason


def test_every_kind_of_item_that_a_task_can_ask_for_has_a_reason_in_words() -> None:
    methods = {name for each in Reader.__mro__ for name in vars(each) if not name.startswith("_")}
    own = {"note", "recording", "nearest", "asked", "whole", "at", "second_name", "place", "is_loaded"}
    assert methods - own - REASONS.keys() == set()


def test_items_are_noted_in_the_order_in_which_they_were_asked_for() -> None:
    dossier = reader()
    with dossier.recording() as asked:
        dossier.title(SKERRY)
        dossier.page(LAMP)
        dossier.title(SKERRY)
    assert list(asked) == [Item("title", SKERRY), Item("page", LAMP)]
