"""The worker thread of the preview: it goes on, whatever fails, and says so once."""

import errno
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.desk.terminal import echo
from sourcebook.preview import builder, server
from sourcebook.preview.builder import Builder
from tests.dossiers import page, write
from tools.environment import ROOT

SECONDS = 20
work = vars(server)["_work"]


class Broken:
    """A stream whose reader has gone."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))


def until(holds: Any) -> bool:
    end = time.monotonic() + SECONDS
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(holds())


FAULTS = {
    "descriptors used up": OSError(errno.EMFILE, os.strerror(errno.EMFILE)),
    "a template that vanishes": FileNotFoundError(errno.ENOENT, "No such file", "templates/page.html"),
    "a name that cannot be encoded": UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"),
    "memory used up": MemoryError(),
    "a fault of a library": RuntimeError("watching has ended"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("where", ["bursts", "build", "news"])
def test_the_worker_goes_on_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], fault: Exception, where: str
) -> None:
    failures = [fault, fault]
    owner: Any = {"bursts": server, "build": Builder, "news": builder}[where]
    sound = getattr(owner, where)

    def failing(*given: Any, **named: Any) -> Any:
        if failures:
            raise failures.pop()
        return sound(*given, **named)

    monkeypatch.setattr(owner, where, failing)
    monkeypatch.setattr(server, "AGAIN_SECONDS", 0.01)
    built = Builder(BuildOptions(ROOT, write(tmp_path / "content"), Path()))
    stop = threading.Event()
    told: list[tuple[str, ...]] = []
    worker = threading.Thread(target=work, args=(built, stop, told.append, True))
    worker.start()
    try:
        assert until(lambda: built.shown.answer("/about/").status == 200)
        write(tmp_path / "content", {"pages/about.md": page("Another", "Saved.")})
        assert until(lambda: "Saved." in built.shown.answer("/about/").body.decode())
    finally:
        stop.set()
        worker.join()
    assert told
    assert capfd.readouterr().err.count(f"tries again: {type(fault).__name__}") == 1


def test_a_broken_pipe_does_not_end_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Broken())
    monkeypatch.setattr(sys, "stderr", Broken())
    built = Builder(BuildOptions(ROOT, write(tmp_path / "content"), Path()))
    built.build()
    assert built.shown.answer("/about/").status == 200
    assert not echo("text")
