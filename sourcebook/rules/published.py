"""Rules on what is published: all addresses keep working, and the security contact."""

from collections.abc import Iterator

from sourcebook.model.dossier import Dossier, made
from sourcebook.model.names import ClaimKey, Key, former_key, page_url
from sourcebook.model.problem import START, Place
from sourcebook.rules.finding import Finding

PATH = "addresses.txt"
LIST_AGAIN = "run: sourcebook addresses"
RESTORE = f"restore it from version control, or {LIST_AGAIN}"
"""Hint for a list that lost addresses; the command adds those that the dossier still has."""

CURE = "see whether the contact still answers, then set `expires` under [security] to a day within a year"


def addresses_kept(dossier: Dossier) -> Iterator[Finding]:
    """Every address ever published still leads to its page or claim or its successor."""
    gone = [correction.gone for correction in dossier.tables.corrections if correction.gone]
    withdrawn = {page_url(key) for key in gone if isinstance(key, Key)}
    kept = {*current_addresses(dossier), *former_addresses(dossier), *made_addresses(dossier), *withdrawn}
    kept |= {*_claims_of_former(dossier)}
    kept |= {f"{url}#{key.id}" for key in gone if isinstance(key, ClaimKey) for url in _urls(dossier, key.page)}
    if lost := _lost(dossier):
        message = f"'{lost[0]}' is under `formerly` and not on this list, which may have lost lines"
        yield Finding(PATH, Place(1), message, RESTORE)
    for line, address in enumerate(dossier.tables.addresses, 1):
        page = address.partition("#")[0]
        if address and address not in kept and page not in withdrawn and not _is_unread(dossier, address):
            hint = (
                "name the old slug or claim id under `formerly` of the page or claim that replaces it; if none does, "
                "write a [[correction]] with `withdrawn = true` into corrections.toml"
            )
            yield Finding(PATH, Place(line), f"'{address}' was published and leads nowhere", hint)


def _is_unread(dossier: Dossier, address: str) -> bool:
    """True if a page that could not be read may have an address, or may have had it."""
    folder = address.strip("/").rpartition("/")[0].partition("/")[0] or "pages"
    return any(path.startswith(f"{folder}/") for path in dossier.gaps.unread)


def addresses_listed(dossier: Dossier) -> Iterator[Finding]:
    """Once addresses were published, that of every page and claim is on the list of those kept."""
    listed = set(dossier.tables.addresses)
    missing = [url for url in current_addresses(dossier) if url not in listed and not _is_unread(dossier, url)]
    if missing and listed and PATH not in dossier.gaps.unread:
        rest = f" and {len(missing) - 1} more are" if len(missing) > 1 else " is"
        yield Finding(PATH, Place(1), f"'{missing[0]}'{rest} not on the list", f"before you publish, {LIST_AGAIN}")


def current_addresses(dossier: Dossier) -> list[str]:
    """Addresses of all pages and claims except those of drafts, sorted.

    They are written `/folder/slug/` and `/sources/slug/#id`.
    """
    drafts = {key for key, page in dossier.pages.items() if page.entry.head.draft}
    pages = [page.url for key, page in dossier.pages.items() if key not in drafts]
    claims = [f"{page_url(key.page)}#{key.id}" for key in dossier.claims if key.page not in drafts]
    return sorted(pages + claims)


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


def _claims_of_former(dossier: Dossier) -> Iterator[str]:
    """Addresses of claims below former addresses of their documents."""
    for key, claim in dossier.claims.items():
        for url in _urls(dossier, key.page)[1:]:
            yield from (f"{url}#{name}" for name in (key.id, *claim.record.formerly))


def contact_outlasts_changes(dossier: Dossier) -> Iterator[Finding]:
    """The security contact expires later than the last change of any page."""
    settings = dossier.tables.settings
    if settings.security is None:
        return
    changes = [page.entry.head.changed for page in dossier.pages.values()]
    last = max(filter(None, changes), default=settings.published)
    if settings.security.expires <= max(last, settings.published):
        message = f"the security contact expires on {settings.security.expires}, before the last change, {last}"
        yield Finding("site.toml", START, message, CURE)
