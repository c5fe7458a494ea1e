"""An invented dossier for the tests of the model: a lighthouse, its keepers and the papers that wrote of them."""

import datetime
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from sourcebook.model.dossier import Claim, Dossier, Entity, Page, Question, Source
from sourcebook.model.edtf import parse_edtf
from sourcebook.model.entry import Entry, Head
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.places import At
from sourcebook.model.prose import Outline
from sourcebook.model.record import EntityRecord, QuestionRecord
from sourcebook.model.source_record import ARTICLE, UNNAMED, ClaimRecord, Published, SourceRecord
from sourcebook.model.tables import Licence, Settings, Tables
from sourcebook.model.values import EntityValue, Value, parse_value

Data = Mapping[str, Any]
Subject = Entity | Question | Source
Builder = Callable[[Data], Dossier]

# How long an example takes says more about the machine than about the code.

SETTINGS = Settings(
    "The Skerry light", "", "en", "https://example.org", datetime.date(2020, 1, 1), Licence("none", ""), ()
)


@pytest.fixture(scope="session")
def build() -> Builder:
    """Makes a dossier of the harbour and these claims: `{a: {in: courier, value: 12}}` is the claim `courier#a`."""
    harbour = yaml.safe_load((Path(__file__).parent / "standing" / "harbour.yaml").read_text("utf-8"))
    return lambda claims: make_dossier(harbour, claims)


def make_dossier(harbour: Data, claims: Data) -> Dossier:
    made = [make_claim(harbour, claims, name) for name in claims]
    matters: dict[Key, Subject] = {page(name): make_entity(data) for name, data in harbour["entities"].items()}
    matters |= {Key("questions", slug): make_question(data) for slug, data in harbour["questions"].items()}
    for slug, data in harbour["sources"].items():
        matters[Key("sources", slug)] = make_source(data, tuple(claim for claim in made if claim.key.source == slug))
    pages = {key: make_page(key, matter) for key, matter in matters.items()}
    return Dossier(Tables(SETTINGS, (), (), (), ()), pages, {claim.key: claim for claim in made}, ())


def make_claim(harbour: Data, claims: Data, name: str) -> Claim:
    data = claims[name]
    by = data.get("by", ARTICLE)
    names = [] if by in (ARTICLE, UNNAMED) else by.split()
    record = ClaimRecord(
        name,
        at=At((1,)),
        by=tuple(names or [by]),
        says="",
        words=(),
        about=(),
        kind=data.get("kind", "statement"),
        scope=data.get("scope"),
        when=parse_edtf(str(data["when"])) if "when" in data else None,
    )
    relied = data.get("relies_on")
    return Claim(
        ClaimKey(data["in"], name),
        record,
        by=tuple(page(name) for name in names),
        maybe=None,
        about=(),
        answers=Key("questions", data["answers"]) if "answers" in data else None,
        value=make_value(harbour, data),
        relies_on=ClaimKey(claims[relied]["in"], relied) if relied in claims else key_of(relied),
        shown_by=(),
    )


def make_value(harbour: Data, data: Data) -> Value | None:
    if data.get("value") is None:
        return None
    answer_type = harbour["questions"][data["answers"]]["type"]
    text = str(data["value"])
    return EntityValue(page(text)) if answer_type == "entity" else parse_value(answer_type, text)


def make_source(data: Data, claims: tuple[Claim, ...]) -> Source:
    published = Published(parse_edtf(str(data["published"])), "stated", None)
    record = SourceRecord(None, (), None, None, published, "", "", 1, (), (), (), tuple(c.record for c in claims))
    author, outlet, relied = (key_of(data.get(field)) for field in ("author", "outlet", "relies_on"))
    return Source(record, (author,) if author else (), outlet, relied, (), (), claims)


def make_entity(data: Data) -> Entity:
    return Entity(EntityRecord(None, (), None, None, None, None), key_of(data.get("counts_as")), None)


def make_question(data: Data) -> Question:
    answered_by = tuple(data.get("answered_by", ["statement"]))
    return Question(QuestionRecord("", data["type"], None, data.get("expects", "one"), (), answered_by), ())


def make_page(key: Key, matter: Subject) -> Page:
    return Page(key, Entry("", key, Head("", None, None, (), False), matter.record, Outline(), {}), matter, {})


def page(name: str) -> Key:
    return Key(*name.split("/"))


def key_of(name: str | None) -> Key | None:
    return page(name) if name else None
