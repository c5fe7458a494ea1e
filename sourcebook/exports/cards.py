"""Social cards: pictures that stand for pages where these are shared."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from string import digits

from msgspec import Struct, msgpack

from sourcebook.exports.card_text import REGULAR, SEMIBOLD, CardText, card_text, described, fitted
from sourcebook.exports.typeface import Typeface, by_weight
from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile
from sourcebook.model.names import HOME, Key, page_url
from sourcebook.model.reader import Reader
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.tags import PictureView
from sourcebook.views.context import PageContext
from sourcebook.views.frame import FAVICON, TOUCH_ICON
from sourcebook.views.site import RenderInput
from sourcebook.views.translations import Translations

WIDTH, HEIGHT = 1200, 630
"""Size of a card in its layout, in pixels."""

SIZE = 800, 420
"""Size of the picture in pixels. It takes 27 ms to draw; 1200 wide would take 48."""

MARGIN = 80
MEASURE = WIDTH - 2 * MARGIN
TEXT_SIZE, TEXT_LEADING = 32, 44
MARK_SIZE, MARK_LINES = 28, 2
TITLE_SIZES = (72, 64, 56, 50, 44, 38, 32)
TITLE_LEADING = 1.16
TITLE_HEIGHT = 270
BODY_HEIGHT = 370
MARK_HEIGHT = 90
GLYPH_WIDTH, MARK_GAP = 62, 48
FOOT_MEASURE = MEASURE - 60
CARDED = ("topics", "questions", "sources")
UNCARDED = ("search",)

_encode = msgpack.Encoder().encode


class CardView(Struct, frozen=True):
    """A card (picture for sharing), laid out in WIDTH by HEIGHT pixels.

    `label`: kind of page, None for home; `title`, `text`: lines; `size`: font size of the title; `marks`: for each
    standing (how the answers to a question compare) its name, lines of text, and left edge in pixels; `foot`: name of
    the site; on home, counts of the record; `alt`: the card's text.
    """

    url: str
    label: str | None
    title: tuple[str, ...]
    size: int
    text: tuple[str, ...]
    marks: tuple[tuple[str, tuple[str, ...], float], ...]
    foot: str
    alt: str


class Cards(Mapping[str, PictureView]):
    """Address, size and description of each card (picture for sharing), by the address of its page.

    Home, pages in the folders CARDED and generated pages have one, if the fonts have its letters (see `fitted`); else
    KeyError. `fonts`: paths of TrueType files.
    """

    def __init__(self, dossier: Reader, t: Translations, fonts: Sequence[Path]) -> None:
        self._dossier, self._fonts = dossier, fonts
        self._context = PageContext(dossier, t, Addresses(""), "/")
        with dossier.recording():
            own = [key for key in dossier.keys("") if dossier.shown_on(key) is None]
        keys = (key for key in own if key == HOME or key.folder in CARDED)
        made = {f"/{name}/": name for name in sorted(dossier.made()) if name not in UNCARDED}
        self.pages: dict[str, Key | str] = {**{page_url(key): key for key in keys}, **made}
        self._pictures: dict[str, PictureView | None] = {}

    def view(self, url: str) -> CardView | None:
        """Lay out the card of the page at `url`; None if the fonts lack letters."""
        content = fitted(card_text(self._context, self.pages[url]), self._faces)
        return None if content is None else _laid_out(_address(self.pages[url]), content, self._faces)

    def digest(self, url: str) -> bytes:
        """Digest of a card's text, without numbers in its foot; b"" without a card."""
        if url not in self.pages:
            return b""
        with self._dossier.recording():
            content = card_text(self._context, self.pages[url])
        return digest(_encode((described(content), "".join(sorted(set(content.foot) - set(digits))))))

    @cached_property
    def _faces(self) -> Mapping[int, Typeface]:
        return by_weight(self._fonts)

    def _picture(self, url: str) -> PictureView | None:
        if url not in self._pictures:
            self._pictures[url] = self._made(self.pages[url]) if url in self.pages else None
        return self._pictures[url]

    def _made(self, page: Key | str) -> PictureView | None:
        with self._dossier.recording():
            content = card_text(self._context, page)
        return PictureView(_address(page), *SIZE, described(content)) if fitted(content, self._faces) else None

    def __getitem__(self, url: str) -> PictureView:
        picture = self._picture(url)
        if picture is None:
            raise KeyError(url)
        return picture

    def __iter__(self) -> Iterator[str]:
        return (url for url in self.pages if self._picture(url) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def card_input(view: CardView) -> RenderInput:
    """Input for rendering a card as SVG, at the address of its picture."""
    return RenderInput(view.url, "card.svg", None, view, "exports/cards.py")


def _address(page: Key | str) -> str:
    return f"/cards/{'home' if page == HOME else page}.png"


def _laid_out(address: str, content: CardText, faces: Mapping[int, Typeface]) -> CardView:
    plain, bold = faces[REGULAR], faces[SEMIBOLD]
    size, title = _title(content.title, bold)
    left = BODY_HEIGHT - len(title) * size * TITLE_LEADING - (MARK_HEIGHT if content.marks else 0)
    return CardView(
        url=address,
        label=content.label,
        title=title,
        size=size,
        text=tuple(plain.shorten(content.text, TEXT_SIZE, MEASURE, int(left // TEXT_LEADING))),
        marks=tuple(_in_a_row(content.marks, plain)),
        foot=bold.shorten(content.foot, TEXT_SIZE, FOOT_MEASURE, 1)[0],
        alt=described(content),
    )


def _in_a_row(marks: tuple[tuple[str, str], ...], plain: Typeface) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """Standings side by side, as many as fit; the first always, in two lines if necessary."""
    at = float(MARGIN)
    for name, words in marks:
        lines = plain.shorten(words, MARK_SIZE, MEASURE - GLYPH_WIDTH, MARK_LINES)
        end = at + GLYPH_WIDTH + max(plain.width(line, MARK_SIZE) for line in lines)
        if end > WIDTH - MARGIN:
            return
        yield name, tuple(lines), round(at, 1)
        at = end + MARK_GAP


def _title(title: str, bold: Typeface) -> tuple[int, tuple[str, ...]]:
    """Largest size at which the whole title fits, with its lines; at the smallest size, what fits."""
    for size in TITLE_SIZES:
        most = int(TITLE_HEIGHT // (size * TITLE_LEADING))
        lines = bold.balance(title, size, MEASURE)
        if len(lines) <= most:
            return size, tuple(lines)
    return size, tuple(bold.shorten(title, size, MEASURE, most))


TAB_SIDE, TOUCH_SIDE = 32, 180


def draw(svg: str, fonts: Sequence[Path], width: int) -> bytes:
    """Rasterise an SVG as PNG, `width` pixels wide. `fonts`: TrueType files."""
    import resvg_py

    files = [str(font) for font in fonts]
    return bytes(resvg_py.svg_to_bytes(svg, width=width, skip_system_fonts=True, font_files=files))


def icon_files(svg: str, fonts: Sequence[Path]) -> Iterator[OutputFile]:
    """Rasterise the icon for browsers that do not read SVG, and for phones."""
    tab = icon_of(draw(svg, fonts, TAB_SIDE), TAB_SIDE)
    yield OutputFile(FAVICON.removeprefix("/"), tab, "exports/cards.py")
    yield OutputFile(TOUCH_ICON.removeprefix("/"), draw(svg, fonts, TOUCH_SIDE), "exports/cards.py")


def icon_of(png: bytes, side: int) -> bytes:
    """Make an ICO file that contains one PNG of `side` by `side` pixels.

    `side` is less than 256. PNG in ICO is read since Windows Vista.
    """
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), len(header) + 16)
    return header + entry + png
