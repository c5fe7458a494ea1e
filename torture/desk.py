"""Test bench: versions of a dossier, its cache and output, forked builds."""

import gc
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory

import sourcebook
from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.cache.cache import Cache, Caches
from sourcebook.cli import main as cli
from sourcebook.cli import shared
from tools.environment import ROOT
from torture.calls import Calls, Harm, trace, traced

LIGHTHOUSE = ROOT / "examples" / "lighthouse"
PROSE = "people/vera-tolmina.md"
HEAD = "topics/light-and-lamp.md"
OPTIONS = ("--no-cards", "--no-search")
SECONDS, MOST_WAIT = 30, 180
"""Limits of a command: seconds of a processor, and by the clock, which a loaded machine needs more of."""
STALLED = (-signal.SIGALRM, -signal.SIGXCPU)
"""Exit codes of a command that reached one."""
LIBRARIES = ("charset_normalizer", "lxml.html", "pypdfium2", "sqlite3", "trafilatura")
"""Imported by functions, when first needed."""


@dataclass(frozen=True)
class Ended:
    """Result of a build: exit code, output, calls, and the call that was hit.

    The code is negative for a signal.
    """

    code: int
    output: str
    names: tuple[str, ...] = ()
    struck: str = ""


@dataclass
class Desk:
    """A dossier and its output.

    `before`, called in each fork, may plant a fault or remove a system call.
    """

    folder: Path
    before: Callable[[], None] = lambda: None
    versions: dict[str, str] = field(default_factory=dict)

    def lay_out(self) -> None:
        """Copy the theme and the dossier."""
        warm_up()
        self.folder.mkdir(parents=True)
        (self.folder / "sourcebook").mkdir()
        for name in ("templates", "assets"):
            shutil.copytree(ROOT / name, self.folder / name)
        shutil.copytree(LIGHTHOUSE, self.folder / "content")

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def site(self) -> Path:
        return self.folder / "out" / "site"

    def set_version(self, name: str) -> None:
        """Write one version of the dossier.

        The original, or one with other prose, another title or a further page.
        """
        prose, head = (LIGHTHOUSE / path for path in (PROSE, HEAD))
        (self.content / PROSE).write_bytes(prose.read_bytes() + b"\nThe sea was calm.\n" * (name == "prose"))
        title = b"\ntitle: New " if name == "title" else b"\ntitle: "
        (self.content / HEAD).write_bytes(head.read_bytes().replace(b"\ntitle: ", title, 1))
        page = self.content / "pages" / "new.md"
        page.unlink(missing_ok=True)
        if name == "page":
            page.write_text("---\ntitle: A new page\n---\nSee [[home]].\n", "utf-8")

    def digest_of(self, version: str) -> str:
        """Digest of the site of a version, by an undisturbed build from nothing."""
        if version not in self.versions:
            self.set_version(version)
            out = self.folder / "clean" / "site"
            shutil.rmtree(out.parent, ignore_errors=True)
            self.forget()
            ended = self.build(Harm(), out, sound=True)
            assert ended.code == 0, ended.output
            self.versions[version] = digest(out)
            self.forget()
        return self.versions[version]

    @property
    def account(self) -> Path:
        """Stand-in for the account's cache folder."""
        return self.folder / "account"

    def forget(self) -> None:
        """Empty the cache of the dossier; that of compiled templates, most of the time of a build, stays."""
        for path in self.account.glob("sourcebook/[!t]*"):
            path.unlink()

    def build(self, harm: Harm, out: Path | None = None, *, sound: bool = False) -> Ended:
        """Build in a fork. `sound`: without `before`."""
        place = ["--content", str(self.content), "--out", str(out or self.site)]
        return self.run(["build", *place, *OPTIONS], harm, sound=sound)

    def run(self, arguments: list[str], harm: Harm, *, sound: bool = False) -> Ended:
        """Run a command in a fork. `sound`: without `before`."""
        output, report = self.folder / "output.txt", self.folder / "report.json"
        report.unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            self._work(arguments, harm, output, report, sound=sound)
        log = self.folder / "trace.txt"
        tracer = trace(child, harm, log) if harm.call else None
        _, status = os.waitpid(child, 0)
        if tracer:
            tracer.communicate()
            return Ended(os.waitstatus_to_exitcode(status), output.read_text("utf-8", "replace"), *traced(log, harm))
        names, struck = json.loads((report.read_text("utf-8") if report.exists() else "") or '[[], ""]')
        return Ended(os.waitstatus_to_exitcode(status), output.read_text("utf-8", "replace"), tuple(names), struck)

    def _work(self, arguments: list[str], harm: Harm, output: Path, report: Path, *, sound: bool) -> None:
        """Body of the fork."""
        code = 70
        try:
            handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for standard in (1, 2):
                os.dup2(handle, standard)
            os.environ["XDG_CACHE_HOME"] = str(self.account)
            cli.ROOT = shared.ROOT = self.folder  # type: ignore[attr-defined]
            sys.argv = ["build.py", *arguments]
            if not sound:
                self.before()
            calls, note = Calls(harm), report.open("w", encoding="utf-8")
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            if harm.call:
                os.kill(os.getpid(), signal.SIGSTOP)
            else:
                calls.install()
            signal.alarm(MOST_WAIT)
            try:
                code = cli.run()
            except BaseException:  # noqa: BLE001 - any exception is a finding
                traceback.print_exc()
                code = 1
            sys.stdout.flush()
            note.write(json.dumps([calls.names, calls.struck]))
            note.close()
        finally:
            os._exit(code)


@cache
def warm_up() -> None:
    """Import all modules, so that forks import nothing, and fill the memory of a build."""
    for name in (*LIBRARIES, *(module.name for module in walk_packages(sourcebook.__path__, "sourcebook."))):
        if not name.endswith("__main__"):
            import_module(name)
    with TemporaryDirectory() as folder:
        cache = Cache(Path(folder, "cache.db"), b"")
        report = build(BuildOptions(ROOT, LIGHTHOUSE, Path(folder, "site"), cards=False), Caches(cache, cache))
    assert not report.failed
    gc.freeze()


def digest(folder: Path) -> str:
    """Digest of all names and bytes below a folder; empty if there is no folder."""
    if not folder.is_dir() or folder.is_symlink():
        return ""
    hasher = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        data = b"folder" if path.is_dir() else path.read_bytes()
        hasher.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return hasher.hexdigest()
