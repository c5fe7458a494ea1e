"""Request handlers of the preview: livereload's socket and script, overlay, pages."""

import asyncio
import re
from collections.abc import Sequence
from typing import cast
from urllib.parse import quote, unquote

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import httputil, web

from sourcebook.desk.commands import as_typed
from sourcebook.preview.builder import Builder
from sourcebook.preview.media import JSON, SCRIPT
from sourcebook.preview.overlay import SCRIPT as OVERLAY
from sourcebook.preview.overlay import STATE, script

LOCAL = ("127.0.0.1", "[::1]", "localhost")
ANY_ADDRESS = r"[0-9.]+|\[[0-9a-f:.]+\]"
"""IP addresses, which no other site's name can lead to."""
RELOADER = b'src="/livereload.js"'


class ServerState:
    """State shared by the request handlers: the builder and the permitted host names.

    `ready`: set once the first build has ended. Without `hosts`, requests must name this machine as localhost or by a
    loopback address; with some, these hosts and all IP addresses are permitted.
    """

    def __init__(self, builder: Builder, hosts: Sequence[str] = ()) -> None:
        self.builder = builder
        self.names = hosts
        self.ready = asyncio.Event()
        names = "|".join(map(re.escape, (*LOCAL, *(host.lower() for host in hosts))))
        self.hosts = re.compile(rf"(?:{names}|{ANY_ADDRESS})$" if hosts else rf"(?:{names})$")

    def answers(self, origin: str) -> bool:
        """True if an origin (RFC 6454) has a permitted host; any port will do."""
        scheme, _, rest = origin.lower().partition("://")
        host, _ = httputil.split_host_and_port(rest)
        return scheme in ("http", "https") and self.hosts.match(host) is not None

    def tell(self, news: tuple[str, ...]) -> None:
        """Send messages of `news` to all browsers; to be called on the server's thread."""
        self.ready.set()
        for path in news:
            LiveReloadHandler.reload_waiters(path)


class _Local(web.RequestHandler):
    """Base of handlers that answer only pages of this machine, with nothing stored by the browser."""

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        if origin is not None and not self.server.answers(origin):
            raise web.HTTPError(403)

    @property
    def server(self) -> ServerState:
        return cast(ServerState, self.settings["server"])

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    def compute_etag(self) -> str | None:
        return None


class _Refused(web.RequestHandler):
    """Refuses requests with any other Host header (DNS rebinding), and says what would allow it."""

    def prepare(self) -> None:
        name = self.request.host_name
        known = re.fullmatch(r"[a-z0-9.-]{1,253}", name)
        options = self.settings["server"].builder.options
        command = as_typed(f"sourcebook preview --host {name}", options.root, options.content)
        cure = f"To answer for it, start the preview with: {command}\n" if known else ""
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"This preview does not answer for this host name, so that no other site can read it.\n{cure}")


class _Script(_Local, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    def check_origin(self, origin: str) -> bool:
        return bool(self.settings["server"].answers(origin))

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        # livereload waits for the browser's second message: a build in between would go untold.
        LiveReloadHandler.waiters.add(self)


class _Pages(_Local):
    async def get(self, path: str) -> None:
        await self.server.ready.wait()
        answer = self.server.builder.shown.answer(unquote(path))
        self.set_status(answer.status)
        self.set_header("Content-Type", answer.media_type)
        if answer.location:
            query = f"?{self.request.query}" if self.request.query else ""
            self.set_header("Location", quote(answer.location) + query)
        self.finish(self._reachable(answer.body))

    head = get

    def _reachable(self, body: bytes) -> bytes:
        """Add the host to livereload's script, which cannot parse an IPv6 address in its own URL."""
        host, port = httputil.split_host_and_port(self.request.host)
        if not host.startswith("["):
            return body
        return body.replace(RELOADER, f'src="/livereload.js?host={host}&amp;port={port or 80}"'.encode(), 1)


class _Overlay(_Local):
    def get(self) -> None:
        self.set_header("Content-Type", SCRIPT)
        self.finish(script())


class _State(_Local):
    def get(self) -> None:
        self.set_header("Content-Type", JSON)
        self.finish(self.server.builder.shown.state)


def application(state: ServerState) -> web.Application:
    """Make the Tornado application of the preview.

    It refuses requests whose Host header is not permitted by `state.hosts`.
    """
    routes = web.Application(default_handler_class=_Refused, server=state)
    routes.add_handlers(
        state.hosts.pattern,
        [
            (r"/livereload", _Socket),
            (r"/livereload\.js", _Script),
            (OVERLAY, _Overlay),
            (STATE, _State),
            (r"(/.*)", _Pages),
        ],
    )
    return routes
