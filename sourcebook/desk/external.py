"""Outside addresses looked up, when an editor asks for it: what answers, what has moved, what is gone."""

import csv
import datetime
import html
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import asdict, fields

from sourcebook.desk.http_request import Answer, ask, wait
from sourcebook.model.dossier import Dossier
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Place, Problem, several
from sourcebook.model.prose import Prose
from sourcebook.output.files import obstacle, write

TABLE = "external.csv"
Bodies = Callable[[Key], Prose]
HOSTS_AT_ONCE = 8

_LINK = re.compile(r'href="(https?://[^"]+)"')
_SAID = {
    "gone": ("is gone", "name an archived copy, or take it out"),
    "failing": ("does not answer", "try again later; name an archived copy if it stays so"),
}


class Row(Struct, frozen=True):
    """A line of `external.csv`: what was found at an address, the last day it was looked up, and since when so."""

    address: str
    found: str
    status: str
    leads_to: str
    checked: str
    since: str


def look_up(
    dossier: Dossier, bodies: Bodies, content: Path, today: datetime.date, say: Callable[[str], None]
) -> list[Problem]:
    """Ask for every outside address once, record the answers in `external.csv`, and warn of those that are dead.

    One request at a time goes to a host, with a pause between two; several hosts are asked at once.
    """
    places = dict(_places(dossier, bodies))
    if not places:
        return []
    refused = obstacle(content, TABLE)
    if refused:
        return [refused]
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in places:
        by_host[urlsplit(address).netloc].append(address)
    say(f"Looking up {several(len(places), 'address', 'addresses')} at {several(len(by_host), 'host')} …")
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        answers = {address: answer for part in pool.map(_ask_host, by_host.values()) for address, answer in part}
    if all(answer.status is None for answer in answers.values()):
        hint = "is this machine connected? nothing was recorded"
        return [Problem(TABLE, START, "EXTERNAL", "no outside address answers", hint, "warning")]
    rows = _rows(answers, _read(content / TABLE), today)
    failed = write(content, TABLE, _written(rows).encode())
    if failed:
        return [failed]
    counts = Counter(row.found for row in rows)
    say(f"{', '.join(f'{count} {found}' for found, count in sorted(counts.items()))}: recorded in {content / TABLE}")
    return [_problem(row, content, places[row.address]) for row in rows if row.found in _SAID]


def _places(dossier: Dossier, bodies: Bodies) -> Iterator[tuple[str, str]]:
    """Outside addresses, each with the file that has it."""
    seen = set()
    for address, path in _all(dossier, bodies):
        if address not in seen:
            seen.add(address)
            yield address, path


def _all(dossier: Dossier, bodies: Bodies) -> Iterator[tuple[str, str]]:
    tables = dossier.tables
    yield from ((reference.address, "references.toml") for reference in tables.references)
    yield tables.settings.licence.url, "site.toml"
    if tables.outline and tables.outline.address:
        yield tables.outline.address, "map/outline.toml"
    for page in dossier.pages.values():
        for part in bodies(page.key).parts:
            for link in _LINK.findall(part) if isinstance(part, str) else ():
                yield html.unescape(link), page.entry.path


def _ask_host(addresses: Sequence[str]) -> list[tuple[str, Answer]]:
    answers = []
    for n, address in enumerate(addresses):
        if n:
            wait()
        answers.append((address, ask(address)))
    return answers


def _rows(answers: dict[str, Answer], before: dict[str, Row], today: datetime.date) -> list[Row]:
    rows = []
    for address, answer in sorted(answers.items()):
        old = before.get(address)
        since = old.since if old and old.found == answer.found else today.isoformat()
        status = str(answer.status or "")
        rows.append(Row(address, answer.found, status, answer.leads_to, today.isoformat(), since))
    return rows


def _read(path: Path) -> dict[str, Row]:
    """What was found before; nothing where the table is not as we write it."""
    names = [field.name for field in fields(Row)]
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [Row(**row) for row in reader] if reader.fieldnames == names else []
    except (OSError, UnicodeDecodeError, TypeError, csv.Error):
        return {}
    return {row.address: row for row in rows}


def _written(rows: Sequence[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Row)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(map(asdict, rows))
    return text.getvalue()


def _problem(row: Row, content: Path, path: str) -> Problem:
    said, hint = _SAID[row.found]
    status = f" ({row.status})" if row.status else ""
    message = (
        f"{row.address} {said}{status} since {row.since}"
        if row.since != row.checked
        else f"{row.address} {said}{status}"
    )
    return Problem(path, _place(content / path, row.address), "EXTERNAL", message, hint, "warning")


def _place(path: Path, address: str) -> Place:
    """Where a file has an address; its start where it is written otherwise."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if address in line:
            return Place(number, line.index(address) + 1)
    return START
