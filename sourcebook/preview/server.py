"""The preview's server: livereload's handlers for the browser, watchfiles for the disk, pages from memory."""

import asyncio
import contextlib
import logging
import os
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from socket import socket
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.watcher import Watcher
from tornado import httpserver, netutil, web
from watchfiles import watch

from sourcebook.model.problem import START, Problem
from sourcebook.preview.desk import Shown, look

HOST = "127.0.0.1"
DEBOUNCE_MS = 20
LOCAL = ("127.0.0.1", "localhost")


class _Stage:
    """Holds what is shown; a new build replaces it by one assignment."""

    def __init__(self, root: Path, content: Path, address: str) -> None:
        self.root, self.content, self.address = root, content, address
        self.shown = Shown({}, ())
        self.rebuild()

    def rebuild(self) -> None:
        """Look again; a fault of the program itself is shown like one of the author."""
        try:
            self.shown = look(self.shown, self.root, self.content, self.address)
        except Exception:  # noqa: BLE001 - a fault in a template must not end the preview
            lines = traceback.format_exc().strip().splitlines()
            fault = Problem("sourcebook", START, "FAULT", lines[-1], "this is a fault of the program, or of a template")
            self.shown = Shown(self.shown.files, (fault,))


class _Reload(LiveReloadHandler):  # type: ignore[misc]
    def check_origin(self, origin: str) -> bool:
        return urlsplit(origin).hostname in LOCAL


class _Pages(web.RequestHandler):
    def initialize(self, stage: _Stage) -> None:
        self.stage = stage

    def prepare(self) -> None:
        if self.request.host_name not in LOCAL:
            raise web.HTTPError(403, reason="Only for this machine")

    def get(self, path: str) -> None:
        status, media_type, body = self.stage.shown.answer(unquote(path))
        if status == 301:
            self.redirect(body.decode(), permanent=False)
            return
        self.set_status(status)
        self.set_header("Content-Type", media_type)
        self.set_header("Cache-Control", "no-store")
        self.finish(body)

    head = get


def serve(root: Path, content: Path, port: int) -> int:
    """Serve the preview until interrupted; 2 where the port is taken."""
    logging.getLogger("livereload").setLevel(logging.WARNING)
    logging.getLogger("tornado.access").setLevel(logging.ERROR)
    try:
        sockets = netutil.bind_sockets(port, HOST)
    except OSError as error:
        print(f"Port {port} cannot be had: {os.strerror(error.errno or 0)}. Choose another with --port.")
        return 2
    address = f"http://{HOST}:{sockets[0].getsockname()[1]}"
    stage = _Stage(root, content, address)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(stage, sockets, address))
    return 0


async def _run(stage: _Stage, sockets: list[socket], address: str) -> None:
    LiveReloadHandler.watcher = Watcher()
    loop, stop = asyncio.get_running_loop(), threading.Event()
    server = httpserver.HTTPServer(
        web.Application(
            [
                (r"/livereload", _Reload),
                (r"/livereload\.js", LiveReloadJSHandler),
                (r"(/.*)", _Pages, {"stage": stage}),
            ]
        )
    )
    server.add_sockets(sockets)
    _say(stage, address)
    watcher = threading.Thread(
        target=_watch, args=(stage, stop, lambda: loop.call_soon_threadsafe(_reload, stage, address)), daemon=True
    )
    watcher.start()
    try:
        await asyncio.Event().wait()
    finally:
        stop.set()
        server.stop()


def _watch(stage: _Stage, stop: threading.Event, changed: Callable[[], object]) -> None:
    folders = [stage.content, stage.root / "templates", stage.root / "assets"]
    for _ in watch(*folders, stop_event=stop, debounce=DEBOUNCE_MS, step=DEBOUNCE_MS, raise_interrupt=False):
        stage.rebuild()
        changed()


def _reload(stage: _Stage, address: str) -> None:
    LiveReloadHandler.reload_waiters("*")
    _say(stage, address)


def _say(stage: _Stage, address: str) -> None:
    for problem in stage.shown.problems:
        print(problem, flush=True)
    print(f"{address}/  {len(stage.shown.files)} files, {len(stage.shown.problems)} problems", flush=True)
