"""A headless Firefox, driven over WebDriver BiDi (W3C), which it speaks without a driver of its own."""

import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tools.environment import SetupError

COMMANDS = ("firefox-esr", "firefox")
LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
SECONDS = 180
SETTINGS = {
    "browser.shell.checkDefaultBrowser": False,
    "services.settings.server": "data:,#none",  # no traffic of its own
    "ui.useOverlayScrollbars": 1,  # as Chromium draws them when it is driven
}


class Firefox:
    """One tab. `evaluate` returns JSON values; commands that fail raise RuntimeError."""

    def __init__(self, loop: IOLoop, socket: WebSocketClientConnection) -> None:
        self._loop, self._socket, self._numbers = loop, socket, count(1)
        self._command("session.new", capabilities={})
        self._tab = self._command("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str, *, width: int = 1280, height: int = 800) -> None:
        """Open an address and wait until it is loaded."""
        size = {"width": width, "height": height}
        self._command("browsingContext.setViewport", context=self._tab, viewport=size)
        self._command("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def evaluate(self, script: str) -> Any:
        """Value of an expression, or of the promise that it is."""
        answer = self._command(
            "script.evaluate",
            expression=f"Promise.resolve({script}).then(JSON.stringify)",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if "result" not in answer:
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"].get("value", "null"))

    def click(self, x: float, y: float) -> None:
        """Click at a place of the window."""
        actions = [
            {"type": "pointerMove", "x": int(x), "y": int(y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        source = {"type": "pointer", "id": "mouse", "actions": actions}
        self._command("input.performActions", context=self._tab, actions=[source])

    def press(self, keys: str) -> None:
        """Press and release keys, one after another."""
        actions = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        source = {"type": "key", "id": "keys", "actions": actions}
        self._command("input.performActions", context=self._tab, actions=[source])

    def _command(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.write_message(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            message = self._loop.run_sync(self._socket.read_message, timeout=SECONDS)
            if message is None:
                raise RuntimeError("Firefox closed the connection")
            answer = json.loads(message)
            if answer.get("id") == number:
                break
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        result: dict[str, Any] = answer["result"]
        return result


@contextmanager
def open_firefox() -> Iterator[Firefox]:
    """Start Firefox with a profile of its own. Raises SetupError if none is installed."""
    command = next((path for name in COMMANDS if (path := shutil.which(name))), None)
    if command is None:
        raise SetupError("These tests need Firefox. As root: apt-get update && apt-get install firefox-esr")
    with tempfile.TemporaryDirectory() as profile:
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items())
        Path(profile, "user.js").write_text("".join(lines), "utf-8")
        line = [command, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as process:
            try:
                assert process.stderr
                found = next(match for text in process.stderr if (match := LISTENING.search(text)))
                loop = IOLoop(make_current=False)
                socket = loop.run_sync(lambda: websocket_connect(f"{found[1]}/session", max_message_size=2**26))
                yield Firefox(loop, socket)
            finally:
                process.terminate()
