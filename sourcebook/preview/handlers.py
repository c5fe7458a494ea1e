"""Request handlers: livereload's socket and script, the overlay, pages from memory; for this machine alone."""

import asyncio
from urllib.parse import quote, unquote, urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado import httputil, web

from sourcebook.preview.builder import Builder
from sourcebook.preview.media import JSON, SCRIPT
from sourcebook.preview.overlay import SCRIPT as OVERLAY
from sourcebook.preview.overlay import STATE, script

LOCAL = ("127.0.0.1", "::1", "localhost")
LOCAL_HOSTS = r"(?:127\.0\.0\.1|localhost|\[::1\])$"
RELOADER = b'src="/livereload.js"'


class Desk:
    """State shared by the handlers: the builder, and whether its first build has ended."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.ready = asyncio.Event()

    def tell(self, news: tuple[str, ...]) -> None:
        """Send messages to every browser; runs on the server's thread."""
        self.ready.set()
        for path in news:
            LiveReloadHandler.reload_waiters(path)


class _Local(web.RequestHandler):
    """Base of handlers that answer only pages of this machine, with nothing stored by the browser."""

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        if origin is not None and not is_local(origin):
            raise web.HTTPError(403)

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")

    def compute_etag(self) -> str | None:
        return None


class _Refused(web.RequestHandler):
    """Refuses requests with any other Host header (DNS rebinding)."""

    def prepare(self) -> None:
        raise web.HTTPError(403)


class _Script(_Local, LiveReloadJSHandler):  # type: ignore[misc]
    pass


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    def check_origin(self, origin: str) -> bool:
        return is_local(origin)

    def on_message(self, message: str | bytes) -> None:
        super().on_message(message)
        # livereload waits for the browser's second message: a build in between would go untold.
        LiveReloadHandler.waiters.add(self)


class _Pages(_Local):
    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    async def get(self, path: str) -> None:
        await self.desk.ready.wait()
        answer = self.desk.builder.shown.answer(unquote(path))
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
        if host != "[::1]":
            return body
        return body.replace(RELOADER, f'src="/livereload.js?host={host}&amp;port={port or 80}"'.encode(), 1)


class _Overlay(_Local):
    def get(self) -> None:
        self.set_header("Content-Type", SCRIPT)
        self.finish(script())


class _State(_Local):
    def initialize(self, desk: Desk) -> None:
        self.desk = desk

    def get(self) -> None:
        self.set_header("Content-Type", JSON)
        self.finish(self.desk.builder.shown.state)


def is_local(origin: str) -> bool:
    """Whether an origin (RFC 6454) is of this machine, at any port."""
    try:
        parts = urlsplit(origin)
        return parts.scheme in ("http", "https") and parts.hostname in LOCAL
    except ValueError:
        return False


def application(desk: Desk) -> web.Application:
    """The Tornado application; it answers requests to this machine by its own names alone."""
    routes = web.Application(default_handler_class=_Refused)
    routes.add_handlers(
        LOCAL_HOSTS,
        [
            (r"/livereload", _Socket),
            (r"/livereload\.js", _Script),
            (OVERLAY, _Overlay),
            (STATE, _State, {"desk": desk}),
            (r"(/.*)", _Pages, {"desk": desk}),
        ],
    )
    return routes
