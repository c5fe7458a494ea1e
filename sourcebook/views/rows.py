"""Rows of the record's tables (the data to download), in the dossier's order."""

from collections.abc import Callable, Iterator, Mapping

from sourcebook.model.dossier import Claim, Entity, Event, Note, Page, Puzzle, Question, Source
from sourcebook.model.names import Key, page_url
from sourcebook.model.reader import Reader
from sourcebook.model.values import Number
from sourcebook.views.addresses import Addresses
from sourcebook.views.attribution import claim_voice, short_name
from sourcebook.views.cells import about_cells, dated_cells, key_cell, keys_cell, page_cells, same_cells
from sourcebook.views.history import release_rows
from sourcebook.views.tables import RELEASES, SUBJECTS, Cell, Row
from sourcebook.views.translations import Translations

BY_DATE = ("sources", "names")
"""Tables sorted by the date of documents; others are sorted by page."""
FOLLOWS = "claim-entities"


def rows(name: str, dossier: Reader, addresses: Addresses, t: Translations) -> tuple[Row, ...]:
    """Make the rows of a table; each has all columns of the table, in its order."""
    if name == RELEASES.name:
        return tuple(release_rows(dossier))
    whole = dossier.whole()
    pages = (page for page, _ in whole.sources) if name in BY_DATE else whole.dossier.pages.values()
    return tuple(row for page in pages for row in _MAKERS[name](page, dossier, addresses, t))


def page_rows(page: Page, dossier: Reader, addresses: Addresses, t: Translations) -> Mapping[str, tuple[Row, ...]]:
    """Rows of a page by table, without those that follow from its claims."""
    made = {name: tuple(make(page, dossier, addresses, t)) for name, make in _MAKERS.items() if name != FOLLOWS}
    return {name: of_page for name, of_page in made.items() if of_page}


def _sources(page: Page, _dossier: Reader, addresses: Addresses, _: Translations) -> Iterator[Row]:
    if isinstance(source := page.matter, Source):
        record = source.record
        yield {
            **page_cells(page, addresses),
            **same_cells(record, "kind", "headline"),
            "authors": keys_cell(source.authors),
            "outlet": key_cell(source.outlet),
            "relies_on": key_cell(source.relies_on),
            **dated_cells("published", record.published.date),
            **same_cells(record.published, "basis", "why"),
            **same_cells(record, "obtained", "sha256", "unit", "extent"),
            **same_cells(record, "container", "language", "address"),
            "archived": record.archived.address if record.archived else None,
            "archived_on": record.archived.on if record.archived else None,
            "copies": tuple(copy.address for copy in source.copies),
        }


def _claims(page: Page, dossier: Reader, addresses: Addresses, t: Translations) -> Iterator[Row]:
    for claim in _claims_of(page):
        record, number = claim.record, claim.value if isinstance(claim.value, Number) else None
        yield {
            "id": str(claim.key),
            "url": addresses.absolute(page_url(claim.key.page), claim.key.id),
            "source": claim.key.source,
            "places": record.at.numbers,
            "at": record.at.text,
            "voice": claim_voice(claim),
            "by": keys_cell(claim.by),
            "maybe": key_cell(claim.maybe),
            **same_cells(record, "says", "words", "kind"),
            "about": keys_cell(claim.about),
            "question": claim.answers.slug if claim.answers else None,
            "value": None if claim.value is None else str(claim.value),
            "also_answers": tuple(f"{key.slug}: {value}" for key, value in claim.also_answers),
            "value_low": number.low if number else None,
            "value_high": number.high if number else None,
            "scope": record.scope,
            **dated_cells("when", record.when),
            "why": record.why,
            "relies_on": None if claim.relies_on is None else str(claim.relies_on),
            **_place(dossier, claim, t),
        }


def _place(dossier: Reader, claim: Claim, t: Translations) -> dict[str, Cell]:
    """Cells that say where a claim stands, how sure that is, and what else is known of it."""
    source, verdict = dossier.head(claim.key.page), dossier.verdict_of(claim.key)
    return {
        "document": short_name(dossier, source, t),
        "outlet": key_cell(source.outlet),
        **dated_cells("published", source.published.date),
        "basis": source.published.basis,
        "standing": verdict.standing if verdict else None,
        "puzzles": tuple(key.slug for key in dossier.puzzles(claim.key)),
        "notes": tuple(key.slug for key in dossier.notes(claim.key)),
    }


def _claims_of(page: Page) -> tuple[Claim, ...]:
    return page.matter.claims if isinstance(page.matter, Source) else ()


def _claim_entities(page: Page, _dossier: Reader, _addresses: Addresses, _: Translations) -> Iterator[Row]:
    for claim in _claims_of(page):
        for role, entities in _roles(claim):
            for entity in dict.fromkeys(entities):
                yield {"claim": str(claim.key), "role": role, "entity": str(entity)}


def _roles(claim: Claim) -> Iterator[tuple[str, tuple[Key, ...]]]:
    yield "by", claim.by
    yield "maybe", (claim.maybe,) if claim.maybe else ()
    yield "about", claim.about


def _entities(page: Page, dossier: Reader, addresses: Addresses, _: Translations) -> Iterator[Row]:
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
            "same_as": entity.record.same_as.addresses if entity and entity.record.same_as else (),
            "country": key_cell(entity.country) if entity else None,
            "counts_as": key_cell(entity.counts_as) if entity else None,
            "latitude": point.lat if point else None,
            "longitude": point.lon if point else None,
            "exact": point.exact if point else None,
            **dated_cells("when", event.record.when if event else None),
            "where": keys_cell(event.where) if event else (),
        }


def _names(page: Page, _dossier: Reader, _addresses: Addresses, _: Translations) -> Iterator[Row]:
    if isinstance(page.matter, Source):
        for named in page.matter.names:
            yield {
                "entity": str(named.who),
                "source": page.key.slug,
                **same_cells(named.record, "spelling", "title"),
                "places": named.record.at.numbers,
                "at": named.record.at.text,
            }


def _questions(page: Page, dossier: Reader, addresses: Addresses, _: Translations) -> Iterator[Row]:
    if isinstance(question := page.matter, Question):
        yield {
            **page_cells(page, addresses),
            **same_cells(question.record, "asks", "type", "unit", "expects"),
            "about": keys_cell(question.about),
            "answers": sum(len(verdict.claims) for verdict in dossier.verdicts(page.key)),
        }


def _standings(page: Page, dossier: Reader, _addresses: Addresses, _: Translations) -> Iterator[Row]:
    if isinstance(page.matter, Question):
        for verdict in dossier.verdicts(page.key):
            yield {
                "question": page.key.slug,
                "scope": verdict.scope,
                "standing": verdict.standing,
                "origins": verdict.origins,
                "answers": keys_cell(claim.key for claim in verdict.claims),
                "others": keys_cell(claim.key for claim in verdict.others),
            }


def _promises(page: Page, _dossier: Reader, _addresses: Addresses, _: Translations) -> Iterator[Row]:
    for claim in _claims_of(page):
        if claim.record.form:
            yield {
                "claim": str(claim.key),
                "says": claim.record.says,
                "by": keys_cell(claim.by),
                "form": claim.record.form,
                **dated_cells("due", claim.record.due),
                "outcome": claim.record.outcome,
                "shown_by": keys_cell(claim.shown_by),
            }


def _puzzles(page: Page, dossier: Reader, addresses: Addresses, _: Translations) -> Iterator[Row]:
    if isinstance(puzzle := page.matter, Puzzle):
        yield {
            **page_cells(page, addresses),
            **same_cells(puzzle.record, "kind", "weight"),
            "summary": dossier.summary(page.key),
            **about_cells(puzzle.about),
            **same_cells(puzzle.record, "readings", "reckons"),
        }


def _notes(page: Page, dossier: Reader, addresses: Addresses, _: Translations) -> Iterator[Row]:
    if isinstance(note := page.matter, Note):
        yield {
            **page_cells(page, addresses),
            "summary": dossier.summary(page.key),
            **about_cells(note.about),
            "references": tuple(f"{reference.publisher}: {reference.address}" for reference in note.references),
            "shows": tuple(reference.shows for reference in note.references if reference.shows),
        }


_MAKERS: Mapping[str, Callable[[Page, Reader, Addresses, Translations], Iterator[Row]]] = {
    "sources": _sources,
    "claims": _claims,
    "claim-entities": _claim_entities,
    "entities": _entities,
    "names": _names,
    "questions": _questions,
    "standings": _standings,
    "promises": _promises,
    "puzzles": _puzzles,
    "notes": _notes,
}
