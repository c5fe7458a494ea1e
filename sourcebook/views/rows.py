"""Rows of the record's tables (the data to download), in the dossier's order."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Claim, Entity, Event, Page, Puzzle, Question
from sourcebook.model.names import ClaimKey, Key, Target, page_url
from sourcebook.model.reader import Reader
from sourcebook.model.values import Number
from sourcebook.views.addresses import Addresses
from sourcebook.views.attribution import claim_voice
from sourcebook.views.tables import SUBJECTS, Cell, Row

M = TypeVar("M", Question, Puzzle)


def rows(name: str, dossier: Reader, addresses: Addresses) -> tuple[Row, ...]:
    """Make the rows of a table; each has all columns of the table, in its order."""
    return tuple(_MAKERS[name](dossier, addresses))


def _sources(dossier: Reader, addresses: Addresses) -> Iterator[Row]:
    for page, source in dossier.whole().sources:
        record = source.record
        yield {
            **_page(page, addresses),
            "headline": record.headline,
            "author": _id(source.author),
            "outlet": _id(source.outlet),
            "relies_on": _id(source.relies_on),
            **_dated("published", record.published.date),
            **_same(record.published, "basis", "why"),
            **_same(record, "obtained", "sha256", "paragraphs"),
            "copies": tuple(copy.address for copy in source.copies),
        }


def _claims(dossier: Reader, addresses: Addresses) -> Iterator[Row]:
    for claim in dossier.whole().dossier.claims.values():
        record, number = claim.record, claim.value if isinstance(claim.value, Number) else None
        yield {
            "id": str(claim.key),
            "url": addresses.absolute(page_url(claim.key.page), claim.key.id),
            "source": claim.key.source,
            "paragraphs": record.at,
            "voice": claim_voice(claim),
            "by": _ids(claim.by),
            "maybe": _id(claim.maybe),
            **_same(record, "says", "words", "kind"),
            "about": _ids(claim.about),
            "question": claim.answers.slug if claim.answers else None,
            "value": None if claim.value is None else str(claim.value),
            "value_low": number.low if number else None,
            "value_high": number.high if number else None,
            "scope": record.scope,
            **_dated("when", record.when),
            "why": record.why,
            "relies_on": None if claim.relies_on is None else str(claim.relies_on),
        }


def _claim_entities(dossier: Reader, _addresses: Addresses) -> Iterator[Row]:
    for claim in dossier.whole().dossier.claims.values():
        for role, entities in _roles(claim):
            for entity in dict.fromkeys(entities):
                yield {"claim": str(claim.key), "role": role, "entity": str(entity)}


def _roles(claim: Claim) -> Iterator[tuple[str, tuple[Key, ...]]]:
    yield "by", claim.by
    yield "maybe", (claim.maybe,) if claim.maybe else ()
    yield "about", claim.about


def _entities(dossier: Reader, addresses: Addresses) -> Iterator[Row]:
    for page in dossier.whole().dossier.pages.values():
        if page.key.folder in SUBJECTS:
            entity = page.matter if isinstance(page.matter, Entity) else None
            event = page.matter if isinstance(page.matter, Event) else None
            point = entity.record.point if entity else None
            yield {
                "id": str(page.key),
                "url": addresses.absolute(page.url),
                "kind": page.key.kind,
                "name": page.title,
                "also": entity.record.also if entity else None,
                "names": tuple(f"{name.lang}: {name.text}" for name in entity.record.names) if entity else (),
                "summary": dossier.summary(page.key),
                "country": _id(entity.country) if entity else None,
                "counts_as": _id(entity.counts_as) if entity else None,
                "latitude": point.lat if point else None,
                "longitude": point.lon if point else None,
                "exact": point.exact if point else None,
                **_dated("when", event.record.when if event else None),
                "where": _ids(event.where) if event else (),
            }


def _names(dossier: Reader, _addresses: Addresses) -> Iterator[Row]:
    for page, source in dossier.whole().sources:
        for named in source.names:
            yield {
                "entity": str(named.who),
                "source": page.key.slug,
                **_same(named.record, "spelling", "title"),
                "paragraphs": named.record.at,
            }


def _questions(dossier: Reader, addresses: Addresses) -> Iterator[Row]:
    for page, question in _of(dossier, Question):
        yield {
            **_page(page, addresses),
            **_same(question.record, "asks", "type", "unit", "expects"),
            "about": _ids(question.about),
            "answers": dossier.answers(page.key),
        }


def _standings(dossier: Reader, _addresses: Addresses) -> Iterator[Row]:
    for question, verdicts in dossier.whole().verdicts.items():
        for verdict in verdicts:
            yield {
                "question": question.slug,
                "scope": verdict.scope,
                "standing": verdict.standing,
                "origins": verdict.origins,
                "answers": _ids(claim.key for claim in verdict.claims),
                "others": _ids(claim.key for claim in verdict.others),
            }


def _promises(dossier: Reader, _addresses: Addresses) -> Iterator[Row]:
    for claim in dossier.whole().dossier.claims.values():
        if claim.record.form:
            yield {
                "claim": str(claim.key),
                "says": claim.record.says,
                "by": _ids(claim.by),
                "form": claim.record.form,
                **_dated("due", claim.record.due),
                "outcome": claim.record.outcome,
                "shown_by": _ids(claim.shown_by),
            }


def _puzzles(dossier: Reader, addresses: Addresses) -> Iterator[Row]:
    for page, puzzle in _of(dossier, Puzzle):
        yield {
            **_page(page, addresses),
            **_same(puzzle.record, "kind", "weight"),
            "summary": dossier.summary(page.key),
            "claims": _ids(target for target in puzzle.about if isinstance(target, ClaimKey)),
            "about": _ids(target for target in puzzle.about if not isinstance(target, ClaimKey)),
            **_same(puzzle.record, "readings", "reckons"),
        }


_MAKERS: Mapping[str, Callable[[Reader, Addresses], Iterator[Row]]] = {
    "sources": _sources,
    "claims": _claims,
    "claim-entities": _claim_entities,
    "entities": _entities,
    "names": _names,
    "questions": _questions,
    "standings": _standings,
    "promises": _promises,
    "puzzles": _puzzles,
}


def _of(dossier: Reader, kind: type[M]) -> Iterator[tuple[Page, M]]:
    for page in dossier.whole().dossier.pages.values():
        if isinstance(page.matter, kind):
            yield page, page.matter


def _page(page: Page, addresses: Addresses) -> dict[str, Cell]:
    """Cells that identify a page."""
    return {"id": page.key.slug, "url": addresses.absolute(page.url), "title": page.title}


def _same(record: object, *names: str) -> dict[str, Cell]:
    """Cells of columns that are called as the record's fields."""
    return {name: getattr(record, name) for name in names}


def _id(key: Key | None) -> str | None:
    return None if key is None else str(key)


def _ids(targets: Iterable[Target]) -> tuple[str, ...]:
    return tuple(str(target) for target in targets)


def _dated(name: str, date: Edtf | None) -> dict[str, Cell]:
    """Cells of a date: as EDTF, and the first and last day that it can mean."""
    return {
        name: date.text if date else None,
        f"{name}_earliest": date.earliest if date else None,
        f"{name}_latest": date.latest if date else None,
    }
