"""Concurrent readers of a site while it is published repeatedly.

Each page names its generation and an asset whose name changes with it. A page that is missing or differs from every
generation is a breach, and so is a missing asset of a page that is still published. If the page has changed meanwhile,
the reader was overtaken between two requests, which is counted.
"""

import multiprocessing
import multiprocessing.queues
import multiprocessing.synchronize
import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sourcebook.model.files import OutputFile
from sourcebook.output import publish as stage
from sourcebook.output.staging import Staging
from torture.outcome import Outcome

PAGES = 30
READERS = 2
FILLER = b"The sea was calm. " * 400
HOLDS = "no page or asset missing or torn"

Event = multiprocessing.synchronize.Event


def read_along(folder: Path, publishes: int, plant: Callable[[], None]) -> Outcome:
    """Read with `READERS` processes while so many generations are published."""
    started = time.perf_counter()
    site = folder / "readers" / "site"
    site.parent.mkdir(parents=True)
    publish(0, site)
    context = multiprocessing.get_context("fork")
    stop, answers = context.Event(), context.SimpleQueue()
    readers = [context.Process(target=_read, args=(site, stop, answers, n)) for n in range(READERS)]
    for reader in readers:
        reader.start()
    failed = _publish(site, publishes, plant)
    stop.set()
    counted: Counter[str] = Counter()
    breaches = [f"{failed} publishes fail"] if failed else []
    for _ in readers:
        counts, torn = answers.get()
        counted += counts
        breaches += torn
    for reader in readers:
        reader.join()
    requests = counted.pop("requests", 0)
    return Outcome(
        "readers", requests, "requests", tuple(breaches), {"publishes": publishes, **counted},
        time.perf_counter() - started, HOLDS,
    )  # fmt: skip


def generation(number: int) -> list[OutputFile]:
    """Files of a generation: pages that name it, and one page that never changes."""
    pages = [OutputFile(f"page-{n}/index.html", page(number, n), "torture") for n in range(PAGES)]
    style = OutputFile(f"assets/style.{number}.css", b"/* %d */" % number, "torture")
    return [*pages, style, OutputFile("same.html", FILLER, "torture")]


def publish(number: int, site: Path) -> bool:
    """Publish a generation; True on success."""
    files = generation(number)
    with Staging(site) as staging:
        kept = {file.path: same for file in files if (same := staging.put(file)) is not None}
        return stage.publish(staging, [file.path for file in files], kept).trees is not None


def page(number: int, n: int) -> bytes:
    return b"%d page %d " % (number, n) + FILLER + b" %d" % number


def _publish(site: Path, publishes: int, plant: Callable[[], None]) -> int:
    """Publish in a fork, so that `plant` does not change this process.

    Returns the number of failures.
    """
    child = os.fork()
    if child == 0:
        try:
            plant()
            failed = sum(not publish(n, site) for n in range(1, publishes + 1))
        finally:
            os._exit(min(failed, 255))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _read(
    site: Path, stop: Event, answers: "multiprocessing.SimpleQueue[tuple[Counter[str], list[str]]]", n: int
) -> None:
    counted: Counter[str] = Counter()
    breaches: list[str] = []
    while not stop.is_set() and len(breaches) < 1000:
        n = (n + 7) % PAGES
        breaches += _visit(site, n, counted)
    answers.put((counted, breaches))


def _visit(site: Path, n: int, counted: Counter[str]) -> list[str]:
    """Read a page and its asset, as a browser would."""
    path = site / f"page-{n}" / "index.html"
    counted["requests"] += 3
    try:
        data = path.read_bytes()
        if (site / "same.html").read_bytes() != FILLER:
            return ["a page that never changes is torn"]
    except OSError as error:
        return [f"a page is missing: {error}"]
    number = data[: data.find(b" ")]
    if not number.isdigit() or data != page(int(number), n):
        return [f"page {n} is torn at {len(data)} bytes"]
    try:
        if (site / f"assets/style.{int(number)}.css").read_bytes() != b"/* %d */" % int(number):
            return ["an asset is torn"]
    except OSError:
        counted["overtaken"] += 1
        if path.read_bytes() == data:
            return [f"the asset of generation {int(number)} is missing"]
    return []
