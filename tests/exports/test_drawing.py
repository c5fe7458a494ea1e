"""Pictures from drawings: the same each time, and remembered by all that they are drawn from."""

import struct
import zlib

from sourcebook.exports.cards import draw, icon_files, icon_of
from tools.environment import ROOT

FONTS = tuple(sorted((ROOT / "assets" / "fonts").glob("*.ttf")))
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">'
    '<text x="5" y="24" font-family="Ledger Serif" font-size="24">Word</text></svg>'
)


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height from a PNG's header (PNG specification, 11.2.2)."""
    assert png[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_drawing_is_drawn_with_our_fonts_alone() -> None:
    written = draw(SVG, FONTS, 60)
    assert size_of(written) == (60, 30)
    assert size_of(draw(SVG, FONTS, 120)) == (120, 60)
    blank = draw(SVG.replace("Word", ""), FONTS, 60)
    assert draw(SVG.replace("Ledger Serif", "DejaVu Sans"), FONTS, 60) == blank != written


def test_the_same_drawing_is_the_same_picture_and_another_font_makes_another() -> None:
    assert draw(SVG, FONTS, 60) == draw(SVG, FONTS, 60) != draw(SVG, (), 60)


def test_icons_are_of_their_sizes() -> None:
    tab, touch = icon_files((ROOT / "assets" / "icon.svg").read_text("utf-8"), FONTS)
    assert (tab.path, touch.path) == ("favicon.ico", "apple-touch-icon.png")
    reserved, kind, count, width, height = struct.unpack("<HHHBB", tab.data[:8])
    length, offset = struct.unpack("<II", tab.data[14:22])
    assert (reserved, kind, count, width, height) == (0, 1, 1, 32, 32)
    assert size_of(tab.data[offset : offset + length]) == (32, 32)
    assert offset + length == len(tab.data)
    assert size_of(touch.data) == (180, 180)
    assert zlib.crc32(icon_of(b"", 16)[:6]) == zlib.crc32(b"\0\0\1\0\1\0")
