"""Updates `addresses.txt`, the list of all addresses that were ever published."""

from pathlib import Path

from msgspec.structs import replace

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import Problem
from sourcebook.output.files import write
from sourcebook.rules.published import PATH, RESTORE, current_addresses, former_addresses, made_addresses

HEAD = "# Every address ever published. Lines are added by `sourcebook addresses` and never taken away.\n"


def prevents_listing(problem: Problem) -> bool:
    """True if a problem prevents the update of the list of addresses.

    Every error does, except that of a list which has lost addresses.
    """
    return problem.level == "error" and problem.hint != RESTORE


def list_addresses(dossier: Dossier, content: Path) -> int | Problem:
    """Add the current and former addresses of a dossier to its list, and sort it.

    Returns the number of addresses added, or the problem if the list cannot be written.
    """
    old = [address for address in dossier.tables.addresses if address]
    published = {key: page for key, page in dossier.pages.items() if not page.entry.head.draft}
    generated = made_addresses(replace(dossier, pages=published))
    addresses = sorted({*old, *current_addresses(dossier), *former_addresses(dossier), *generated})
    text = HEAD + "".join(f"{address}\n" for address in addresses)
    return write(content, PATH, text.encode()) or len(addresses) - len(old)
