"""Views of the pages of questions, with all their answers."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from sourcebook.model.dossier import Claim, Page, Question
from sourcebook.model.names import ClaimKey
from sourcebook.model.standing import Verdict
from sourcebook.views.common import ClaimView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.evidence import EvidenceView, country, evidence_view


class VerdictView(Struct, frozen=True):
    """Verdict: how the answers to a question compare, within one scope.

    `name`: key of the standing, such as "agreed"; `title`, `gloss`: its words; `answers`: claims by date; `others`:
    claims that speak to the question without answering; `shared`: origins that repeated answers have in common;
    `remarks`: "unnamed" or "one-country".
    """

    scope: str | None
    name: str
    title: str
    gloss: str
    answers: tuple[ClaimView, ...]
    others: tuple[ClaimView, ...]
    shared: tuple[LinkView, ...]
    remarks: tuple[str, ...]


class QuestionView(Struct, frozen=True):
    """Page of a question.

    `type`: of its answers; `unit`: of numbers; `verdicts`: one for each scope.
    """

    body: BodyView
    type: str
    unit: str | None
    about: tuple[LinkView, ...]
    verdicts: tuple[VerdictView, ...]
    evidence: EvidenceView


def question_view(context: PageContext, page: Page) -> QuestionView:
    """Make the template data of a question's page, with all answers."""
    assert isinstance(page.matter, Question)
    record = page.matter.record
    verdicts = context.dossier.verdicts(page.key)
    claims = [claim for verdict in verdicts for claim in (*verdict.claims, *verdict.others)]
    context = context.numbering(_shown(context, verdicts))
    return QuestionView(
        body=body_view(context, page, tuple(claim.key for claim in claims)),
        type=record.type,
        unit=record.unit,
        about=context.links(page.matter.about),
        verdicts=tuple(verdict_view(context, verdict) for verdict in verdicts),
        evidence=evidence_view(context, page.key, claims, context.dossier.topics_of(page.key)),
    )


def verdict_view(context: PageContext, verdict: Verdict) -> VerdictView:
    """Make the template data of a verdict: how answers compare within one scope."""
    return VerdictView(
        scope=verdict.scope,
        name=verdict.standing,
        title=context.standing_title(verdict),
        gloss=context.t(f"standing.{verdict.standing}.gloss"),
        answers=_by_date(context, verdict.claims),
        others=_by_date(context, verdict.others),
        shared=context.links(verdict.shared),
        remarks=tuple(_remarks(context, verdict)),
    )


def _shown(context: PageContext, verdicts: Iterable[Verdict]) -> Iterator[ClaimKey]:
    """Claims in the order of the page: answers with the same value stand together."""
    for verdict in verdicts:
        answers = context.by_date(verdict.claims)
        values = list(dict.fromkeys(map(context.value, answers)))
        yield from (claim.key for claim in sorted(answers, key=lambda claim: values.index(context.value(claim))))
        yield from (claim.key for claim in context.by_date(verdict.others))


def _by_date(context: PageContext, claims: tuple[Claim, ...]) -> tuple[ClaimView, ...]:
    return context.answers(context.by_date(claims))


def _remarks(context: PageContext, verdict: Verdict) -> list[str]:
    """Keys of remarks that accompany a standing."""
    remarks = ["unnamed"] if verdict.unnamed else []
    documents = {claim.key.page for claim in verdict.claims}
    countries = {country(context, context.dossier.head(document)) for document in documents}
    if len(documents) > len(countries) == 1 and None not in countries:
        remarks.append("one-country")
    return remarks
