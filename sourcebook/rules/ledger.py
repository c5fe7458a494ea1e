"""The ledger of what was published: a changed value, day or voice needs a correction."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from sourcebook.model.dossier import Claim, Dossier, Event, Page, Source
from sourcebook.model.names import ClaimKey, Key, former_key, target_url
from sourcebook.model.problem import Place
from sourcebook.model.tables import Listed
from sourcebook.rules.figures import figures
from sourcebook.rules.finding import Finding
from sourcebook.rules.published import LEDGER, addresses_of, last_change

PARTS = ("value", "day", "voice")


def ledger(dossier: Dossier) -> dict[Key | ClaimKey, Listed]:
    """Line of the ledger for each page and claim, at its present address."""
    counts = Counter(about for _, about in dossier.corrections)
    pages: dict[Key | ClaimKey, Listed] = {key: _page_line(page) for key, page in dossier.pages.items()}
    lines = pages | {key: _claim_line(dossier, claim) for key, claim in dossier.claims.items()}
    return {target: replace(line, corrections=counts[target]) for target, line in lines.items()}


def changes_explained(dossier: Dossier) -> Iterator[Finding]:
    """What was published of a claim, its value, its day and who says it, changes with a correction alone,
    which says what it was, what it is now, and why. The same holds for the days of documents and events.
    """
    for number, line, now, target in _changed(dossier):
        message = f"'{line.address}' was published with {_words(line, now)}, now it has {_words(now, line)}"
        yield Finding(LEDGER, Place(number), message, _entry(dossier, target, line, now))


def _changed(dossier: Dossier) -> Iterator[tuple[int, Listed, Listed, Key | ClaimKey]]:
    """Lines whose state is no longer that of the page or claim at their address, without a correction; one of each."""
    told = set()
    now, targets, slugs = ledger(dossier), addresses_of(dossier), _slugs(dossier)
    for number, line in enumerate(dossier.tables.published, 1):
        target = targets.get(line.address)
        if target is None or target in told or not any(_state(line)):
            continue
        current = now[target]
        known = replace(line, voice=_renamed(line.voice, slugs), value=_renamed(line.value, slugs))
        if _state(known) != _state(current) and not _corrected(dossier, target, known, current):
            told.add(target)
            yield number, known, current, target


def _state(line: Listed) -> tuple[str, ...]:
    return line.value, line.day, line.voice


def _corrected(dossier: Dossier, target: Key | ClaimKey, line: Listed, now: Listed) -> bool:
    """True if there is a new correction; one of a figure names it as it was and as it is."""
    rows = [row for row, about in dossier.corrections if about == target]
    was, new = ({*_digits(here.value)} - {*_digits(there.value)} for here, there in ((line, now), (now, line)))
    return len(rows) > line.corrections and any(
        was <= {*_digits(row.was)} and new <= {*_digits(row.now)} for row in rows
    )


def _digits(text: str) -> list[str]:
    """Runs of digits, without zeros before them and signs that group thousands."""
    return [run.lstrip("0") for run in re.findall(r"\d+", re.sub(r"(?<=\d)[,.\u2009\u202f\u00a0](?=\d{3})", "", text))]


def _page_line(page: Page) -> Listed:
    match page.matter:
        case Source() as source:
            published = source.record.published
            voice = (*source.authors, *((source.outlet,) if source.outlet else ()))
            return Listed(page.url, "", f"{published.date} {published.basis}", " ".join(key.slug for key in voice))
        case Event() as event:
            return Listed(page.url, "", str(event.record.when or ""))
    return Listed(page.url)


def _claim_line(dossier: Dossier, claim: Claim) -> Listed:
    record = claim.record
    said = (figure.text for figure in figures(record.says, dossier.tables.settings.language))
    answers = (record.value, *(value for _, value in record.also_answers), record.scope)
    value = "; ".join(dict.fromkeys([*filter(None, answers), *said]))
    day = "; ".join(str(date) for date in (record.when, record.due) if date)
    voice = " ".join(key.slug for key in claim.by) or " ".join(record.by)
    return Listed(target_url(claim.key), re.sub(r"\s+", " ", value).strip(), day, voice)


def _slugs(dossier: Dossier) -> Mapping[str, str]:
    """Present slug of each page by its former ones."""
    return {
        former_key(key, old).slug: key.slug for key, page in dossier.pages.items() for old in page.entry.head.formerly
    }


def _renamed(text: str, slugs: Mapping[str, str]) -> str:
    return re.sub(r"[\w/-]+", lambda match: slugs.get(match.group(), match.group()), text)


def _words(line: Listed, other: Listed) -> str:
    """The parts of a line in which it differs from another: `value 168`."""
    parts = (part for part in PARTS if getattr(line, part) != getattr(other, part))
    return ", ".join(f"{part} {getattr(line, part) or 'none'}" for part in parts)


def _entry(dossier: Dossier, target: Key | ClaimKey, line: Listed, now: Listed) -> str:
    """The entry of the correction to paste, whose reason is to be filled in."""
    fields = {"about": str(target), "was": _words(line, now), "now": _words(now, line), "why": ""}
    lines = (f"{name} = {json.dumps(text, ensure_ascii=False)}" for name, text in fields.items())
    entry = "\n".join(["[[correction]]", f"date = {last_change(dossier)}", *lines])
    return f"take it back, or paste this into corrections.toml, with the reason as `why`:\n\n{entry}\n"
