"""Updates `published.csv`, the ledger of all addresses that were ever published and what claims said there."""

import csv
import io
from pathlib import Path

from msgspec.structs import astuple, replace

from sourcebook.model.dossier import Dossier
from sourcebook.model.problem import Problem
from sourcebook.model.tables import Listed
from sourcebook.output.files import write
from sourcebook.rules.ledger import ledger
from sourcebook.rules.published import LEDGER, RESTORE, addresses_of, former_addresses, made_addresses


def prevents_listing(problem: Problem) -> bool:
    """True if a problem prevents the update of the ledger.

    Every error does, except that of a ledger which has lost addresses, and every change without its correction.
    """
    return (problem.level == "error" and problem.hint != RESTORE) or problem.code == "CHANGED"


def list_addresses(dossier: Dossier, content: Path) -> int | Problem:
    """Enter all pages and claims of a dossier into its ledger, as they are now, and sort it.

    Lines of what is gone stay. Returns the number of addresses added, or the problem if it cannot be written.
    """
    published = {key: page for key, page in dossier.pages.items() if not page.entry.head.draft}
    now, targets = ledger(dossier), addresses_of(dossier)
    bare = (*former_addresses(dossier), *made_addresses(replace(dossier, pages=published)))
    old = {line.address: line for line in dossier.tables.published if line.address}
    lines = old | {address: old.get(address, Listed(address)) for address in bare}
    lines |= {
        address: replace(now[target], address=address)
        for address, target in targets.items()
        if address in lines or address == now[target].address
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Listed.__struct_fields__)
    for _, line in sorted(lines.items()):
        cells = astuple(line)
        writer.writerow(cells if any(cells[1:4]) else cells[:1])
    return write(content, LEDGER, text.getvalue().encode()) or len(lines) - len(old)
