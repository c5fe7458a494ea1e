"""A question with all its answers side by side."""

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page, Question
from sourcebook.model.standing import Verdict
from sourcebook.views.common import ClaimView, LinkView
from sourcebook.views.here import Here
from sourcebook.views.pages.behind import BehindView, behind_view, country
from sourcebook.views.pages.bodies import BodyView, body_view


class VerdictView(Struct, frozen=True):
    """One scope of a question: its standing and all who answer. `shared` are the links that a repeated answer shares.

    `remarks` are keys: "unnamed" (no source named), "puzzle" (part of a puzzle), "one-country".
    """

    scope: str | None
    name: str
    title: str
    gloss: str
    answers: tuple[ClaimView, ...]
    others: tuple[ClaimView, ...]
    shared: tuple[LinkView, ...]
    origins: int
    remarks: tuple[str, ...]


class QuestionView(Struct, frozen=True):
    """`type`, `expects`: keys; `unit` for numbers; `verdicts`: one per scope."""

    body: BodyView
    asks: str
    type: str
    unit: str | None
    expects: str
    about: tuple[LinkView, ...]
    verdicts: tuple[VerdictView, ...]
    behind: BehindView


def question_view(here: Here, page: Page) -> QuestionView:
    """The view of a question, its answers by scope."""
    assert isinstance(page.matter, Question)
    record = page.matter.record
    verdicts = here.lookup.verdicts[page.key]
    claims = [claim for verdict in verdicts for claim in (*verdict.claims, *verdict.others)]
    return QuestionView(
        body=body_view(here, page, tuple(claim.key for claim in claims)),
        asks=record.asks,
        type=record.type,
        unit=record.unit,
        expects=record.expects,
        about=here.links(page.matter.about),
        verdicts=tuple(verdict_view(here, verdict) for verdict in verdicts),
        behind=behind_view(here, page, claims, here.lookup.topics_of.get(page.key, ())),
    )


def verdict_view(here: Here, verdict: Verdict) -> VerdictView:
    """One scope of a question, its answers by date."""
    return VerdictView(
        scope=verdict.scope,
        name=verdict.standing,
        title=here.standing_title(verdict),
        gloss=here.words(f"standing.{verdict.standing}.gloss"),
        answers=tuple(here.claim(claim) for claim in _by_date(here, verdict.claims)),
        others=tuple(here.claim(claim) for claim in _by_date(here, verdict.others)),
        shared=here.links(verdict.shared),
        origins=verdict.origins,
        remarks=tuple(_remarks(here, verdict)),
    )


def _by_date(here: Here, claims: tuple[Claim, ...]) -> list[Claim]:
    return sorted(claims, key=lambda claim: here.lookup.order[claim.key.source])


def _remarks(here: Here, verdict: Verdict) -> list[str]:
    """What is always said beside a standing."""
    remarks = ["unnamed"] if verdict.unnamed else []
    if any(claim.key in here.lookup.puzzles for claim in verdict.claims):
        remarks.append("puzzle")
    countries = {country(here, claim.key.source) for claim in verdict.claims}
    if len(countries) == 1 and None not in countries:
        remarks.append("one-country")
    return remarks
