"""The list of addresses that were ever published."""

from pathlib import Path

from msgspec.structs import replace

from sourcebook.model.dossier import Dossier
from sourcebook.rules.published import PATH, current_addresses, made_addresses

HEAD = "# Every address ever published. Lines are added by `python build.py addresses` and never taken away.\n"


def list_addresses(dossier: Dossier, content: Path) -> int:
    """Add the dossier's addresses to its list, sorted; how many were new."""
    old = [address for address in dossier.tables.addresses if address]
    published = {key: page for key, page in dossier.pages.items() if not page.entry.head.draft}
    made = made_addresses(replace(dossier, pages=published))
    addresses = sorted({*old, *current_addresses(dossier), *made})
    (content / PATH).write_text(HEAD + "".join(f"{address}\n" for address in addresses), encoding="utf-8")
    return len(addresses) - len(old)
