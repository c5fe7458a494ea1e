"""Social cards: pictures that stand for pages where these are shared."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from string import digits

from msgspec import Struct, msgpack

from sourcebook.exports.typeface import Typeface, by_weight
from sourcebook.model.digests import digest
from sourcebook.model.dossier import Question
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import HOME, Key, page_url
from sourcebook.model.reader import Reader
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.tags import PictureView
from sourcebook.views.context import PageContext
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
REGULAR, SEMIBOLD = 400, 600
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


class CardText(Struct, frozen=True):
    """Text of a card before layout. `marks`: name and text of each standing."""

    label: str | None
    title: str
    text: str
    marks: tuple[tuple[str, str], ...]
    foot: str


class Cards(Mapping[str, PictureView]):
    """Address, size and description of each card (picture for sharing), by the address of its page.

    Home, pages in the folders CARDED and generated pages have one, if the fonts have its letters (see `fitted`); else
    KeyError. `fonts`: paths of TrueType files.
    """

    def __init__(self, dossier: Reader, t: Translations, fonts: Sequence[Path]) -> None:
        self._dossier, self._fonts = dossier, fonts
        self._context = PageContext(dossier, t, Addresses(""), "/")
        keys = (key for key in dossier.keys("") if key == HOME or key.folder in CARDED)
        made = {f"/{name}/": name for name in sorted(dossier.made()) if name not in UNCARDED}
        self.pages: dict[str, Key | str] = {**{page_url(key): key for key in keys}, **made}
        self._pictures: dict[str, PictureView | None] = {}

    def view(self, url: str) -> CardView | None:
        """Lay out the card of the page at `url`; None if the fonts lack letters."""
        content = fitted(_card_text(self._context, self.pages[url]), self._faces)
        return None if content is None else _laid_out(_address(self.pages[url]), content, self._faces)

    def digest(self, url: str) -> bytes:
        """Digest of a card's text, without numbers in its foot; b"" without a card."""
        if url not in self.pages:
            return b""
        with self._dossier.recording():
            content = _card_text(self._context, self.pages[url])
        return digest(_encode((_alt(content), "".join(sorted(set(content.foot) - set(digits))))))

    @cached_property
    def _faces(self) -> Mapping[int, Typeface]:
        return by_weight(self._fonts)

    def _picture(self, url: str) -> PictureView | None:
        if url not in self._pictures:
            self._pictures[url] = self._made(self.pages[url]) if url in self.pages else None
        return self._pictures[url]

    def _made(self, page: Key | str) -> PictureView | None:
        with self._dossier.recording():
            content = _card_text(self._context, page)
        return PictureView(_address(page), *SIZE, _alt(content)) if fitted(content, self._faces) else None

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


def _alt(content: CardText) -> str:
    parts = (content.label, content.title, content.text, *dict(content.marks).values())
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts if part)


def _card_text(context: PageContext, key: Key | str) -> CardText:
    settings = context.dossier.settings()
    if isinstance(key, str):
        return CardText(None, context.t(f"nav.{key}"), context.t(f"index.intro.{key}"), (), settings.title)
    if key == HOME:
        return CardText(None, settings.title, settings.tagline, (), _counts(context))
    label, title = context.t(f"share.{key.kind}"), context.dossier.title(key)
    if key.folder == "questions":
        asks = context.matter(key, Question).record.asks
        return CardText(label, title, asks, _marks(context, key), settings.title)
    sources = key.folder == "sources"
    text = _facts(context, context.dossier.head(key)) if sources else context.dossier.summary(key)
    return CardText(label, title, text, (), settings.title)


def _counts(context: PageContext) -> str:
    """Counts of documents, claims and questions in one line."""
    sources, questions = (len(context.dossier.keys(folder)) for folder in ("sources", "questions"))
    counts = (("sources", sources), ("claims", context.count_claims()), ("questions", questions))
    return context.t("list.comma").join(context.t.count(name, count) for name, count in counts)


def _marks(context: PageContext, key: Key) -> tuple[tuple[str, str], ...]:
    """Name and title of each standing; a single one also has its meaning."""
    marks = tuple(
        dict.fromkeys((verdict.standing, context.standing_title(verdict)) for verdict in context.dossier.standings(key))
    )
    if len(marks) > 1:
        return marks
    return tuple((name, f"{title}: {context.t(f'standing.{name}.gloss')}") for name, title in marks)


def _facts(context: PageContext, source: SourceHead) -> str:
    """Outlet, date, basis of the date, and number of claims."""
    outlet = context.dossier.title(source.outlet) if source.outlet else context.t("share.no-outlet")
    published = context.published(source.published)
    basis = context.t(f"basis.short.{published.basis}")
    claims = context.t.count("claims", source.claims)
    return context.t("share.facts", outlet=outlet, date=published.date.text, basis=basis, claims=claims)


def fitted(content: CardText, faces: Mapping[int, Typeface]) -> CardText | None:
    """Text of a card in letters that the fonts have.

    A letter that a font lacks becomes its base letter (Unicode Standard, section 3.7); None if the font lacks that too.
    """
    plain, bold = faces[REGULAR].fitted, faces[SEMIBOLD].fitted
    fits = CardText(
        plain(content.label or "") or None,
        bold(content.title),
        plain(content.text),
        tuple((name, plain(words)) for name, words in content.marks),
        bold(content.foot),
    )
    written = " ".join([fits.label or "", fits.text, *(words for _, words in fits.marks)])
    return fits if faces[REGULAR].has(written) and faces[SEMIBOLD].has(fits.title + fits.foot) else None


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
        alt=_alt(content),
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
