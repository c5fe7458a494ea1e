"""The list of addresses that were ever published."""

from pathlib import Path

from msgspec.structs import replace

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import Problem
from sourcebook.output.files import write
from sourcebook.rules.published import PATH, RESTORE, current_addresses, former_addresses, made_addresses

HEAD = "# Every address ever published. Lines are added by `python build.py addresses` and never taken away.\n"


def blocks(problem: Problem) -> bool:
    """Whether a problem keeps addresses from being listed: an error that is not mended by listing them."""
    return problem.level == "error" and problem.hint != RESTORE


def list_addresses(dossier: Dossier, content: Path) -> int | Problem:
    """Add the dossier's addresses, present and former, to its list, sorted.

    Returns how many were new, or what kept the list from being written.
    """
    old = [address for address in dossier.tables.addresses if address]
    published = {key: page for key, page in dossier.pages.items() if not page.entry.head.draft}
    made = made_addresses(replace(dossier, pages=published))
    addresses = sorted({*old, *current_addresses(dossier), *former_addresses(dossier), *made})
    text = HEAD + "".join(f"{address}\n" for address in addresses)
    return write(content, PATH, text.encode()) or len(addresses) - len(old)
