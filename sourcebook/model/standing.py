"""How the answers to a question stand to one another: computed, never written.

Agreement needs disjoint chains, dispute only disjoint asserters: two speakers whom one report quotes can differ,
but do not bear each other out. Answers are compared in pairs, within one scope.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import Edtf, before
from sourcebook.model.dossier import Claim, Dossier, Question
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.origins import Origins, asserters, chain, nearest, origins_of
from sourcebook.model.record import UNNAMED, Expects
from sourcebook.model.values import compare

StandingName = Literal[
    "unanswered", "listed", "disputed", "inconsistent", "unlike", "changed", "single", "repeated", "agreed"
]
Telling = Literal["disputed", "inconsistent", "unlike", "changed"]
Relation = Telling | Literal["same"]
Pair = tuple[ClaimKey, ClaimKey]

TELLING: tuple[Telling, ...] = ("disputed", "inconsistent", "unlike", "changed")


class Verdict(Struct, frozen=True):
    """How the answers in one scope stand.

    `claims` are statements with a value, `others` views and promises, both in the dossier's order. `origins` is the
    n of "agreed by n": the most chains of which no two share a link; else 1, and 0 where unanswered. `shared` names
    for "repeated" the link between the chains. `pairs` are those that decided a dispute, an inconsistency, an
    unlikeness or a change (earlier first). `unnamed`: some statement here names nobody as its source.
    """

    scope: str | None
    standing: StandingName
    claims: tuple[Claim, ...]
    others: tuple[Claim, ...]
    origins: int = 1
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


def verdicts(dossier: Dossier, question: Key) -> tuple[Verdict, ...]:
    """One verdict for each scope, the unscoped first, then by name; one "unanswered" where nothing answers."""
    return _by_scope(dossier, question, [claim for claim in dossier.claims.values() if claim.answers == question])


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
    return _verdict(dossier, question.record.expects, a.record.scope, [a, b]).standing


def _by_scope(dossier: Dossier, question: Key, claims: list[Claim]) -> tuple[Verdict, ...]:
    matter = dossier.pages[question].matter
    assert isinstance(matter, Question)
    scopes = sorted({claim.record.scope for claim in claims}, key=lambda scope: (scope is not None, scope or ""))
    return tuple(
        _verdict(dossier, matter.record.expects, scope, [claim for claim in claims if claim.record.scope == scope])
        for scope in scopes or [None]
    )


def _verdict(dossier: Dossier, expects: Expects, scope: str | None, claims: list[Claim]) -> Verdict:
    answers = tuple(claim for claim in claims if _answers(claim))
    others = tuple(claim for claim in claims if not _answers(claim))
    unnamed = any(_names_nobody(dossier, claim) for claim in answers)
    verdict = Verdict(scope, "listed", answers, others, unnamed=unnamed)
    if not answers:
        return replace(verdict, standing="unanswered", origins=0)
    return verdict if expects == "several" else _compared(dossier, expects, verdict)


def _compared(dossier: Dossier, expects: Expects, verdict: Verdict) -> Verdict:
    found: dict[Relation, list[Pair]] = {}
    for a, b in combinations(verdict.claims, 2):
        first, second = (b, a) if before(_time(dossier, b), _time(dossier, a)) else (a, b)
        found.setdefault(_relation(dossier, expects, first, second), []).append((first.key, second.key))
    for relation in TELLING:
        if relation in found:
            return replace(verdict, standing=relation, pairs=tuple(found[relation]))
    return _alike(dossier, verdict)


def _relation(dossier: Dossier, expects: Expects, a: Claim, b: Claim) -> Relation:
    assert a.value is not None
    assert b.value is not None
    match compare(a.value, b.value):
        case "same":
            return "same"
        case "unclear":
            return "unlike"
        case "differ":
            if expects == "changing" and before(_time(dossier, a), _time(dossier, b)):
                return "changed"
            return "disputed" if asserters(dossier, a).isdisjoint(asserters(dossier, b)) else "inconsistent"


def _alike(dossier: Dossier, verdict: Verdict) -> Verdict:
    """All answers are the same: how many origins bear them out?"""
    if len({claim.key.source for claim in verdict.claims}) == 1:
        return replace(verdict, standing="single")
    chains = [chain(dossier, claim) for claim in verdict.claims]
    origins = most_disjoint(chains)
    if origins > 1:
        return replace(verdict, standing="agreed", origins=origins)
    return replace(
        verdict, standing="repeated", shared=tuple(sorted(nearest(_shared(chains), partial(origins_of, dossier))))
    )


def _shared(chains: list[Origins]) -> Origins:
    """What all have in common; where only pairs of them have, that."""
    common = frozenset.intersection(*chains)
    return common or frozenset(key for a, b in combinations(chains, 2) for key in a & b)


def most_disjoint(chains: Iterable[Origins]) -> int:
    """Size of the largest set of pairwise disjoint chains: a maximum independent set, branching on the least tied.

    Some largest set holds that chain or one that overlaps it.
    """
    left = set(chains)
    if not left:
        return 0
    ties = min(([b for b in left if not a.isdisjoint(b)] for a in sorted(left, key=sorted)), key=len)
    return 1 + max(most_disjoint(b for b in left if b.isdisjoint(taken)) for taken in ties)


def _answers(claim: Claim) -> bool:
    return claim.record.kind == "statement" and claim.value is not None


def _time(dossier: Dossier, claim: Claim) -> Edtf:
    return claim.record.when or dossier.source(claim.key.source).record.published.date


def _names_nobody(dossier: Dossier, claim: Claim) -> bool:
    return claim.record.by == (UNNAMED,) or any(key.folder == "sources" for key in asserters(dossier, claim))
