"""Pictures from drawings: the same each time, remembered, and drawn anew where the memory fails."""

import struct
import zlib
from pathlib import Path

import pytest

from sourcebook.exports.drawing import Desk, icon_files, icon_of
from sourcebook.model.files import OutputFile
from tools.environment import ROOT

FONTS = tuple(sorted((ROOT / "assets" / "fonts").glob("*.ttf")))
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30" width="60" height="30">'
    '<text x="5" y="24" font-family="Ledger Serif" font-size="24">Word</text></svg>'
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(FONTS, tmp_path / "memory")


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height from a PNG's header (PNG specification, 11.2.2)."""
    assert png[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_drawing_is_drawn_with_our_fonts_alone(desk: Desk) -> None:
    written = desk.draw(SVG)
    assert size_of(written) == (60, 30)
    assert size_of(desk.draw(SVG, 120)) == (120, 60)
    blank = desk.draw(SVG.replace("Word", ""))
    assert desk.draw(SVG.replace("Ledger Serif", "DejaVu Sans")) == blank != written


def test_what_was_drawn_is_remembered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = desk.draw(SVG)
    monkeypatch.setattr("resvg_py.svg_to_bytes", None)
    assert desk.draw(SVG) == drawn
    with pytest.raises(TypeError):
        desk.draw(SVG.replace("Word", "Other"))


@pytest.mark.parametrize("harm", [lambda data: data[:-9], lambda data: data[:40] + b"?" + data[41:], lambda data: b""])
def test_a_memory_that_is_not_whole_is_mended(desk: Desk, harm: object) -> None:
    assert callable(harm)
    drawn = desk.draw(SVG)
    (kept,) = desk.memory.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(harm(whole))
    assert desk.draw(SVG) == drawn
    assert kept.read_bytes() == whole


def test_without_a_memory_pictures_are_the_same(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    drawing = OutputFile("a.png", SVG.encode(), "here")
    (made,) = Desk(FONTS, tmp_path / "file" / "below").pictures([drawing])
    assert made == OutputFile("a.png", desk.draw(SVG), "here")


def test_another_font_makes_another_picture(desk: Desk, tmp_path: Path) -> None:
    known = desk.draw(SVG)
    assert Desk((), desk.memory).draw(SVG) != known


def test_icons_are_of_their_sizes(desk: Desk) -> None:
    tab, touch = icon_files(desk, (ROOT / "assets" / "icon.svg").read_text("utf-8"))
    assert (tab.path, touch.path) == ("favicon.ico", "apple-touch-icon.png")
    reserved, kind, count, width, height = struct.unpack("<HHHBB", tab.data[:8])
    length, offset = struct.unpack("<II", tab.data[14:22])
    assert (reserved, kind, count, width, height) == (0, 1, 1, 32, 32)
    assert size_of(tab.data[offset : offset + length]) == (32, 32)
    assert offset + length == len(tab.data)
    assert size_of(touch.data) == (180, 180)
    assert zlib.crc32(icon_of(b"", 16)[:6]) == zlib.crc32(b"\0\0\1\0\1\0")
