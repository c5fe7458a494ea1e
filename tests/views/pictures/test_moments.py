"""Moments: what is dated, how it is known, and what belongs together."""

from collections.abc import Mapping

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.views.pictures.moments import Chronicle, Moment, chronicle, undated
from tests.cases import cases
from tests.dossiers import REPORT, SKERRY, Changes, page, reader

CLAIM = "    at: 1\n    by: article\n    words: [burns again]\n"
AT = "claims:\n"


def report(claims: Mapping[str, str], slug: str = "lamp-relit", date: str = '"2019-03-12"') -> dict[str, str]:
    """A source with claims beside those of the Skerry dossier: fields by the claim's id."""
    written = "".join(f"  {name}:\n{CLAIM}    {fields}\n" for name, fields in claims.items())
    head, tail = REPORT.replace('"2019-03-12"', date).split(AT)
    return {f"sources/{slug}.md": f"{head}{AT}{written}{tail}"}


def told(changes: Changes) -> Chronicle:
    dossier = reader(changes)
    return chronicle(dossier)


def dated(known: Chronicle) -> dict[str, Moment]:
    return {moment.id: moment for moment in known.moments}


EVENT = {
    "events/lighting.md": page("The lighting", "It was lit.", 'when: "1990-05"\nwhy: It is told.\nwhere: [skerry]\n')
}
LIT = 'about: [skerry, lighting], says: The lamp was lit in May 1990., when: "1990-05"'


def fields(text: str) -> str:
    return text.replace(", says:", "\n    says:").replace(", when:", "\n    when:").replace(", why:", "\n    why:")


def test_a_claim_that_gives_the_date_of_an_event_is_part_of_it() -> None:
    known = dated(told(EVENT | report({"lit": fields(LIT)})))
    assert list(known) == ["t-event-lighting", "t-document-lamp-relit"]
    event = known["t-event-lighting"]
    assert ([claim.key.id for claim in event.claims], event.kind, event.basis) == (["lit"], "event", "stated")


def test_a_claim_with_another_date_stands_alone() -> None:
    known = dated(told(EVENT | report({"lit": fields(LIT.replace('"1990-05"', '"1991"'))})))
    assert list(known) == ["t-event-lighting", "t-spoken-lamp-relit--lit", "t-document-lamp-relit"]
    assert known["t-event-lighting"].basis == "inferred"


@pytest.mark.parametrize("when", ["1990-05/..", "../1990-05"])
def test_an_open_event_is_dated_by_its_known_end(when: str) -> None:
    event = {path: text.replace("1990-05", when) for path, text in EVENT.items()}
    known = dated(told(event | report({"lit": fields(LIT)})))
    assert [claim.key.id for claim in known["t-event-lighting"].claims] == ["lit"]


def test_an_event_is_announced_while_no_claim_says_that_it_was() -> None:
    plan = (
        "kind: promise\n    form: plan\n    outcome: silent\n    about: [lighting]\n"
        '    says: The lamp would be lit in May 1990.\n    due: "1990-05"'
    )
    known = dated(told(EVENT | report({"plan": plan})))
    assert known["t-event-lighting"].kind == "announced"
    known = dated(told(EVENT | report({"plan": plan, "lit": fields(LIT)})))
    assert (known["t-event-lighting"].kind, len(known["t-event-lighting"].claims)) == ("event", 2)


@cases
def test_a_date_is_inferred_where_our_reasoning_gives_it(why: str, basis: str) -> None:
    claim = fields(f'about: [skerry], says: The lamp was lit then., when: "1990"{why}')
    assert dated(told(report({"lit": claim})))["t-spoken-lamp-relit--lit"].basis == basis


@cases
def test_a_claim_is_listed_under_its_time_and_under_an_answer_of_another_year(when: str, dates: list[str]) -> None:
    question = page("When was it lit?", "The day.", "asks: When was it lit?\ntype: date\nabout: [skerry]\n")
    claim = f'about: [skerry]\n    says: The lamp was lit in 1990.\n    answers: lit-when\n    value: "1990"{when}'
    known = told({"questions/lit-when.md": question} | report({"lit": claim}))
    mine = [moment for moment in known.moments if moment.claims]
    assert [moment.date.text for moment in mine] == dates
    assert len({moment.id for moment in mine}) == len(dates)


def test_order_is_that_of_time_with_the_wider_date_first() -> None:
    texts = [
        "2019-03", "2019-03-01", "2019", "[..2019-03-12]", "[..2019-03-09]", "2018/..", "2018", "2019-03-01/2019-03-05",
        "[..2020]", "2020",
    ]  # fmt: skip
    claims = {
        f"told-{at}": f"about: [skerry]\n    says: The lamp burned then.\n    when: {text!r}"
        for at, text in enumerate(texts)
    }
    known = told(report(claims))
    assert [moment.date.text for moment in known.moments if moment.kind == "spoken"] == [
        "2018/..", "2018", "2019", "[..2019-03-09]", "[..2019-03-12]", "2019-03", "2019-03-01/2019-03-05", "2019-03-01",
        "[..2020]", "2020",
    ]  # fmt: skip


PLAN = (
    "kind: promise\n    form: plan\n    outcome: done\n    about: [skerry]\n    says: The lamp would be lit in 1990.\n"
    '    due: "1990"\n    shown_by: [lamp-seen#seen, lamp-seen#glow]'
)
SEEN = 'about: [skerry]\n    says: The lamp was lit in 1991.\n    when: "1991"'
GLOW = "about: [skerry]\n    says: The lamp glows."


def test_what_was_announced_is_joined_to_what_was_reported() -> None:
    known = told(report({"plan": PLAN}) | report({"seen": SEEN, "glow": GLOW}, "lamp-seen", '"2020-01-01"'))
    plan, seen = "t-announced-lamp-relit--plan", "t-spoken-lamp-seen--seen"
    assert [moment.id for moment in known.later[plan]] == [seen]
    assert [moment.id for moment in known.earlier[seen]] == [plan]
    assert [str(key) for key in known.unplaced[plan]] == ["lamp-seen#glow"]
    assert (known.later[seen], known.earlier[plan], known.unplaced[seen]) == ((), (), ())


CONTRADICTION = (
    "kind: {kind}\nweight: serious\nabout: [lamp-relit#lit]\nreadings: [It was lit., It was not lit.]\n"
    "summary: Lit or not.\n"
)


KINDS = [("contradiction", "contested"), ("strain", "contested"), ("ambiguity", "stated")]


@pytest.mark.parametrize(("kind", "basis"), KINDS)
def test_a_date_in_a_contradiction_is_not_drawn_as_certain(kind: str, basis: str) -> None:
    puzzle = {"puzzles/lit-or-not.md": page("Lit or not", "It was. [@lamp-relit#lit]", CONTRADICTION.format(kind=kind))}
    event = dated(told(EVENT | puzzle | report({"lit": fields(LIT)})))["t-event-lighting"]
    assert event.basis == basis
    assert [key.slug for key in event.doubts] == (["lit-or-not"] if basis == "contested" else [])


def test_a_date_that_another_document_disputes_is_not_drawn_as_certain() -> None:
    question = page("When was it lit?", "The day.", "asks: When was it lit?\ntype: date\nabout: [skerry]\n")
    claims = {
        year: f'about: [skerry]\n    says: The lamp was lit in {year}.\n    answers: lit-when\n    value: "{year}"'
        for year in ("1990", "1991")
    }
    both = {f"lit-{year}": claim for year, claim in claims.items()}
    spoken = [
        each for each in told({"questions/lit-when.md": question} | report(both)).moments if each.kind == "spoken"
    ]
    assert [(each.basis, [key.slug for key in each.doubts]) for each in spoken] == [("contested", ["lit-when"])] * 2


def test_topics_are_those_that_cite_a_claim_or_link_the_page() -> None:
    topic = {"topics/lamp.md": SKERRY["topics/lamp.md"] + "See [[lighting]].\n", "topics/sea.md": page("The sea")}
    known = dated(told(EVENT | topic | report({"told": fields(LIT.replace("1990-05", "1991"))})))
    assert [key.slug for key in known["t-event-lighting"].topics] == ["lamp"]
    assert [key.slug for key in known["t-document-lamp-relit"].topics] == ["lamp"]
    assert known["t-spoken-lamp-relit--told"].topics == ()


def test_a_document_keeps_how_its_date_is_known() -> None:
    changed = {"sources/lamp-relit.md": REPORT.replace("basis: stated", "basis: inferred, why: It must be.")}
    assert [(moment.basis, moment.date) for moment in told(changed).moments] == [("inferred", parse_edtf("2019-03-12"))]


def dated_event(name: str, when: str, precedes: str = "") -> dict[str, str]:
    head = f'when: "{when}"\nwhy: It is told.\n' + (f"precedes: [{precedes}]\n" if precedes else "")
    return {f"events/{name}.md": page(name.capitalize(), "It was.", head)}


@pytest.mark.parametrize(("precedes", "order"), [("", ["calm", "storm"]), ("calm", ["storm", "calm"])])
@pytest.mark.parametrize("when", ["[..2019-03-20]", "2019-03"])
def test_an_event_stands_before_those_that_it_is_said_to_precede(when: str, precedes: str, order: list[str]) -> None:
    known = told(dated_event("storm", when, precedes) | dated_event("calm", "2019-03" if when == "2019-03" else when))
    assert [moment.page.slug for moment in known.moments if moment.page and moment.kind == "event"] == order


def test_what_precedes_another_event_is_no_later_in_the_list_than_that() -> None:
    events = (
        dated_event("storm", "2019", "calm")
        | dated_event("calm", "2018/2019", "dusk")
        | dated_event("dusk", "2017/2020")
    )
    order = [moment.page.slug for moment in told(events).moments if moment.page and moment.kind == "event"]
    assert order == ["storm", "calm", "dusk"]


def test_a_document_stands_after_the_events_of_its_own_day() -> None:
    known = told(dated_event("storm", "2019-03-12"))
    assert [moment.kind for moment in known.moments] == ["event", "document"]


def test_events_without_a_date_are_kept_apart() -> None:
    event = {"events/storm.md": page("The storm", "It blew.", "when: none\nwhy: No text dates it.\nwhere: [skerry]\n")}
    dossier = reader(event)
    assert [str(key) for key in undated(dossier)] == ["events/storm"]
    assert [moment.kind for moment in chronicle(dossier).moments] == ["document"]
