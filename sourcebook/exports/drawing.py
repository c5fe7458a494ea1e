"""Rasterises SVG as PNG and ICO; text is drawn only in fonts of the theme."""

import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from sourcebook.model.files import OutputFile
from sourcebook.views.frame import FAVICON, TOUCH_ICON

TAB_SIDE, TOUCH_SIDE = 32, 180


def draw(svg: str, fonts: Sequence[Path], width: int) -> bytes:
    """Rasterise an SVG as PNG, `width` pixels wide. `fonts`: TrueType files."""
    import resvg_py

    files = [str(font) for font in fonts]
    return bytes(resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=files))


def icon_files(svg: str, fonts: Sequence[Path]) -> Iterator[OutputFile]:
    """Rasterise the icon for browsers that do not read SVG, and for phones."""
    tab = icon_of(draw(svg, fonts, TAB_SIDE), TAB_SIDE)
    yield OutputFile(FAVICON.removeprefix("/"), tab, "exports/drawing.py")
    yield OutputFile(TOUCH_ICON.removeprefix("/"), draw(svg, fonts, TOUCH_SIDE), "exports/drawing.py")


def icon_of(png: bytes, side: int) -> bytes:
    """Make an ICO file that contains one PNG of `side` by `side` pixels.

    `side` is less than 256. PNG in ICO is read since Windows Vista.
    """
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), len(header) + 16)
    return header + entry + png
