"""What the writers share: writing of texts, and the layouts that a site begins with."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

LAYOUTS = Path(__file__).resolve().parent.parent / "peers"


def start_from(peer: str, folder: Path, *, style: str) -> None:
    """Copy a peer's layouts and settings into `folder`, and the style sheet of all peers to its path `style`."""
    shutil.copytree(LAYOUTS / peer, folder, dirs_exist_ok=True)
    (folder / style).parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(LAYOUTS / "style.css", folder / style)


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts by path below `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def quoted(value: object) -> str:
    """A YAML string."""
    return json.dumps(str(value), ensure_ascii=False)
