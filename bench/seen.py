"""From save to seen: how long after a save the preview's page holds the edit and its reload message has come."""

import asyncio
import contextlib
import json
import re
import socket
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from tornado.httpclient import AsyncHTTPClient, HTTPError
from tornado.websocket import WebSocketClientConnection, websocket_connect

from bench.processes import started, wait_until_quiet
from bench.scenarios import BODY
from bench.sites import Site
from tools.environment import SetupError

SAVES = 9
LOOK = 0.005
STARTS_WITHIN = 300.0
SEEN_WITHIN = 120.0
HELLO = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}


def save_to_seen(site: Site) -> list[float]:
    """Seconds of each of SAVES saves, one after another, each once the server is quiet again.

    For Sourcebook both the page and the message count; for peers, whose messages differ, the page alone, asked for
    every five milliseconds.
    """
    port = 0 if site.program.checkout else _free_port()
    site.forget()
    command = site.command([part.format(port=port) for part in site.generator.serve])
    variables = {**site.variables, "PYTHONUNBUFFERED": "1"}
    with started(command, site.folder, variables) as process:
        address = _said_address(site.folder / "log") if not port else f"http://127.0.0.1:{port}"
        return asyncio.run(_measure(site, address, process.pid))


async def _measure(site: Site, address: str, leader: int) -> list[float]:
    page = f"{address}/{site.edits[BODY].page.partition('/')[2].removesuffix('index.html')}"
    await _until(lambda: _holds(page, ""), STARTS_WITHIN, page)
    messages = await _listen(address) if site.program.checkout else None
    return [await _one(site, page, messages, leader) for _ in range(SAVES)]


async def _one(site: Site, page: str, messages: WebSocketClientConnection | None, leader: int) -> float:
    await asyncio.to_thread(wait_until_quiet, leader)
    begun = time.perf_counter()
    word = site.save(BODY)
    if messages:
        await asyncio.wait_for(_reload(messages), SEEN_WITHIN)
    await _until(lambda: _holds(page, word), SEEN_WITHIN, page)
    return time.perf_counter() - begun


async def _listen(address: str) -> WebSocketClientConnection:
    """A connection that speaks the protocol of LiveReload, version 7."""
    messages = await websocket_connect(f"{address.replace('http', 'ws', 1)}/livereload")
    await messages.write_message(json.dumps(HELLO))
    await messages.read_message()
    return messages


async def _reload(messages: WebSocketClientConnection) -> None:
    while True:
        message = await messages.read_message()
        if message is None:
            raise SetupError("The preview closed its connection.")
        if json.loads(message).get("command") == "reload":
            return


async def _holds(page: str, word: str) -> bool:
    with contextlib.suppress(OSError, HTTPError):
        return word.encode() in (await AsyncHTTPClient().fetch(page)).body
    return False


async def _until(holds: Callable[[], Awaitable[bool]], within: float, what: str) -> None:
    end = time.monotonic() + within
    while not await holds():
        if time.monotonic() > end:
            raise SetupError(f"{what} did not come within {within:.0f} seconds: see the server's log.")
        await asyncio.sleep(LOOK)


def _said_address(log: Path) -> str:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if found := re.search(r"http://127\.0\.0\.1:\d+", log.read_text("utf-8", "replace")):
            return found.group()
        time.sleep(0.05)
    raise SetupError(f"The preview said no address: see {log}.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
