"""The timeline: every date of the record in order, and the band drawn over the list."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from sourcebook.model.dossier import Event, Source
from sourcebook.views.common import ClaimView, DateView, LinkView
from sourcebook.views.here import Here
from sourcebook.views.pictures.axis import Axis
from sourcebook.views.pictures.band import BandView, Item, Layout, band
from sourcebook.views.pictures.moments import KINDS, Chronicle, Moment, chronicle, undated, year_of
from sourcebook.views.spoken import date_text

LAYOUTS = (
    Layout("narrow", 280, longest=274, lines=2, above=True),
    Layout("wide", 584, longest=400, lines=1, above=False),
)
QUALIFIERS = {"?": "uncertain", "~": "about", "%": "about-uncertain"}


class EntryView(Struct, frozen=True):
    """An entry of the list. `page` is its document or event; None where a claim alone gives the date.

    `by`: a document's author and outlet. `why`: how the date is known, where no text states it. `later`: entries that
    show what came of it; `earlier`: those that announced it. `doubts`: what has the documents against it. `topics`:
    slugs.
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
    """The page. `years`: entries under their year; `undated`: events without a date; `topics`: slug and title."""

    title: str
    intro: str
    total: int
    topics: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    bands: tuple[BandView, ...]
    years: tuple[tuple[int, tuple[EntryView, ...]], ...]
    undated: tuple[EntryView, ...]


def timeline_view(here: Here) -> TimelineView:
    """The view of the timeline."""
    known = chronicle(here.lookup)
    found = known.moments
    entries = [(year_of(moment.date), _entry(here, known, moment)) for moment in found]
    without = tuple(_undated(here))
    topics = dict.fromkeys(topic for moment in found for topic in moment.topics)
    return TimelineView(
        title=here.words("timeline.title"),
        intro=here.words("timeline.intro"),
        total=len(found) + len(without),
        topics=tuple((topic.slug, here.page(topic).title) for topic in sorted(topics)),
        kinds=tuple(kind for kind in KINDS if any(moment.kind == kind for moment in found)),
        bands=_bands(here, known) if found else (),
        years=tuple(
            (year, tuple(entry for _, entry in group)) for year, group in groupby(entries, key=lambda pair: pair[0])
        ),
        undated=without,
    )


def _entry(here: Here, known: Chronicle, moment: Moment) -> EntryView:
    page = here.page(moment.page) if moment.page else None
    matter = page.matter if page else None
    source = matter if isinstance(matter, Source) else None
    return EntryView(
        id=moment.id,
        kind=moment.kind,
        date=here.date(moment.date),
        basis=moment.basis,
        page=here.maybe(moment.page),
        by=here.links(tuple(key for key in (source.author, source.outlet) if key)) if source else (),
        where=here.links(matter.where) if isinstance(matter, Event) else (),
        why=_why(here, moment),
        claims=tuple(here.claim(claim) for claim in moment.claims),
        later=(
            *(_to(here, each) for each in known.later[moment.id]),
            *(here.target(key) for key in known.unplaced[moment.id]),
        ),
        earlier=tuple(_to(here, each) for each in known.earlier[moment.id]),
        doubts=here.links(moment.doubts),
        topics=tuple(topic.slug for topic in moment.topics),
    )


def _why(here: Here, moment: Moment) -> str | None:
    """The reasoning, unless a text states the date; that of an event that no claim dates is its page's."""
    matter = here.page(moment.page).matter if moment.page else None
    if moment.basis == "stated" or (moment.doubts and not moment.page):
        return None
    if isinstance(matter, Source):
        return matter.record.published.why
    return matter.record.why if isinstance(matter, Event) else moment.claims[0].record.why


def _to(here: Here, moment: Moment) -> LinkView:
    return LinkView(f"{date_text(moment.date, here.words)}: {_name(here, moment)}", f"#{moment.id}")


def _name(here: Here, moment: Moment) -> str:
    """What a moment is called: its page's title, or what the claim says."""
    return here.page(moment.page).title if moment.page else moment.claims[0].record.says


def _undated(here: Here) -> Iterator[EntryView]:
    for page, event in undated(here.lookup):
        yield EntryView(
            f"t-event-{page.key.slug}", "event", None, None, here.link(page.key), (), here.links(event.where),
            event.record.why, (), (), (), (), (),
        )  # fmt: skip


def _bands(here: Here, known: Chronicle) -> tuple[BandView, ...]:
    axis = Axis.of(moment.date for moment in known.moments)
    lanes = [(kind, tuple(_items(here, known, axis, kind))) for kind in KINDS]
    return tuple(band(axis, [lane for lane in lanes if lane[1]], layout) for layout in LAYOUTS)


def _items(here: Here, known: Chronicle, axis: Axis, kind: str) -> Iterator[Item]:
    """One item for all of a kind that have one date, one basis and one outcome."""
    groups: dict[object, list[Moment]] = {}
    for moment in known.moments:
        if moment.kind == kind:
            groups.setdefault((moment.date.text, moment.basis, known.later[moment.id]), []).append(moment)
    for group in groups.values():
        first = group[0]
        shown = (first, *known.later[first.id])
        yield Item(
            href=f"#{first.id}",
            label=_name(here, first).rstrip("."),
            tail=_tail(here, group),
            title=_title(here, group),
            ids=tuple(moment.id for moment in group),
            extents=tuple((axis.extent(moment.date), moment.basis) for moment in shown),
        )


def _tail(here: Here, group: Sequence[Moment]) -> str:
    """What a mark cannot show: doubt about the date, and how many it stands for."""
    words, qualifier = here.words, group[0].date.qualifier
    said = [words(f"timeline.mark.{QUALIFIERS[qualifier]}")] if qualifier else []
    said += [words("timeline.mark.contested")] if group[0].doubts else []
    said += [words.count("others", len(group) - 1)] if len(group) > 1 else []
    return f" ({words('list.comma').join(said)})" if said else ""


def _title(here: Here, group: Sequence[Moment]) -> str:
    first = group[0]
    known = here.words(f"timeline.basis.{first.basis}")
    said = f"{date_text(first.date, here.words)} ({known}): {_name(here, first)}"
    return f"{said} ({here.words.count('others', len(group) - 1)})" if len(group) > 1 else said
