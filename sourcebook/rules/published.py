"""Rules on what is published: all addresses keep working, and the security contact."""

import datetime
from collections.abc import Iterator

from sourcebook.model.dossier import Dossier, made
from sourcebook.model.names import ClaimKey, Key, former_key, page_url, target_url
from sourcebook.model.problem import START, Place
from sourcebook.rules.finding import Finding

LEDGER = "published.csv"
LIST_AGAIN = "run: sourcebook addresses"
RESTORE = f"restore it from version control, or {LIST_AGAIN}"
"""Hint for a list that lost addresses; the command adds those that the dossier still has."""

CURE = "see whether the contact still answers, then set `expires` under [security] to a day within a year"


def addresses_kept(dossier: Dossier) -> Iterator[Finding]:
    """Every address ever published still leads to its page or claim or its successor."""
    gone = [correction.gone for correction in dossier.tables.corrections if correction.gone]
    withdrawn = {page_url(key) for key in gone if isinstance(key, Key)}
    kept = {*addresses_of(dossier), *made_addresses(dossier), *withdrawn}
    kept |= {f"{url}#{key.id}" for key in gone if isinstance(key, ClaimKey) for url in _urls(dossier, key.page)}
    if lost := _lost(dossier):
        message = f"'{lost[0]}' is under `formerly` and not on this list, which may have lost lines"
        yield Finding(LEDGER, Place(1), message, RESTORE)
    for number, line in enumerate(dossier.tables.published, 1):
        address, page = line.address, line.address.partition("#")[0]
        if address and address not in kept and page not in withdrawn and not _is_unread(dossier, address):
            hint = (
                "name the old slug or claim id under `formerly` of the page or claim that replaces it; if none does, "
                "write a [[correction]] with `withdrawn = true` into corrections.toml"
            )
            yield Finding(LEDGER, Place(number), f"'{address}' was published and leads nowhere", hint)


def _is_unread(dossier: Dossier, address: str) -> bool:
    """True if a page that could not be read may have an address, or may have had it."""
    folder = address.strip("/").rpartition("/")[0].partition("/")[0] or "pages"
    return any(path.startswith(f"{folder}/") for path in dossier.gaps.unread)


def addresses_listed(dossier: Dossier) -> Iterator[Finding]:
    """Once addresses were published, that of every page and claim is on the list of those kept."""
    listed = set(dossier.tables.addresses)
    missing = [url for url in current_addresses(dossier) if url not in listed and not _is_unread(dossier, url)]
    if missing and listed and LEDGER not in dossier.gaps.unread:
        rest = f" and {len(missing) - 1} more are" if len(missing) > 1 else " is"
        yield Finding(LEDGER, Place(1), f"'{missing[0]}'{rest} not on the list", f"before you publish, {LIST_AGAIN}")


def addresses_of(dossier: Dossier) -> dict[str, Key | ClaimKey]:
    """Pages and claims by their addresses, present and former; without drafts.

    They are written `/folder/slug/` and `/sources/slug/#id`.
    """
    shown = {key: _urls(dossier, key) for key, page in dossier.pages.items() if not page.entry.head.draft}
    found: dict[str, Key | ClaimKey] = {url: key for key, urls in shown.items() for url in urls}
    for key, claim in dossier.claims.items():
        names = (key.id, *claim.record.formerly)
        found |= {f"{url}#{name}": key for url in shown.get(key.page, ()) for name in names}
    return found


def current_addresses(dossier: Dossier) -> list[str]:
    """Present addresses of all pages and claims except those of drafts, sorted."""
    return sorted(map(target_url, {*addresses_of(dossier).values()}))


def made_addresses(dossier: Dossier) -> list[str]:
    """Addresses of the generated pages, such as `/timeline/`."""
    return [f"/{name}/" for name in made(dossier)]


def former_addresses(dossier: Dossier) -> list[str]:
    """Earlier addresses of pages and claims, from the field `formerly`."""
    pages = [
        page_url(former_key(page.key, slug)) for page in dossier.pages.values() for slug in page.entry.head.formerly
    ]
    claims = [f"{page_url(claim.key.page)}#{old}" for claim in dossier.claims.values() for old in claim.record.formerly]
    return pages + claims


def _urls(dossier: Dossier, key: Key) -> list[str]:
    """Present and former addresses of a page."""
    former = dossier.pages[key].entry.head.formerly if key in dossier.pages else ()
    return [page_url(key), *(page_url(former_key(key, slug)) for slug in former)]


def _lost(dossier: Dossier) -> list[str]:
    """Former addresses that the list lacks, if there is one."""
    listed = {*dossier.tables.addresses}
    below = {
        f"{page_url(key.page)}#{old}"
        for key, claim in dossier.claims.items()
        for old in claim.record.formerly
        if any(f"{url}#{old}" in listed for url in _urls(dossier, key.page))
    }
    return sorted({*former_addresses(dossier)} - listed - below) if listed else []


def last_change(dossier: Dossier) -> datetime.date:
    """Day of the last change of any page, at least that of the first publication."""
    changes = (page.entry.head.changed for page in dossier.pages.values())
    return max([*filter(None, changes), dossier.tables.settings.published])


def contact_outlasts_changes(dossier: Dossier) -> Iterator[Finding]:
    """The security contact expires later than the last change of any page."""
    settings = dossier.tables.settings
    if settings.security is None:
        return
    last = last_change(dossier)
    if settings.security.expires <= last:
        message = f"the security contact expires on {settings.security.expires}, before the last change, {last}"
        yield Finding("site.toml", START, message, CURE)
