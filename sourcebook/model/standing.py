"""How the answers to a question stand to one another: computed, never written.

Agreement needs disjoint chains, dispute only disjoint asserters: two speakers whom one report quotes can differ,
but do not bear each other out. Answers are compared in pairs, within one scope.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations, product
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import Edtf, no_later
from sourcebook.model.dossier import Claim, Dossier, Question
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.origins import Origins, asserters, chain, chains, nearest, origins_of, voices
from sourcebook.model.record import UNNAMED, QuestionRecord
from sourcebook.model.values import Text, compare

StandingName = Literal[
    "unanswered", "listed", "disputed", "inconsistent", "unlike", "changed", "single", "repeated", "agreed"
]
Telling = Literal["disputed", "inconsistent", "unlike", "changed"]
Relation = Telling | Literal["same"]
Pair = tuple[ClaimKey, ClaimKey]

TELLING: tuple[Telling, ...] = ("disputed", "inconsistent", "unlike", "changed")


class Verdict(Struct, frozen=True):
    """How the answers in one scope stand.

    `claims` have a value and are of a kind that answers the question, `others` are the rest, both in the dossier's
    order. `origins` is how many `claims` come from, whether they agree or not: the n of "agreed by n". `shared` names
    for "repeated" the link between the chains. `pairs` are those that decided a dispute, an inconsistency, an
    unlikeness or a change (earlier first). `unnamed`: some statement here names nobody as its source.
    """

    scope: str | None
    standing: StandingName
    claims: tuple[Claim, ...]
    others: tuple[Claim, ...]
    origins: int = 0
    shared: tuple[Key, ...] = ()
    pairs: tuple[Pair, ...] = ()
    unnamed: bool = False


class VerdictSummary(Struct, frozen=True):
    """A verdict without the claims that it is about."""

    scope: str | None
    standing: StandingName
    origins: int


def summary_of(verdict: Verdict) -> VerdictSummary:
    """A verdict in short."""
    return VerdictSummary(verdict.scope, verdict.standing, verdict.origins)


def standings(dossier: Dossier) -> Mapping[Key, tuple[Verdict, ...]]:
    """The verdicts on every question of the dossier, in its order."""
    answers: dict[Key, list[Claim]] = {key: [] for key in dossier.pages if key.folder == "questions"}
    for claim in dossier.claims.values():
        if claim.answers is not None:
            answers[claim.answers].append(claim)
    return {question: _by_scope(dossier, question, claims) for question, claims in answers.items()}


def relations(dossier: Dossier, verdict: Verdict) -> Iterator[tuple[ClaimKey, tuple[StandingName, ...]]]:
    """For each answer of a verdict, the ways in which it stands to the others, each by itself."""
    for claim in verdict.claims:
        others = (other for other in verdict.claims if other.key != claim.key)
        yield claim.key, tuple(sorted({between(dossier, claim, other) for other in others}))


def between(dossier: Dossier, a: Claim, b: Claim) -> StandingName:
    """How two answers to one question in one scope stand to each other, whatever others say."""
    assert a.answers is not None
    question = dossier.pages[a.answers].matter
    assert isinstance(question, Question)
    return _verdict(dossier, question.record, a.record.scope, [a, b]).standing


def _by_scope(dossier: Dossier, question: Key, claims: list[Claim]) -> tuple[Verdict, ...]:
    matter = dossier.pages[question].matter
    assert isinstance(matter, Question)
    scopes = sorted({claim.record.scope for claim in claims}, key=lambda scope: (scope is not None, scope or ""))
    return tuple(
        _verdict(dossier, matter.record, scope, [claim for claim in claims if claim.record.scope == scope])
        for scope in scopes or [None]
    )


def _verdict(dossier: Dossier, question: QuestionRecord, scope: str | None, claims: list[Claim]) -> Verdict:
    answers = tuple(claim for claim in claims if _answers(question, claim))
    others = tuple(claim for claim in claims if not _answers(question, claim))
    if not answers:
        return Verdict(scope, "unanswered", answers, others)
    unnamed = any(_names_nobody(dossier, claim) for claim in answers)
    verdict = Verdict(scope, "listed", answers, others, origin_count(dossier, answers), unnamed=unnamed)
    return verdict if question.expects == "several" else _compared(dossier, question, verdict)


def _compared(dossier: Dossier, question: QuestionRecord, verdict: Verdict) -> Verdict:
    found: dict[Relation, list[Pair]] = {}
    for a, b in combinations(verdict.claims, 2):
        first, second = (b, a) if no_later(_time(dossier, b), _time(dossier, a)) else (a, b)
        found.setdefault(_relation(dossier, question, first, second), []).append((first.key, second.key))
    for relation in TELLING:
        if relation in found:
            return replace(verdict, standing=relation, pairs=tuple(found[relation]))
    return _alike(dossier, verdict)


def _relation(dossier: Dossier, question: QuestionRecord, a: Claim, b: Claim) -> Relation:
    assert a.value is not None
    assert b.value is not None
    compared = compare(a.value, b.value)
    if compared == "same":
        return "same"
    # Of what is said in words nobody can tell whether it differs; in another time, other words are another answer.
    otherwise = compared == "differ" or isinstance(a.value, Text)
    if otherwise and question.expects == "changing" and no_later(_time(dossier, a), _time(dossier, b)):
        return "changed"
    if compared == "unclear":
        return "unlike"
    apart = any(one.isdisjoint(other) for one, other in product(voices(dossier, a), voices(dossier, b)))
    return "disputed" if apart else "inconsistent"


def _alike(dossier: Dossier, verdict: Verdict) -> Verdict:
    """All answers are the same: how many origins bear them out?"""
    if len({claim.key.source for claim in verdict.claims}) == 1:
        return replace(verdict, standing="single")
    if verdict.origins > 1:
        return replace(verdict, standing="agreed")
    links = _shared([chain(dossier, claim) for claim in verdict.claims])
    return replace(verdict, standing="repeated", shared=tuple(sorted(nearest(links, partial(origins_of, dossier)))))


def _shared(found: list[Origins]) -> Origins:
    """What all chains have in common; where only pairs of them have, that."""
    common = frozenset.intersection(*found)
    return common or frozenset(key for a, b in combinations(found, 2) for key in a & b)


def origin_count(dossier: Dossier, claims: Iterable[Claim]) -> int:
    """How many origins these claims come from: the most chains of which no two share a link."""
    return most_disjoint(each for claim in claims for each in chains(dossier, claim))


def most_disjoint(found: Iterable[Origins]) -> int:
    """Size of the largest set of pairwise disjoint chains: a maximum independent set, branching on the least tied.

    Some largest set holds that chain or one that overlaps it. A chain that holds all of another is never needed.
    """
    every = set(found)
    left = {chain for chain in every if not any(other < chain for other in every)}
    if not left:
        return 0
    ties = min(([b for b in left if not a.isdisjoint(b)] for a in sorted(left, key=sorted)), key=len)
    return 1 + max(most_disjoint(b for b in left if b.isdisjoint(taken)) for taken in ties)


def _answers(question: QuestionRecord, claim: Claim) -> bool:
    return claim.record.kind in question.answered_by and claim.value is not None


def _time(dossier: Dossier, claim: Claim) -> Edtf:
    return claim.record.when or dossier.source(claim.key.source).record.published.date


def _names_nobody(dossier: Dossier, claim: Claim) -> bool:
    return claim.record.by == (UNNAMED,) or any(key.folder == "sources" for key in asserters(dossier, claim))
