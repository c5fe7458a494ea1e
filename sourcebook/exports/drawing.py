"""From SVG to PNG with our own fonts alone; a picture is remembered by all that it was drawn from."""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from sourcebook.memory import Memory, remember
from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile
from sourcebook.views.frame import FAVICON, TOUCH_ICON

TAB_SIDE, TOUCH_SIDE = 32, 180


class Desk(Struct, frozen=True):
    """Where pictures are drawn, with the TrueType files `fonts`, and remembered."""

    fonts: tuple[Path, ...]
    memory: Memory

    def pictures(self, drawings: Iterable[OutputFile]) -> Iterator[OutputFile]:
        """The same files with a PNG for each SVG."""
        for drawing in drawings:
            yield OutputFile(drawing.path, self.draw(drawing.data.decode("utf-8")), drawing.origin)

    def draw(self, svg: str, width: int | None = None) -> bytes:
        """A drawing as PNG, in its own size or `width` pixels wide."""
        made_from = (svg.encode(), str(width).encode(), *(digest(font.read_bytes()) for font in self.fonts))
        return remember(self.memory, lambda: self._draw(svg, width), b"picture", *made_from)

    def _draw(self, svg: str, width: int | None) -> bytes:
        import resvg_py

        fonts = [str(font) for font in self.fonts]
        return bytes(resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=fonts))


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
