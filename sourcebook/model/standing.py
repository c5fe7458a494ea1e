"""Standing of a question: how its answers compare, such as "agreed" or "disputed".

It is computed, never written. Answers are compared in pairs, within one scope. Agreement needs disjoint chains (no
common origin), dispute only disjoint asserters: two speakers quoted by one report can contradict, but not confirm, each
other.
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
from sourcebook.model.record import QuestionRecord
from sourcebook.model.source_record import UNNAMED
from sourcebook.model.values import Text, compare

StandingName = Literal[
    "unanswered", "listed", "disputed", "inconsistent", "unlike", "changed", "single", "repeated", "agreed"
]
"""How the answers to a question compare.

unanswered    no answer
listed        not compared, since the question expects several
disputed      two answers differ, from speakers that have no origin in common
inconsistent  two answers differ, from speakers that have one
unlike        two answers are neither equal nor clearly different
changed       two answers differ, of different times
single        all answers are in one document
repeated      equal answers of several documents that share an origin
agreed        equal answers of independent origins
"""
Telling = Literal["disputed", "inconsistent", "unlike", "changed"]
Relation = Telling | Literal["same"]
Pair = tuple[ClaimKey, ClaimKey]

TELLING: tuple[Telling, ...] = ("disputed", "inconsistent", "unlike", "changed")


class Verdict(Struct, frozen=True):
    """Verdict: how the answers to a question compare, in one scope.

    `claims`: answers, with a value and of a kind that answers the question; `others`: the rest; both in dossier order.
    `origins`: number of independent origins of `claims`, whether they agree or not. `shared`: for "repeated", the
    origins that the chains have in common. `pairs`: the pairs of answers that decided one of TELLING, for "changed" the
    earlier first. `unnamed`: True if an answer has no named source.
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
    """A verdict without its claims: scope, standing and number of independent origins."""

    scope: str | None
    standing: StandingName
    origins: int


def summary_of(verdict: Verdict) -> VerdictSummary:
    """Reduce a verdict to its scope, standing and number of independent origins."""
    return VerdictSummary(verdict.scope, verdict.standing, verdict.origins)


def standings(dossier: Dossier) -> Mapping[Key, tuple[Verdict, ...]]:
    """Verdicts on every question, by question: one for each scope of its answers.

    A question without answers has one, "unanswered".
    """
    questions = {page.key: question.record for page, question in dossier.pages_with(Question)}
    answers: dict[Key, list[Claim]] = {key: [] for key in questions}
    for claim in dossier.claims.values():
        for reading in claim.readings:
            if reading.answers is not None:
                answers[reading.answers].append(reading)
    return {key: _by_scope(dossier, questions[key], claims) for key, claims in answers.items()}


def relations(dossier: Dossier, verdict: Verdict) -> Iterator[tuple[ClaimKey, tuple[StandingName, ...]]]:
    """For each answer of a verdict, how it compares with every other one.

    Yields the claim's key and the distinct standings of its pairs, sorted.
    """
    for claim in verdict.claims:
        rest = (answer for answer in verdict.claims if answer.key != claim.key)
        yield claim.key, tuple(sorted({between(dossier, claim, answer) for answer in rest}))


def between(dossier: Dossier, a: Claim, b: Claim) -> StandingName:
    """Standing of two answers to one question in one scope, ignoring all others."""
    assert a.answers is not None
    question = dossier.pages[a.answers].matter
    assert isinstance(question, Question)
    return _verdict(dossier, question.record, a.record.scope, [a, b]).standing


def _by_scope(dossier: Dossier, question: QuestionRecord, claims: list[Claim]) -> tuple[Verdict, ...]:
    """One verdict for each scope, the unscoped first, then by name.

    One "unanswered" where nothing answers.
    """
    scopes = sorted({claim.record.scope for claim in claims}, key=lambda scope: (scope is not None, scope or ""))
    return tuple(
        _verdict(dossier, question, scope, [claim for claim in claims if claim.record.scope == scope])
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
    pairs: dict[Relation, list[Pair]] = {}
    for a, b in combinations(verdict.claims, 2):
        first, second = (b, a) if no_later(_time(dossier, b), _time(dossier, a)) else (a, b)
        pairs.setdefault(_relation(dossier, question, first, second), []).append((first.key, second.key))
    for relation in TELLING:
        if relation in pairs:
            return replace(verdict, standing=relation, pairs=tuple(pairs[relation]))
    return _alike(dossier, verdict)


def _relation(dossier: Dossier, question: QuestionRecord, a: Claim, b: Claim) -> Relation:
    assert a.value is not None
    assert b.value is not None
    compared = compare(a.value, b.value)
    if compared == "same":
        return "same"
    # Answers in words cannot be compared; but of another time, other words count as another answer.
    otherwise = compared == "differ" or isinstance(a.value, Text)
    if otherwise and question.expects == "changing" and no_later(_time(dossier, a), _time(dossier, b)):
        return "changed"
    if compared == "unclear":
        return "unlike"
    apart = any(first.isdisjoint(second) for first, second in product(voices(dossier, a), voices(dossier, b)))
    return "disputed" if apart else "inconsistent"


def _alike(dossier: Dossier, verdict: Verdict) -> Verdict:
    """Verdict on answers that are all the same: single, agreed or repeated.

    Single: from one document; agreed: by more than one origin; repeated: by one.
    """
    if len({claim.key.source for claim in verdict.claims}) == 1:
        return replace(verdict, standing="single")
    if verdict.origins > 1:
        return replace(verdict, standing="agreed")
    links = _shared([chain(dossier, claim) for claim in verdict.claims])
    return replace(verdict, standing="repeated", shared=tuple(sorted(nearest(links, partial(origins_of, dossier)))))


def _shared(chains: list[Origins]) -> Origins:
    """Origins that all chains have in common; else those that some pair of them has."""
    common = frozenset.intersection(*chains)
    return common or frozenset(key for a, b in combinations(chains, 2) for key in a & b)


def origin_count(dossier: Dossier, claims: Iterable[Claim]) -> int:
    """Number of independent origins of claims.

    That is the largest number of their chains of which no two share an origin.
    """
    return most_disjoint(origins for claim in claims for origins in chains(dossier, claim))


def most_disjoint(chains: Iterable[Origins]) -> int:
    """Size of the largest set of pairwise disjoint chains (sets of origins).

    This is a maximum independent set, found by branching on the chain with the fewest overlaps: some largest set has it
    or one that overlaps it. A chain that contains another is never needed.
    """
    distinct = set(chains)
    left = {chain for chain in distinct if not any(subset < chain for subset in distinct)}
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
