"""Timeline page: a list of everything that the record dates, with a drawing above."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dossier import Event
from sourcebook.model.names import Key
from sourcebook.views.common import ClaimView, DateView, LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import date_text, year_text
from sourcebook.views.pictures.axis import Axis
from sourcebook.views.pictures.band import BandView, Item, Layout, band
from sourcebook.views.pictures.moments import KINDS, Chronicle, Moment, chronicle, undated, year_of

LAYOUTS = (
    Layout("narrow", 280, longest=274, lines=2, above=True),
    Layout("wide", 584, longest=400, lines=1, above=False),
)
QUALIFIERS = {"?": "uncertain", "~": "about", "%": "about-uncertain"}


class EntryView(Struct, frozen=True):
    """Entry of the timeline's list: a document, an event, or a claim that alone gives a date.

    `page`: its document or event, None for a claim; `date`: None for an event without one; `by`: a document's author
    and outlet; `where`: places of an event; `why`: how a claim's date is known, or why an event has
    none; `later`: entries that show what came of it; `earlier`: entries that announced it; `doubts`: puzzles and
    questions in which it does not fit with another date; `topics`: slugs.
    """

    id: str
    kind: str
    date: DateView | None
    basis: str | None
    page: LinkView | None
    by: tuple[LinkView, ...]
    where: tuple[LinkView, ...]
    why: str | None
    claims: tuple[ClaimView, ...]
    later: tuple[LinkView, ...]
    earlier: tuple[LinkView, ...]
    doubts: tuple[LinkView, ...]
    topics: tuple[str, ...]


class TimelineView(Struct, frozen=True):
    """Timeline page.

    `total`: number of entries; `topics`: slug and title; `bands`: drawings for narrow and wide screens; `years`:
    entries by year, which is given as a number and in words; `undated`: events without a date.
    """

    total: int
    topics: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    bands: tuple[BandView, ...]
    years: tuple[tuple[int, str, tuple[EntryView, ...]], ...]
    undated: tuple[EntryView, ...]


def timeline_view(context: PageContext) -> TimelineView:
    """Make the template data of the timeline page."""
    known = chronicle(context.dossier)
    moments = known.moments
    entries = [(year_of(moment.date), _entry(context, known, moment)) for moment in moments]
    without = tuple(_undated(context))
    topics = dict.fromkeys(topic for moment in moments for topic in moment.topics)
    return TimelineView(
        total=len(moments) + len(without),
        topics=tuple((topic.slug, context.dossier.title(topic)) for topic in sorted(topics)),
        kinds=tuple(kind for kind in KINDS if any(moment.kind == kind for moment in moments)),
        bands=_bands(context, known) if moments else (),
        years=tuple(
            (year, year_text(year, context.t), tuple(entry for _, entry in group))
            for year, group in groupby(entries, key=lambda pair: pair[0])
        ),
        undated=without,
    )


def _entry(context: PageContext, known: Chronicle, moment: Moment) -> EntryView:
    by, where = _people_and_places(context, moment.page)
    return EntryView(
        id=moment.id,
        kind=moment.kind,
        date=context.date(moment.date),
        basis=moment.basis,
        page=context.maybe(moment.page),
        by=context.links(by),
        where=context.links(where),
        why=moment.claims[0].record.why if not (moment.page or moment.doubts) else None,
        claims=context.claims(claim.key for claim in moment.claims),
        later=(
            *(_to(context, connected) for connected in known.later[moment.id]),
            *(context.target(key) for key in known.unplaced[moment.id]),
        ),
        earlier=tuple(_to(context, connected) for connected in known.earlier[moment.id]),
        doubts=context.links(moment.doubts),
        topics=tuple(topic.slug for topic in moment.topics),
    )


def _people_and_places(context: PageContext, key: Key | None) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
    """Author and outlet of a document, or places of an event; the other one is empty."""
    if key is None or key.folder == "events":
        return (), context.matter(key, Event).where if key else ()
    head = context.dossier.head(key)
    return tuple(who for who in (*head.authors, head.outlet) if who), ()


def _to(context: PageContext, moment: Moment) -> LinkView:
    return LinkView(
        f"{date_text(moment.date, context.t)}{context.t('list.colon')} {_name(context, moment)}", f"#{moment.id}"
    )


def _name(context: PageContext, moment: Moment) -> str:
    """Title of a moment's page, or what its claim says and whose word that is."""
    return context.dossier.title(moment.page) if moment.page else context.target(moment.claims[0].key).title


def _undated(context: PageContext) -> Iterator[EntryView]:
    for key in undated(context.dossier):
        event = context.matter(key, Event)
        yield EntryView(
            f"t-event-{key.slug}", "event", None, None, context.link(key), (), context.links(event.where),
            event.record.why, (), (), (), (), (),
        )  # fmt: skip


def _bands(context: PageContext, known: Chronicle) -> tuple[BandView, ...]:
    axis = Axis.of(moment.date for moment in known.moments)
    lanes = [(kind, tuple(_items(context, known, axis, kind))) for kind in KINDS]
    drawn = (band(axis, [lane for lane in lanes if lane[1]], layout) for layout in LAYOUTS)
    return tuple(
        replace(view, years=tuple((year_text(int(year), context.t), x, line) for year, x, line in view.years))
        for view in drawn
    )


def _items(context: PageContext, known: Chronicle, axis: Axis, kind: str) -> Iterator[Item]:
    """Items of the drawing: one for all moments of a kind with the same date, basis and outcome."""
    groups: dict[object, list[Moment]] = {}
    for moment in known.moments:
        if moment.kind == kind:
            groups.setdefault((moment.date.text, moment.basis, known.later[moment.id]), []).append(moment)
    for group in groups.values():
        first = group[0]
        shown = (first, *known.later[first.id])
        yield Item(
            href=f"#{first.id}",
            label=_name(context, first).rstrip("."),
            tail=_tail(context, group),
            title=_title(context, group),
            ids=tuple(moment.id for moment in group),
            extents=tuple((axis.extent(moment.date), moment.basis) for moment in shown),
        )


def _tail(context: PageContext, group: Sequence[Moment]) -> str:
    """Words for what a mark cannot show: doubt about the date, and how many entries it has."""
    t, qualifier = context.t, group[0].date.qualifier
    remarks = [t(f"timeline.mark.{QUALIFIERS[qualifier]}")] if qualifier else []
    remarks += [t("timeline.mark.contested")] if group[0].doubts else []
    remarks += [t.count("others", len(group) - 1)] if len(group) > 1 else []
    return f" ({t('list.comma').join(remarks)})" if remarks else ""


def _title(context: PageContext, group: Sequence[Moment]) -> str:
    first = group[0]
    known = context.t(f"timeline.basis.{first.basis}")
    text = f"{date_text(first.date, context.t)} ({known}){context.t('list.colon')} {_name(context, first)}"
    return f"{text} ({context.t.count('others', len(group) - 1)})" if len(group) > 1 else text
