"""Rules on the consistency of claims."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Claim, Dossier, Entity, Page, Source
from sourcebook.model.names import Key
from sourcebook.model.values import EntityValue, Number, Text, YesNo
from sourcebook.rules.backing import backed, carries_date, is_by, nearest
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures
from sourcebook.rules.finding import Finding, at_field
from sourcebook.rules.numerals import numerals


def digits_anchored(dossier: Dossier) -> Iterator[Finding]:
    """Every figure in a claim is in the words quoted from the document,
    or its reasoning explains it.
    """
    language = dossier.tables.settings.language
    for page, claim in each_claim(dossier):
        anchors = figures(" ; ".join([*claim.record.words, claim.record.why or ""]), language)
        for figure in figures(claim.record.says, language):
            if not backed(anchors, figure):
                message = f"'{figure.text}' is neither in `words` nor in `why`"
                hint = f"add the words that have it to `words`, or write a `why` that has '{figure.text}'"
                yield at_field(page, ("claims", claim.key.id, "says"), message, hint)


def values_echoed(dossier: Dossier) -> Iterator[Finding]:
    """The value of an answer is given in the claim: in its sentence, in the words
    quoted from the document, or in its reasoning.
    """
    for page, claim in each_claim(dossier):
        for n, reading in enumerate(claim.readings):
            if reading.value is None or isinstance(reading.value, YesNo | Text) or _echoed(dossier, reading):
                continue
            question, written = (claim.record.also_answers[n - 1]) if n else ("", claim.record.value)
            message = f"the value '{written}' is not given in `says`, `words` or `why`"
            hint = f"write it in one of them{_other_value(reading, dossier.tables.settings.language)}"
            field = ("also_answers", question) if n else ("value",)
            yield at_field(page, ("claims", claim.key.id, *field), message, hint)


def dates_echoed(dossier: Dossier) -> Iterator[Finding]:
    """The time that a claim speaks of, and the time by which something is promised,
    are given in the claim, in the words quoted from the document, or in its reasoning. The date of the document
    gives no more than "by that day".
    """
    language = dossier.tables.settings.language
    for page, claim in each_claim(dossier):
        published = dossier.source(claim.key.source).record.published.date
        anchors = figures(_texts(claim), language)
        for field, date in (("when", claim.record.when), ("due", claim.record.due)):
            if date and not carries_date(anchors, date) and not is_by(date, published):
                message = f"nothing in the claim gives '{date}', nor is it open before the date of its document"
                yield at_field(page, ("claims", claim.key.id, field), message, "say how it is known in `why`")


def promises_in_order(dossier: Dossier) -> Iterator[Finding]:
    """The outcome of a promise is not shown by a document older than the promise."""
    for page, claim in each_claim(dossier):
        made = dossier.source(claim.key.source).record.published.date
        for n, key in enumerate(claim.shown_by):
            shown = dossier.source(key.source).record.published.date
            if shown.latest and made.earliest and shown.latest < made.earliest:
                message = f"'{key}' is older than the promise that it is to show"
                yield at_field(page, ("claims", claim.key.id, "shown_by", n), message, "name a later claim")


def not_in_circles(dossier: Dossier) -> Iterator[Finding]:
    """Nobody counts as themselves and no claim relies on itself, even indirectly."""
    counts_as = {page.key: entity.counts_as for page, entity in dossier.pages_with(Entity)}
    for page, _ in dossier.pages_with(Entity):
        if _returns(page.key, counts_as):
            yield at_field(page, ("counts_as",), f"'{page.key}' counts as itself in a circle", "break the circle")
    relies_on = {claim.key: claim.relies_on for claim in dossier.claims.values()}
    for page, claim in each_claim(dossier):
        if _returns(claim.key, relies_on):
            field = ("claims", claim.key.id, "relies_on")
            yield at_field(page, field, f"'{claim.key}' relies on itself in a circle", "break the circle")


def each_claim(dossier: Dossier) -> Iterator[tuple[Page, Claim]]:
    """Yield every claim with the page of its document."""
    for claim in dossier.claims.values():
        yield dossier.pages[claim.key.page], claim


def _texts(claim: Claim) -> str:
    return " ; ".join([claim.record.says, *claim.record.words, claim.record.why or ""])


def _echoed(dossier: Dossier, claim: Claim) -> bool:
    text, language = _texts(claim), dossier.tables.settings.language
    match claim.value:
        case EntityValue(key):
            spellings = _spellings(dossier, key)
            known = any(spelling.casefold() in text.casefold() for spelling in spellings)
            return known or dossier.gaps.within("sources")
        case Number() as number:
            wanted = {bound for bound in (number.low, number.high) if bound is not None}
            given = {n for figure in figures(text, language) for n in (figure.number, *figure.readings)}
            is_fraction = "/" in number.text and number.text.lstrip("~<>") in text
            return is_fraction or wanted <= given | {numeral.number for numeral in numerals(text, language)}
        case Edtf() as date:
            return carries_date(figures(text, language), date)
    return True


def _other_value(claim: Claim, language: str) -> str:
    """The number that the texts of a claim may give for its value, as a cure."""
    if isinstance(claim.value, Number) and claim.value.low is not None:
        near = nearest(figures(_texts(claim), language), Figure("", 0, number=claim.value.low))
        if near and isinstance(near.number, Decimal):
            return f", or take what they give: {near.number.normalize():f}"
    return ""


def _spellings(dossier: Dossier, key: Key) -> set[str]:
    spellings = {dossier.pages[key].title}
    for _, source in dossier.pages_with(Source):
        spellings |= {name.record.spelling for name in source.names if name.who == key and name.record.spelling}
    last = {title.split()[-1] for title in spellings if key.folder == "people"}
    return spellings | last


def _returns(start: object, steps: Mapping[Any, object]) -> bool:
    """True if following the steps from a start leads back to it."""
    seen: set[object] = set()
    at = steps.get(start)
    while at is not None and at not in seen:
        if at == start:
            return True
        seen.add(at)
        at = steps.get(at)
    return False
