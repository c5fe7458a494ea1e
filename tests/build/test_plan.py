"""The plan: which tasks run, why, and what is carried over or goes."""

import pytest

from sourcebook.build.reasons import reason_of, reasons
from sourcebook.model.names import ClaimKey, Key, ParagraphKey
from sourcebook.model.reader import Reader

LAMP, SKERRY = Key("topics", "lamp"), Key("places", "skerry")


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
    assert methods - own - reasons().keys() == set()
