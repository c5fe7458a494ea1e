"""Rules on completeness: every paragraph, every document, every page."""

from collections.abc import Iterator

from sourcebook.model.dossier import Dossier, Entity, Event, Note, Page, Puzzle, Question, Source
from sourcebook.model.edges import target_page
from sourcebook.model.names import CORRECTIONS, FOLDERS, MADE, ClaimKey, Key
from sourcebook.model.problem import START
from sourcebook.rules.finding import Finding, at_field

LISTED = {*FOLDERS, *MADE} - {"pages"}
"""Names of the lists and other pages that are made without a file."""


def every_paragraph(dossier: Dossier) -> Iterator[Finding]:
    """Every paragraph of a document has a claim, or is skipped with a reason."""
    for page, source in dossier.pages_with(Source):
        record = source.record
        if record.unit != "paragraph" or page.entry.path in dossier.gaps.unread:
            continue
        claimed = {number for claim in record.claims for number in claim.at.numbers}
        skipped = {number for skip in record.skip for number in skip.at.numbers}
        for number in sorted(set(range(1, record.extent + 1)) - claimed - skipped):
            hint = "write a claim with this `at`, or name it under `skip` with a `why`"
            yield at_field(page, ("claims",), f"paragraph {number} has no claim and is not skipped", hint)
        for number in sorted(claimed & skipped):
            yield at_field(page, ("skip",), f"paragraph {number} is skipped, but has claims", "delete it from `skip`")


def every_source_used(dossier: Dossier) -> Iterator[Finding]:
    """Every document is cited by a page other than its own."""
    used = {target_page(edge.target) for edge in dossier.edges if edge.origin != target_page(edge.target)}
    for page, _ in dossier.pages_with(Source):
        if page.key not in used and not dossier.gaps.hides(page.key):
            yield at_field(page, (), "no other page cites this document", "cite one of its claims, or link it")


def no_orphans(dossier: Dossier) -> Iterator[Finding]:
    """Every question, person, place, organisation and event
    is linked, or named by a claim or by another page.
    """
    named = _named(dossier)
    for page in dossier.pages.values():
        kinds = Question | Entity | Event
        if isinstance(page.matter, kinds) and page.key not in named and not dossier.gaps.hides(page.key):
            hint = "name it in a claim's `about`, or link it"
            yield at_field(page, (), "nothing in the record leads to this page", hint)


def menu_leads_somewhere(dossier: Dossier) -> Iterator[Finding]:
    """Every entry of the menu and the footer leads to a page."""
    settings = dossier.tables.settings
    for place, entries in (("menu", settings.navigation), ("footer", settings.footer or ())):
        for name in (entry.page for entry in entries if entry.page):
            page = f"pages/{name}.md"
            if name not in LISTED and Key("pages", name) not in dossier.pages and page not in dossier.gaps.unread:
                hint = f"write {page}, or drop the name"
                yield Finding("site.toml", START, f"the {place} names '{name}'", hint)


def corrections_shown(dossier: Dossier) -> Iterator[Finding]:
    """Every correction is shown to readers on the page for corrections."""
    if dossier.corrections and CORRECTIONS not in dossier.pages and f"{CORRECTIONS}.md" not in dossier.gaps.unread:
        hint = f"write {CORRECTIONS}.md, or publish it if it is a draft; the list is added to it"
        yield Finding("corrections.toml", START, "no page shows these corrections", hint)


def _named(dossier: Dossier) -> set[Key]:
    named = {target_page(edge.target) for edge in dossier.edges}
    for claim in dossier.claims.values():
        named.update(claim.about, claim.by, (reading.answers for reading in claim.readings if reading.answers))
    for page in dossier.pages.values():
        named.update(_named_by(page))
    return named


def _named_by(page: Page) -> Iterator[Key]:
    match page.matter:
        case Source() as source:
            yield from (key for key in (*source.authors, source.outlet, source.relies_on) if key)
            yield from (named.who for named in source.names)
        case Question() as question:
            yield page.key if question.about else Key("", "")
            yield from question.about
        case Puzzle() | Note() as matter:
            yield from (target_page(target) for target in matter.about if not isinstance(target, ClaimKey))
        case Entity() as entity:
            yield from (key for key in (entity.counts_as, entity.country) if key)
        case Event() as event:
            yield from (*event.where, *event.precedes)
