"""Whose word a claim is, from the speaker up to the state and from the copy back to the agency."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.model.dossier import Claim, Dossier
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.origins import Origins, asserters, chain, nearest, origins_of
from tests.cases import cases

Data = Mapping[str, Any]
Builder = Callable[[Data], Dossier]


def told(origins: Origins) -> str:
    return " ".join(sorted(str(origin) for origin in origins))


def claim_of(dossier: Dossier, source: str, name: str) -> Claim:
    return dossier.claims[ClaimKey(source, name)]


@cases
def test_who_speaks_asserts_else_who_reports(by: str, expected: str, build: Builder) -> None:
    dossier = build({"a": {"in": "gazette", "by": by}})
    assert told(asserters(dossier, claim_of(dossier, "gazette", "a"))) == expected


@cases
def test_who_reports_is_author_outlet_and_whose_word_it_repeats(source: str, expected: str, build: Builder) -> None:
    assert told(origins_of(build({}), Key("sources", source))) == expected


@cases
def test_a_chain_goes_on_through_what_is_relied_on(relies_on: str, expected: str, build: Builder) -> None:
    claims = {"a": {"in": "herald", "relies_on": relies_on}, "other": {"in": "courier", "by": "people/brit"}}
    dossier = build(claims)
    assert told(chain(dossier, claim_of(dossier, "herald", "a"))) == " ".join(
        sorted([*expected.split(), "organisations/herald"])
    )


def test_what_is_relied_on_is_no_asserter(build: Builder) -> None:
    dossier = build({"a": {"in": "herald", "relies_on": "people/odd"}})
    assert told(asserters(dossier, claim_of(dossier, "herald", "a"))) == "organisations/herald"


@cases
def test_the_nearest_origins_are_those_below_all_others(origins: str, expected: str, build: Builder) -> None:
    keys = frozenset(Key(*name.split("/")) for name in origins.split())
    assert told(nearest(keys, partial(origins_of, build({})))) == expected


sources = st.sampled_from(["courier", "gazette", "echo", "leaflet", "loop"])
people = st.sampled_from(["article", "unnamed", "people/odd", "people/minister", "organisations/left"])
relied = st.sampled_from([None, "c0", "c1", "c2", "people/envoy", "sources/pool", "sources/mirror"])
claims = st.lists(st.fixed_dictionaries({"in": sources, "by": people, "relies_on": relied}), min_size=3, max_size=3)


@given(claims)
def test_every_chain_holds_its_asserters_reporters_and_the_chain_relied_on(build: Builder, drawn: list[Data]) -> None:
    dossier = build({f"c{n}": claim for n, claim in enumerate(drawn)})
    for claim in dossier.claims.values():
        links = chain(dossier, claim)
        assert asserters(dossier, claim)
        assert links >= asserters(dossier, claim) | origins_of(dossier, claim.key.page)
        if isinstance(claim.relies_on, ClaimKey):
            assert links >= chain(dossier, dossier.claims[claim.relies_on])
