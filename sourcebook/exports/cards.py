"""Pictures of pages for where they are shared: what stands on each, laid out in lines by the fonts' own widths."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from sourcebook.exports.typeface import Typeface
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import HOME, Key, page_url
from sourcebook.model.reader import Reader
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.share import PictureView
from sourcebook.views.context import PageContext
from sourcebook.views.site import Screen
from sourcebook.views.words import Words

WIDTH, HEIGHT = 1200, 630
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


class CardView(Struct, frozen=True):
    """A card of WIDTH by HEIGHT. `title`, `text`: lines; `size`: the title's.

    `marks`: name and lines of standings, and how far from the left each stands, in pixels.
    `label` is the kind of page in a word, None for home; `foot` names the site, or on home's card counts its parts.
    """

    url: str
    label: str | None
    title: tuple[str, ...]
    size: int
    text: tuple[str, ...]
    marks: tuple[tuple[str, tuple[str, ...], float], ...]
    foot: str
    alt: str

    @property
    def picture(self) -> PictureView:
        return PictureView(self.url, WIDTH, HEIGHT, self.alt)


class _Said(Struct, frozen=True):
    """What a card says, not yet in lines."""

    label: str | None
    title: str
    text: str
    marks: tuple[tuple[str, str], ...]
    foot: str


def card_views(dossier: Reader, words: Words, faces: Mapping[int, Typeface]) -> dict[str, CardView]:
    """Cards by the address of their page."""
    found = ((page_url(key), card_view(dossier, words, faces, key)) for key in carded(dossier))
    return {url: card for url, card in found if card is not None}


def carded(dossier: Reader) -> tuple[Key, ...]:
    """The pages that have a card, if their letters can be drawn."""
    return tuple(key for key in dossier.keys("") if key == HOME or key.folder in CARDED)


def card_view(dossier: Reader, words: Words, faces: Mapping[int, Typeface], key: Key) -> CardView | None:
    """The card of one page; a page with letters that the fonts have not goes without."""
    said = _said(PageContext(dossier, words, Addresses(""), "/"), key)
    return _laid_out(key, said, faces) if _can_draw(said, faces) else None


def card_screens(cards: Mapping[str, CardView]) -> Iterator[Screen]:
    """Each card ready for its template, at the address of its picture."""
    for view in cards.values():
        yield Screen(view.url, "card.svg", None, view, "exports/cards.py")


def _said(context: PageContext, key: Key) -> _Said:
    settings = context.dossier.settings()
    if key == HOME:
        return _Said(None, settings.title, settings.tagline, (), _counts(context))
    label, title = context.words(f"share.{key.kind}"), context.dossier.title(key)
    match key.folder:
        case "questions":
            return _Said(label, title, context.question(key).record.asks, _marks(context, key), settings.title)
        case "sources":
            return _Said(label, title, _facts(context, context.dossier.head(key)), (), settings.title)
    return _Said(label, title, context.dossier.summary(key), (), settings.title)


def _counts(context: PageContext) -> str:
    """How much the record holds, in a line."""
    sources, questions = (len(context.dossier.keys(folder)) for folder in ("sources", "questions"))
    counts = (("sources", sources), ("claims", context.count_claims()), ("questions", questions))
    return context.words("list.comma").join(context.words.count(name, count) for name, count in counts)


def _marks(context: PageContext, key: Key) -> tuple[tuple[str, str], ...]:
    """Name and title of each standing; of one that is alone also what it means."""
    marks = tuple(
        dict.fromkeys((each.standing, context.standing_title(each)) for each in context.dossier.standings(key))
    )
    if len(marks) > 1:
        return marks
    return tuple((name, f"{title}: {context.words(f'standing.{name}.gloss')}") for name, title in marks)


def _facts(context: PageContext, source: SourceHead) -> str:
    """Outlet, date and how it is known, and how much of it is recorded."""
    outlet = context.dossier.title(source.outlet) if source.outlet else context.words("share.no-outlet")
    published = context.published(source.published)
    basis = context.words(f"basis.short.{published.basis}")
    claims = context.words.count("claims", source.claims)
    return context.words("share.facts", outlet=outlet, date=published.date.text, basis=basis, claims=claims)


def _can_draw(said: _Said, faces: Mapping[int, Typeface]) -> bool:
    plain = " ".join([said.label or "", said.text, *(words for _, words in said.marks)])
    return faces[REGULAR].has(plain) and faces[SEMIBOLD].has(said.title + said.foot)


def _laid_out(key: Key, said: _Said, faces: Mapping[int, Typeface]) -> CardView:
    plain, bold = faces[REGULAR], faces[SEMIBOLD]
    size, title = _title(said.title, bold)
    left = BODY_HEIGHT - len(title) * size * TITLE_LEADING - (MARK_HEIGHT if said.marks else 0)
    return CardView(
        url=f"/cards/{'home' if key == HOME else key}.png",
        label=said.label,
        title=title,
        size=size,
        text=tuple(plain.shorten(said.text, TEXT_SIZE, MEASURE, int(left // TEXT_LEADING))),
        marks=tuple(_in_a_row(said.marks, plain)),
        foot=bold.shorten(said.foot, TEXT_SIZE, FOOT_MEASURE, 1)[0],
        alt=" ".join(map(_sentence, filter(None, (said.label, said.title, said.text, *dict(said.marks).values())))),
    )


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


def _in_a_row(marks: tuple[tuple[str, str], ...], plain: Typeface) -> Iterator[tuple[str, tuple[str, ...], float]]:
    """As many as there is room for; the first in any case, in two lines if need be."""
    at = float(MARGIN)
    for name, words in marks:
        lines = plain.shorten(words, MARK_SIZE, MEASURE - GLYPH_WIDTH, MARK_LINES)
        end = at + GLYPH_WIDTH + max(plain.width(line, MARK_SIZE) for line in lines)
        if end > WIDTH - MARGIN:
            return
        yield name, tuple(lines), round(at, 1)
        at = end + MARK_GAP


def _title(title: str, bold: Typeface) -> tuple[int, tuple[str, ...]]:
    """The largest size at which the whole title fits, or the smallest with what fits of it."""
    for size in TITLE_SIZES:
        most = int(TITLE_HEIGHT // (size * TITLE_LEADING))
        lines = bold.balance(title, size, MEASURE)
        if len(lines) <= most:
            return size, tuple(lines)
    return size, tuple(bold.shorten(title, size, MEASURE, most))
