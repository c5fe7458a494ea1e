"""From SVG to PNG with our own fonts alone; a picture is remembered by the digest of all that it was drawn from."""

import hashlib
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sourcebook.model.files import OutputFile
from sourcebook.views.frame import FAVICON, TOUCH_ICON

DIGEST = 32
TAB_SIDE, TOUCH_SIDE = 32, 180


@dataclass(frozen=True)
class Desk:
    """Where pictures are drawn: with the TrueType files `fonts`, remembered in the folder `memory`.

    The folder may vanish at any time. A file in it is the digest of a picture, then the picture; one that is not
    whole counts as none.
    """

    fonts: tuple[Path, ...]
    memory: Path

    def pictures(self, drawings: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """The same files with a PNG for each SVG."""
        for drawing in drawings:
            yield OutputFile(drawing.path, self.draw(drawing.data.decode("utf-8")), drawing.origin)

    def draw(self, svg: str, width: int | None = None) -> bytes:
        """A drawing as PNG, in its own size or `width` pixels wide."""
        import resvg_py

        made_from = [resvg_py.__version__, str(width), svg, *map(_digest_of, self.fonts)]
        place = self.memory / hashlib.sha256("\n".join(made_from).encode()).hexdigest()
        known = _recall(place)
        if known is not None:
            return known
        fonts = [str(font) for font in self.fonts]
        data = bytes(resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=fonts))
        _remember(place, data)
        return data


def icon_files(desk: Desk, svg: str) -> Iterator[OutputFile]:
    """The icon for programs that do not read SVG: in tabs, and on the home screen of a telephone."""
    tab = icon_of(desk.draw(svg, TAB_SIDE), TAB_SIDE)
    yield OutputFile(FAVICON.removeprefix("/"), tab, "exports/drawing.py")
    yield OutputFile(TOUCH_ICON.removeprefix("/"), desk.draw(svg, TOUCH_SIDE), "exports/drawing.py")


def icon_of(png: bytes, side: int) -> bytes:
    """An ICO file with one picture of `side` pixels, under 256, which may be PNG since Windows Vista."""
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), len(header) + 16)
    return header + entry + png


def _digest_of(font: Path) -> str:
    return hashlib.sha256(font.read_bytes()).hexdigest()


def _recall(place: Path) -> bytes | None:
    try:
        held = place.read_bytes()
    except OSError:
        return None
    data = held[DIGEST:]
    return data if hashlib.sha256(data).digest() == held[:DIGEST] else None


def _remember(place: Path, data: bytes) -> None:
    """Whole or not at all; a memory that cannot be written is done without."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(hashlib.sha256(data).digest() + data)
        part.replace(place)
    with suppress(OSError):
        part.unlink(missing_ok=True)
