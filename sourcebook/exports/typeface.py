"""Font metrics of TrueType files, and line breaking.

Reads the tables head, hhea, hmtx, OS/2 and cmap (format 4) of OpenType 1.9.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

ELLIPSIS = "…"


class Typeface(Struct, frozen=True):
    """Metrics of a font. `weight`: as in CSS.

    `widths`: advance of each character in ems, without kerning.
    """

    weight: int
    widths: Mapping[str, float]

    def has(self, text: str) -> bool:
        """True if the font has a glyph for every character of a text; white space is not checked."""
        return all(letter in self.widths for letter in text if not letter.isspace())

    def fitted(self, text: str) -> str:
        """Replace each letter that the font lacks by its base letter, such as E for Ẹ, if the font has that."""
        return "".join(
            letter if letter in self.widths else self._base(letter) for letter in unicodedata.normalize("NFC", text)
        )

    def _base(self, letter: str) -> str:
        base = unicodedata.normalize("NFD", letter)[0]
        return base if base in self.widths else "" if unicodedata.combining(letter) else letter

    def width(self, text: str, size: float) -> float:
        """Width of a text at a font size, in the unit of the size.

        Raises KeyError for a letter that the font lacks.
        """
        return sum(self.widths[letter] for letter in text) * size

    def wrap(self, text: str, size: float, width: float) -> list[str]:
        """Break a text into lines of at most `width`, greedily.

        Words that are longer are cut.
        """
        lines: list[str] = []
        for piece in (piece for word in text.split() for piece in self._pieces(word, size, width)):
            joined = f"{lines[-1]} {piece}" if lines else piece
            if lines and self.width(joined, size) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
        return lines

    def balance(self, text: str, size: float, width: float) -> list[str]:
        """Break a text into as few lines as `wrap` does, of widths as equal as possible."""
        lines = self.wrap(text, size, width)
        while (width := width - size / 2) > 0 and len(narrower := self.wrap(text, size, width)) == len(lines):
            lines = narrower
        return lines

    def shorten(self, text: str, size: float, width: float, most: int) -> list[str]:
        """Break a text into at most `most` lines.

        If it is longer, the last line ends in an ellipsis.
        """
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
    """Read metrics from the bytes of a font file.

    Raises KeyError or struct.error if a table is missing.
    """
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    (weight,) = struct.unpack_from(">H", data, tables["OS/2"] + 4)
    advances = struct.unpack_from(">" + "Hh" * count, data, tables["hmtx"])[::2]
    glyphs = dict(_characters(data, _format_4(data, tables["cmap"])))
    return Typeface(weight, {letter: advances[min(glyph, count - 1)] / units for letter, glyph in glyphs.items()})


def by_weight(fonts: Iterable[Path]) -> dict[int, Typeface]:
    """Read metrics of the fonts of one family. Returns them by weight."""
    return {face.weight: face for face in (read_typeface(font.read_bytes()) for font in fonts)}


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * at) for at in range(count))
    return {tag.decode("ascii"): offset for tag, _, offset, _ in records}


def _format_4(data: bytes, cmap: int) -> int:
    """Offset of the cmap subtable of format 4."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    offsets = (cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * at)[2] for at in range(count))
    found: int = next(offset for offset in offsets if struct.unpack_from(">H", data, offset)[0] == 4)
    return found


def _characters(data: bytes, table: int) -> Iterator[tuple[str, int]]:
    """Each character with its glyph index, from the segments of a cmap subtable of format 4."""
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
