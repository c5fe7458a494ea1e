"""`make lighthouse`: Lighthouse's scores for one page of each kind.

It builds the site into a folder of its own, serves it as a host would (its headers, compressed), and asks Lighthouse,
as on a slow telephone, up to three times a page. Exit code 1 where a score is below 100.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from tests.harness.pages import address_of, one_of_each_template
from tests.harness.server import Handler, Rules, read_rules
from tools.chromium import ARGUMENTS
from tools.environment import ROOT, SetupError
from tools.node import npm_environment, provide_modules
from tools.provide import TOOLS
from tools.setup_tests import set_up

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt"}
PERFECT = 100
TRIES = 3


class Compressing(Handler):
    """Server of the tests, which compresses text as every host does."""

    def do_GET(self) -> None:  # noqa: N802 - so named by its superclass
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if file.suffix not in COMPRESSED or not file.is_file():
            super().do_GET()
            return
        data = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def host(folder: Path) -> Iterator[str]:
    """Build the site into `folder` and serve it on this machine with its `_headers`.

    Yields its address.
    """
    rules: Rules = []
    handler = partial(Compressing, directory=str(folder), prefix="/", rules=rules)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        build(folder, address)
        rules += read_rules(folder / "_headers")
        yield address
        server.shutdown()


def build(folder: Path, address: str) -> None:
    """Build the site for its address: Lighthouse checks canonical links."""
    command = [sys.executable, "build.py", "--out", str(folder), "--address", address]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)


def best(command: str, chromium: str, address: str) -> dict[str, Any]:
    """Best of at most TRIES reports: other load on the machine can only lower a score."""
    found: list[dict[str, Any]] = []
    fault = None
    for _ in range(TRIES):
        try:
            found.append(look(command, chromium, address))
        except SetupError as error:
            fault = error
        if found and min(scores(found[-1])) == PERFECT:
            break
    if not found and fault:
        raise fault
    return max(found, key=lambda report: sum(scores(report)))


def look(command: str, chromium: str, address: str) -> dict[str, Any]:
    """Run Lighthouse on an address; returns its report. Raises SetupError without one."""
    flags = " ".join(["--headless=new", "--no-sandbox", *(flag for flag in ARGUMENTS if " " not in flag)])
    options = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", "--output-path=stdout", "--quiet"]
    environment = npm_environment() | {"CHROME_PATH": chromium, "HOME": os.environ.get("HOME", str(TOOLS))}
    done = subprocess.run(
        [command, address, *options, f"--chrome-flags={flags}"], env=environment, capture_output=True, check=False
    )
    try:
        report: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise SetupError(f"Lighthouse said nothing of {address}: {done.stderr.decode()[-400:]}") from None
    return report


def scores(report: dict[str, Any]) -> list[int]:
    """The four scores, 0 to 100; 0 if missing."""
    return [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]


def wanting(report: dict[str, Any]) -> list[str]:
    """Failed audits of the categories below 100, with the measured values."""
    found = {}
    for category in report["categories"].values():
        if category["score"] != 1:
            for check in (report["audits"][ref["id"]] for ref in category["auditRefs"] if ref["weight"]):
                if check["score"] is not None and check["score"] < 1:
                    found[check["id"]] = f"{check['title']} {check.get('displayValue', '')}".strip()
    return list(found.values())


def main(kinds: list[str]) -> int:
    """Print the table; `kinds` limits it to some kinds of page."""
    tools, command = set_up(), str(provide_modules("lighthouse") / ".bin" / "lighthouse")
    worst = PERFECT
    with tempfile.TemporaryDirectory() as folder, host(Path(folder) / "site") as address:
        pages = one_of_each_template(Path(folder) / "site")
        print(f"{'':14} {' '.join(f'{name:>14}' for name in CATEGORIES)}", flush=True)
        for kind, page in pages.items():
            if kinds and kind not in kinds:
                continue
            report = best(command, tools.chromium, address + address_of(page))
            row = scores(report)
            worst = min(worst, *row)
            print(f"{kind:14} {' '.join(f'{score:>14}' for score in row)}   /{address_of(page)}", flush=True)
            for fault in wanting(report):
                print(f"{'':14}   {fault}", flush=True)
    return int(worst < PERFECT)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except SetupError as error:
        sys.exit(str(error))
