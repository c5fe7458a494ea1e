"""How wide the letters of a TrueType font are (OpenType 1.9: head, hhea, hmtx, cmap format 4, OS/2); lines of them."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

ELLIPSIS = "…"


class Typeface(Struct, frozen=True):
    """One font. `weight`: as in CSS; `widths`: the advance of each character, in ems, without kerning."""

    weight: int
    widths: Mapping[str, float]

    def has(self, text: str) -> bool:
        """Whether the font can draw every letter of a text."""
        return all(letter in self.widths for letter in text if not letter.isspace())

    def width(self, text: str, size: float) -> float:
        """The length of a text in which all letters are the font's, in the unit of `size`."""
        return sum(self.widths[letter] for letter in text) * size

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """Lines no longer than `width`, as full as they go; a word that is longer is cut."""
        lines: list[str] = []
        for piece in (piece for word in text.split() for piece in self._pieces(word, size, width)):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and self.width(joined, size) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
        return lines

    def balance(self, text: str, size: float, width: float) -> list[str]:
        """As few lines as `wrap` makes, of as equal a length as may be."""
        lines = self.wrap(text, size, width)
        while (width := width - size / 2) > 0 and len(narrower := self.wrap(text, size, width)) == len(lines):
            lines = narrower
        return lines

    def shorten(self, text: str, size: float, width: float, most: int) -> list[str]:
        """At most `most` lines, the last with an ellipsis where there would be more."""
        lines = self.balance(text, size, width)
        if len(lines) <= most:
            return lines
        lines = self.wrap(text, size, width)
        words = lines[most - 1].split() if most else []
        while words and self.width(" ".join(words) + ELLIPSIS, size) > width:
            words.pop()
        return [*lines[: most - 1], " ".join(words) + ELLIPSIS] if most else []

    def _pieces(self, word: str, size: float, width: float) -> Iterator[str]:
        start = 0
        for end in range(1, len(word) + 1):
            if end - start > 1 and self.width(word[start:end], size) > width:
                yield word[start : end - 1]
                start = end - 1
        yield word[start:]


def read_typeface(data: bytes) -> Typeface:
    """A font from the bytes of its file; KeyError or struct.error where they are no TrueType font with these tables."""
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    (weight,) = struct.unpack_from(">H", data, tables["OS/2"] + 4)
    advances = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    glyphs = dict(_characters(data, _format_4(data, tables["cmap"])))
    return Typeface(weight, {letter: advances[min(glyph, count - 1)] / units for letter, glyph in glyphs.items()})


def by_weight(fonts: Iterable[Path]) -> dict[int, Typeface]:
    """Fonts of one family by their weight."""
    return {face.weight: face for face in (read_typeface(font.read_bytes()) for font in fonts)}


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in records}


def _format_4(data: bytes, cmap: int) -> int:
    """Where the table from characters to glyphs begins."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    offsets = (cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * at)[2] for at in range(count))
    found: int = next(offset for offset in offsets if struct.unpack_from(">H", data, offset)[0] == 4)
    return found


def _characters(data: bytes, table: int) -> Iterator[tuple[str, int]]:
    """Each character of the font with its glyph's number, from segments of four parallel arrays."""
    (double,) = struct.unpack_from(">H", data, table + 6)
    ends, starts = table + 14, table + 16 + double
    for at in range(0, double, 2):
        (end,), (start,) = struct.unpack_from(">H", data, ends + at), struct.unpack_from(">H", data, starts + at)
        (delta,) = struct.unpack_from(">H", data, starts + double + at)
        place = starts + 2 * double + at
        (offset,) = struct.unpack_from(">H", data, place)
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code if offset == 0 else struct.unpack_from(">H", data, place + offset + 2 * (code - start))[0]
            if found := (glyph + delta) % 65536 if glyph or offset == 0 else 0:
                yield chr(code), found
