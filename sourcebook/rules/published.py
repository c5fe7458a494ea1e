"""Rules on what is published: all addresses keep working, and the security contact."""

from collections.abc import Iterator

from sourcebook.model.dossier import Dossier, made
from sourcebook.model.names import former_key, page_url
from sourcebook.model.problem import START, Place
from sourcebook.rules.finding import Finding

PATH = "addresses.txt"
LIST_AGAIN = "run: sourcebook addresses"
RESTORE = f"restore it from version control, or {LIST_AGAIN}"
"""Hint for a list that lost addresses; the command adds those that the dossier still has."""

CURE = "see whether the contact still answers, then set `expires` under [security] to a day within a year"


def addresses_kept(dossier: Dossier) -> Iterator[Finding]:
    """Every address ever published still leads to its page or claim or its successor."""
    kept = {*current_addresses(dossier), *former_addresses(dossier), *made_addresses(dossier)}
    kept |= {*_claims_of_former(dossier)}
    lost = sorted({*former_addresses(dossier)} - {*dossier.tables.addresses}) if dossier.tables.addresses else []
    if lost:
        message = f"'{lost[0]}' is under `formerly` and not on this list, which may have lost lines"
        yield Finding(PATH, Place(1), message, RESTORE)
    for line, address in enumerate(dossier.tables.addresses, 1):
        if address and address not in kept and not _is_unread(dossier, address):
            hint = "name the old slug or claim id under `formerly` of the page or claim that replaces it"
            yield Finding(PATH, Place(line), f"'{address}' was published and leads nowhere", hint)


def _is_unread(dossier: Dossier, address: str) -> bool:
    """True if a page that could not be read may have an address, or may have had it."""
    folder = address.strip("/").rpartition("/")[0].partition("/")[0] or "pages"
    return any(path.startswith(f"{folder}/") for path in dossier.gaps.unread)


def addresses_listed(dossier: Dossier) -> Iterator[Finding]:
    """The address of every published page and claim is on the list of those kept."""
    listed = set(dossier.tables.addresses)
    missing = [url for url in current_addresses(dossier) if url not in listed and not _is_unread(dossier, url)]
    if missing and PATH not in dossier.gaps.unread:
        rest = f" and {len(missing) - 1} more are" if len(missing) > 1 else " is"
        yield Finding(PATH, Place(1), f"'{missing[0]}'{rest} not on the list", LIST_AGAIN)


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


def _claims_of_former(dossier: Dossier) -> Iterator[str]:
    """Addresses of claims below former addresses of their documents."""
    for key, claim in dossier.claims.items():
        for written in dossier.pages[key.page].entry.head.formerly:
            url = page_url(former_key(key.page, written))
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
