"""The Nu HTML checker, run once over all pages of a folder."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.setup_tests import remembered


@dataclass(frozen=True)
class Message:
    """What the checker says of one place in one page. `kind` is `error`, `warning`, `info` or `non-document-error`."""

    kind: str
    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}: {self.text}"


def check(folder: Path) -> list[Message]:
    """The checker's messages on every HTML file below `folder`, which must hold one. Raises SetupError."""
    tools = remembered()
    if next(folder.rglob("*.html"), None) is None:
        raise ValueError(f"{folder} holds no HTML file.")
    command = [tools.java, "-Xss2m", "-jar", tools.nu_jar]
    command += ["--stdout", "--exit-zero-always", "--skip-non-html", "--format", "json", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=300, check=True)
    return [read_message(found, folder) for found in json.loads(done.stdout)["messages"]]


def errors(messages: list[Message]) -> list[str]:
    """Those that make a page invalid, or that kept the checker from reading one; advice is left out."""
    return [str(message) for message in messages if message.kind not in ("info", "warning")]


def read_message(found: dict[str, str], folder: Path) -> Message:
    kind = found.get("subType", found["type"]) if found["type"] == "info" else found["type"]
    path = Path(unquote(urlsplit(found.get("url", "")).path))
    return Message(
        kind=kind,
        path=path.relative_to(folder) if path.is_relative_to(folder) else path,
        line=int(found.get("lastLine", 0)),
        text=found["message"],
    )
