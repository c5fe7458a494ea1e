"""Texts of social cards, in letters that the fonts have."""

from collections.abc import Mapping

from msgspec import Struct

from sourcebook.exports.typeface import Typeface
from sourcebook.model.dossier import Question
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import HOME, Key
from sourcebook.views.context import PageContext
from sourcebook.views.counts import COUNTS as TABLE_ROWS

REGULAR, SEMIBOLD = 400, 600


class CardText(Struct, frozen=True):
    """Text of a card before layout. `marks`: name and text of each standing."""

    label: str | None
    title: str
    text: str
    marks: tuple[tuple[str, str], ...]
    foot: str


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


def card_text(context: PageContext, key: Key | str) -> CardText:
    """Text of the card of a page, or of the generated page of this name."""
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
    counts = (("sources", sources), ("claims", TABLE_ROWS["claims"](context.dossier)), ("questions", questions))
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


def described(content: CardText) -> str:
    """Text of a card as one line, for those who cannot see it."""
    parts = (content.label, content.title, content.text, *dict(content.marks).values())
    return " ".join(part if part.endswith((".", "?", "!", "…")) else f"{part}." for part in parts if part)
