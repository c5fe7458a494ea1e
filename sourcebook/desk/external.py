"""Link check: requests all outside addresses of a dossier and records the results."""

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
from msgspec.structs import asdict, replace

from sourcebook.desk.cited import missing_words
from sourcebook.desk.http_request import Answer, check_link, pause
from sourcebook.desk.imports.decoding import MOST_BYTES
from sourcebook.model.characters import disarm
from sourcebook.model.dossier import Dossier, Source
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Place, Problem, several
from sourcebook.model.prose import Prose
from sourcebook.model.reading import read_file
from sourcebook.output.files import obstacle, write

TABLE = "external.csv"
Bodies = Callable[[Key], Prose]
HOSTS_AT_ONCE = 8

_LINK = re.compile(r'href="(https?://[^"]+)"')
_DEAD = {
    "gone": ("is gone", "name an archived copy; of a source, write the day in `gone`"),
    "failing": ("does not answer", "try again later; if it stays so, name an archived copy"),
}


class Row(Struct, frozen=True):
    """A row of `external.csv`: result of the last check of an address.

    `found`: its state, as in `Answer`; `status`: HTTP status; `leads_to`: target of a redirect; `checked`: day of the
    check; `since`: first day with this state; days are ISO 8601.
    """

    address: str
    found: str
    status: str
    leads_to: str
    checked: str
    since: str


def check_links(
    dossier: Dossier, bodies: Bodies, content: Path, today: datetime.date, progress: Callable[[str], object]
) -> list[Problem]:
    """Check all outside addresses, write the results to a table, warn of dead links.

    Returns the problems. `progress` prints a line. A host gets one request at a time, with a pause between two; several
    hosts are checked at once.
    """
    paths: dict[str, str] = {}
    for address, path in _links(dossier, bodies):
        paths.setdefault(address, path)
    if not paths:
        return []
    if refused := obstacle(content, TABLE):
        return [refused]
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in paths:
        by_host[urlsplit(address).netloc].append(address)
    progress(f"Checking {several(len(paths), 'address', 'addresses')} at {several(len(by_host), 'host')} …")
    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        answers = {address: answer for part in pool.map(_check_host, by_host.values()) for address, answer in part}
    if all(answer.status is None for answer in answers.values()):
        hint = "check this machine's network; nothing was recorded"
        return [Problem(TABLE, START, "EXTERNAL", "no outside address answers", hint, "warning")]
    before = _read(content / TABLE)
    rows = [_row(address, answer, before.get(disarm(address)), today) for address, answer in sorted(answers.items())]
    if failed := write(content, TABLE, _as_csv(rows)):
        return [failed]
    counts = Counter(row.found for row in rows)
    progress(f"{', '.join(f'{count} {state}' for state, count in sorted(counts.items()))}: see {content / TABLE}")
    dead = [_problem(row, content, paths[row.address]) for row in rows if row.found in _DEAD]
    return [*dead, *missing_words(dossier, {row.address for row in rows if row.found in ("live", "moved")})]


def _links(dossier: Dossier, bodies: Bodies) -> Iterator[tuple[str, str]]:
    """Outside addresses, each with the path of a file that has it."""
    tables = dossier.tables
    yield from ((reference.address, "references.toml") for reference in tables.references)
    yield from ((reference.archived, "references.toml") for reference in tables.references if reference.archived)
    for page, source in dossier.pages_with(Source):
        copies = (source.record.address, source.record.archived and source.record.archived.address)
        yield from ((copy, page.entry.path) for copy in copies if copy)
    yield tables.settings.licence.url, "site.toml"
    if tables.outline and tables.outline.address:
        yield tables.outline.address, "map/outline.toml"
    for page in dossier.pages.values():
        for part in bodies(page.key).parts:
            for link in _LINK.findall(part) if isinstance(part, str) else ():
                yield html.unescape(link), page.entry.path


def _check_host(addresses: Sequence[str]) -> list[tuple[str, Answer]]:
    answers = []
    for n, address in enumerate(addresses):
        if n:
            pause()
        answers.append((address, check_link(address)))
    return answers


def _row(address: str, answer: Answer, before: Row | None, today: datetime.date) -> Row:
    day = today.isoformat()
    row = Row(address, answer.state, str(answer.status or ""), answer.leads_to, day, day)
    return replace(row, since=before.since) if before and before.found == row.found else row


def _read(path: Path) -> dict[str, Row]:
    """Rows of the last check by address; none if the table cannot be read."""
    data = read_file(path, TABLE, MOST_BYTES, path.parent)
    try:
        reader = csv.DictReader(io.StringIO("" if isinstance(data, Problem) else data.decode(), newline=""))
        rows = [Row(**row) for row in reader] if reader.fieldnames == [*Row.__struct_fields__] else []
    except (UnicodeDecodeError, TypeError, csv.Error):
        return {}
    return {row.address: row for row in rows}


def _as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, Row.__struct_fields__, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: disarm(cell) for name, cell in asdict(row).items()} for row in rows)
    return text.getvalue().encode()


def _problem(row: Row, content: Path, path: str) -> Problem:
    state, hint = _DEAD[row.found]
    status = f" ({row.status})" if row.status else ""
    since = f" since {row.since}" if row.since != row.checked else ""
    message = f"{row.address} {state}{status}{since}"
    return Problem(path, _place(content / path, row.address), "EXTERNAL", message, hint, "warning")


def _place(path: Path, address: str) -> Place:
    """Place of an address in a file; the file's start if it is escaped there."""
    data = read_file(path, path.name, MOST_BYTES)
    lines = [] if isinstance(data, Problem) else data.decode("utf-8-sig").splitlines()
    for number, line in enumerate(lines, 1):
        if address in line:
            return Place(number, line.index(address) + 1)
    return START
