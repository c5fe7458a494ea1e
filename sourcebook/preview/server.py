"""Server of the preview: binds a port, answers requests, and builds in a thread."""

import asyncio
import contextlib
import errno
import gc
import logging
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import socket

from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado import httpserver, netutil

from sourcebook.build.options import BuildOptions
from sourcebook.desk.terminal import echo
from sourcebook.preview.builder import Builder
from sourcebook.preview.handlers import ServerState, application
from sourcebook.preview.watching import bursts

HOST, HOST_6 = "127.0.0.1", "::1"
LAST_PORT = 65535


def serve(
    root: Path, content: Path, port: int, address: str | None = None, *, hosts: Sequence[str] = (), poll: bool = False
) -> int:
    """Serve the preview until interrupted. Returns 0, or 2 if no port is free.

    Pages are at the path of the site's address. `root` holds templates and assets; `address` overrides that of
    `site.toml`. With `hosts`, other machines can read it at these names and at every address of this machine. With
    `poll`, folders are polled.
    """
    logging.getLogger("livereload").setLevel(logging.WARNING)
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)
    try:
        sockets = listen(port, everywhere=bool(hosts))
    except OSError as error:
        echo(f"Port {port} cannot be had: {os.strerror(error.errno or 0)}. Choose another with --port.")
        return 2
    bound = sockets[0].getsockname()[1]
    if port not in (0, bound):
        echo(f"Port {port} is taken: using {bound}.")
    with contextlib.suppress(KeyboardInterrupt):
        state = ServerState(Builder(BuildOptions(root, content, Path(), address=address)), hosts)
        asyncio.run(_run(state, sockets, poll=poll))
    return 0


def listen(port: int, *, everywhere: bool = False) -> list[socket]:
    """Bind sockets to a port, or to the next one that is free. Raises OSError.

    On loopback addresses, or on all addresses with `everywhere`.
    """
    for candidate in range(port, LAST_PORT + 1):
        try:
            return netutil.bind_sockets(candidate) if everywhere else _listen(candidate)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or candidate == LAST_PORT:
                raise
    raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE))


def _listen(port: int) -> list[socket]:
    sockets = netutil.bind_sockets(port, HOST)
    try:
        return sockets + netutil.bind_sockets(sockets[0].getsockname()[1], HOST_6)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            return sockets
        for bound in sockets:
            bound.close()
        raise


async def _run(state: ServerState, sockets: list[socket], *, poll: bool) -> None:
    LiveReloadHandler.watcher = Watcher()
    loop, stop = asyncio.get_running_loop(), threading.Event()
    server = httpserver.HTTPServer(application(state))
    server.add_sockets(sockets)
    echo(f"Preview at http://{HOST}:{sockets[0].getsockname()[1]}/ (Ctrl-C ends it)")
    for host in state.names:
        echo(f"Whoever reaches this machine can read it, at http://{host}:{sockets[0].getsockname()[1]}/")

    def tell(news: tuple[str, ...]) -> None:
        loop.call_soon_threadsafe(state.tell, news)

    worker = threading.Thread(target=_work, args=(state.builder, stop, tell, poll))
    worker.start()
    try:
        await asyncio.Event().wait()
    finally:
        server.stop()
        stop.set()
        worker.join()


def _work(builder: Builder, stop: threading.Event, tell: Callable[[tuple[str, ...]], None], poll: bool) -> None:
    """Worker thread: build at the start and after each burst of saves; make further pages in between.

    Watching begins before the first build, so that no save is lost.
    """
    root = builder.options.root
    for saved in bursts([builder.options.content, root / "templates", root / "assets"], stop, poll=poll):
        unfinished = builder.unfinished
        news = builder.build() if saved else builder.go_on()
        if saved or news:
            tell(news)
        if unfinished and not builder.unfinished:
            _settle()


def _settle() -> None:
    """Exclude all present objects from garbage collection, for which an edit would wait."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
