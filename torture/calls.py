"""Fault injection at the n-th file call, or system call: error, interruption or kill.

Functions of `os`, `io`, `builtins`, `fcntl` and of the exchange of folders are replaced by counting ones. Calls that
Python makes itself, such as those of imports, are not seen; forks of this process are not affected. strace injects
faults into system calls, those of the C library and of SQLite too, of a process that it is attached to.
"""

import builtins
import ctypes
import errno
import fcntl
import io
import os
import re
import shutil
import signal
import stat
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sourcebook.output import swap
from tools.environment import SetupError

BY_PATH = (
    "chmod", "fsync", "link", "listdir", "lseek", "lstat", "mkdir", "open", "pread", "readlink", "remove", "rename",
    "replace", "rmdir", "scandir", "stat", "sync", "unlink", "utime",
)  # fmt: skip
GROWING = frozenset({"link", "mkdir", "open to write", "write"})
"""Calls that fail on a full disk."""

CHANGING = (
    "mkdir", "mkdirat", "link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir", "write",
    "syncfs", "fsync", "chmod", "fchmod", "fchmodat", "flock", "pwrite64", "fdatasync", "ftruncate",
)  # fmt: skip
READING = ("openat", "newfstatat", "lseek", "pread64", "getdents64", "read", "close")
FULL = "write,?mkdir,?mkdirat,?link,?linkat:error=ENOSPC:when={}+"
_TRACED = re.compile(r"^(\w+)\(", re.MULTILINE)

ERRORS = {name: getattr(errno, name) for name in ("ENOSPC", "EIO", "EACCES", "EINTR")}


@dataclass(frozen=True)
class Harm:
    """A fault at call number `at`, counted from 1; none if it is 0.

    `kind` is "kill", "interrupt" or the name of an error. `lasting`: later calls fail too, as on a full disk. `call`:
    name of the system call whose calls are counted, or "all" to count and harm none; "" for calls of Python.
    """

    at: int = 0
    kind: str = ""
    lasting: bool = False
    call: str = ""

    @property
    def name(self) -> str:
        """For people to read."""
        return f"{self.kind}{' lasting' * self.lasting} at {self.call or 'call'} {self.at}"


def trace(child: int, harm: Harm, log: Path) -> "subprocess.Popen[str]":
    """Attach strace to a process that has stopped itself, and let it go on. Raises SetupError without strace."""
    if not shutil.which("strace"):
        raise SetupError("Faults at system calls need strace. As root: apt-get install strace")
    effect = "signal=SIGKILL" if harm.kind == "kill" else f"error={harm.kind}"
    inject = FULL.format(harm.at) if harm.lasting else f"{harm.call}:{effect}:when={harm.at}"
    calls = ",".join(f"?{name}" for name in (*CHANGING, *READING))
    options = ["-e", f"trace={calls}", *([] if harm.call == "all" else ["-e", f"inject={inject}"])]
    command = ["strace", "-o", str(log), *options, "-p", str(child)]
    os.waitpid(child, os.WUNTRACED)
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert tracer.stderr is not None
    assert "attached" in (said := tracer.stderr.readline()), said
    os.kill(child, signal.SIGCONT)
    return tracer


def traced(log: Path, harm: Harm) -> tuple[tuple[str, ...], str]:
    """Names of the system calls of a process that strace followed, and the one that was hit."""
    text = log.read_text("utf-8", "replace")
    hit = "(INJECTED)" in text or "killed by SIGKILL" in text
    return tuple(_TRACED.findall(text)), (harm.call if hit else "")


@dataclass
class Calls:
    """Counter of calls that injects a fault.

    `names`: calls so far; `struck`: the call that was hit.
    """

    harm: Harm
    names: list[str] = field(default_factory=list)
    struck: str = ""
    process: int = field(default_factory=os.getpid)
    _kill: Callable[[int, int], None] = os.kill

    def meet(self, name: str) -> None:
        """Count a call before it is made.

        If it is due, raises OSError or ends the process.
        """
        if self.due(name):
            self.strike()

    def due(self, name: str) -> bool:
        if os.getpid() != self.process:
            return False
        if self.harm.kind == "interrupt" and threading.current_thread() is not threading.main_thread():
            return False  # as Python does: an interruption reaches the main thread alone
        self.names.append(name)
        full = self.harm.lasting and self.struck and name in GROWING
        if len(self.names) != self.harm.at and not full:
            return False
        self.struck = self.struck or name
        return True

    def strike(self) -> None:
        if self.harm.kind == "kill":
            self._kill(self.process, signal.SIGKILL)
        if self.harm.kind == "interrupt":
            raise KeyboardInterrupt
        code = ERRORS[self.harm.kind]
        raise OSError(code, os.strerror(code))

    def install(self) -> None:
        """Replace the calls of this process, a fork that ends after one build."""
        for name in BY_PATH:
            setattr(os, name, self._around(_named(name), getattr(os, name)))
        os.write = self._writing(os.write)
        fcntl.flock = self._around(lambda *given: "flock", fcntl.flock)
        swap._system = self._system(swap._system)  # noqa: SLF001
        builtins.open = io.open = self._opening()

    def _around(self, name: Callable[..., str], function: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            self.meet(name(*given))
            return function(*given, **named)

        return counted

    def _writing(self, function: Callable[..., int]) -> Callable[..., int]:
        """A write that is hit writes half of its data. One into a pipe, as to a worker, never fails."""

        def write(handle: int, data: Any) -> int:
            if not stat.S_ISFIFO(os.fstat(handle).st_mode) and self.due("write"):
                function(handle, bytes(data)[: len(data) // 2])
                self.strike()
            return function(handle, data)

        return write

    def _system(self, function: Callable[..., int | None]) -> Callable[..., int | None]:
        def system(name: str, *given: object) -> int | None:
            try:
                self.meet(name)
            except OSError as error:
                ctypes.set_errno(error.errno or 0)
                return -1
            return function(name, *given)

        return system

    def _opening(self) -> Callable[..., Any]:
        calls = self

        class Raw(io.FileIO):
            def write(self, data: Any) -> int:
                if calls.due("write"):
                    if calls.harm.kind != "EINTR":  # Python asks again
                        super().write(bytes(data)[: len(data) // 2])
                    calls.strike()
                return super().write(data) or 0

        def opened(
            file: Any,
            mode: str = "r",
            buffering: int = -1,
            encoding: str | None = None,
            errors: str | None = None,
            newline: str | None = None,
            closefd: bool = True,
            opener: Any = None,
        ) -> Any:
            writes = bool(set(mode) & set("wax+"))
            if isinstance(file, int):
                calls.meet("fdopen")
            else:
                calls.meet("open to write" if writes else "open to read")
            raw = Raw(file, mode.replace("b", "").replace("t", ""), closefd, opener)
            if buffering == 0:
                return raw
            kind = io.BufferedRandom if "+" in mode else io.BufferedWriter if writes else io.BufferedReader
            buffered = kind(raw)
            return buffered if "b" in mode else io.TextIOWrapper(buffered, encoding, errors, newline)

        return opened


def _named(name: str) -> Callable[..., str]:
    if name != "open":
        return lambda *given: name
    return lambda path, flags=0, *rest: "open to write" if flags & os.O_CREAT else "open to read"
