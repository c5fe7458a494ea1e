"""Commands whose output is closed, full or read by nobody, and what their exit codes tell."""

import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.environment import ROOT
from torture.desk import LIGHTHOUSE, OPTIONS
from torture.outcome import Outcome

STREAMS = (
    ">/dev/full", "2>/dev/full", ">/dev/full 2>&1", ">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "| true",
    "2>&1 | true", "2> >(true)",
    ">/dev/full 2>&-", ">&- 2>/dev/full", "<&-", "| head -c 1 >/dev/null",
)  # fmt: skip
ENCODINGS = ("utf-8", "ascii", "latin-1", "utf-16", "cp1252:strict")
FORMS = ("text", "json", "sarif", "github")
HOLDS = "exit 0 if the site was published, 1 if not, no traceback"


def broken(folder: Path, count: int, program: str, seed: int) -> Outcome:
    """Build `count` times, every second dossier with a mistake. `program` is run before."""
    started, breaches = time.perf_counter(), []
    counted: Counter[str] = Counter()
    for number in range(seed, seed + count):
        shutil.rmtree(folder / "content", ignore_errors=True)
        shutil.rmtree(folder / "out", ignore_errors=True)
        shutil.copytree(LIGHTHOUSE, folder / "content")
        if number % 2:
            (folder / "content/pages/about.md").unlink()
            (folder / "content/pages/new.md").write_text("---\ntitle: New\n---\nSee [[nothing]].\n", "utf-8")
        breaches += [f"seed {number}: {breach}" for breach in _breaches(folder, number, program, counted)]
    seconds = time.perf_counter() - started
    return Outcome("streams", count, "builds", tuple(breaches), dict(sorted(counted.items())), seconds, HOLDS)


def _breaches(folder: Path, number: int, program: str, counted: Counter[str]) -> Iterator[str]:
    chance = random.Random(number)
    stream, encoding, form = chance.choice(STREAMS), chance.choice(ENCODINGS), chance.choice(FORMS)
    words = [arg for arg in ("--verbose", "--explain", "--quiet") if chance.random() < 0.5]
    site = folder / "out/site"
    build = ["build", "--content", str(folder / "content"), "--out", str(site), "--format", form, *words, *OPTIONS]
    run = f"import sys; sys.path.insert(0, {str(ROOT)!r}); {program or 'pass'}; import runpy; "
    run += "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    command = [sys.executable, "-c", run, str(ROOT / "build.py"), *build]
    done = subprocess.run(
        ["bash", "-c", f'"$@" {stream}; exit ${{PIPESTATUS[0]}}', "bash", *command],
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": encoding, "XDG_CACHE_HOME": str(folder / "account")},
        capture_output=True, check=False,
    )  # fmt: skip
    counted[stream] += 1
    published = (site / "index.html").is_file()
    if done.returncode != int(not published) or published == bool(number % 2):
        yield f"{stream} {encoding} {words}: exit {done.returncode}, published {published}"
    if b"Traceback" in done.stdout + done.stderr:
        yield f"{stream} {encoding} {words}: {done.stderr[-300:].decode(errors='replace')}"
