"""How documents name somebody."""

from msgspec import Struct

from sourcebook.model.dossier import Named, Page, Source
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.here import Here


class NameRow(Struct, frozen=True):
    """How a document names somebody: `spelling` or `title` may be missing. `loaded`: the spelling takes a side."""

    who: LinkView
    spelling: str | None
    title: str | None
    source: LinkView
    published: DateView
    at: str
    loaded: bool


def name_row(here: Here, page: Page, source: Source, named: Named) -> NameRow:
    """A row of a table of names, as it stands in the document `page`."""
    return NameRow(
        who=here.link(named.who),
        spelling=named.record.spelling,
        title=named.record.title,
        source=here.link(page.key),
        published=here.date(source.record.published.date),
        at=here.at(named.record.at),
        loaded=here.lookup.is_loaded(named.record.spelling or ""),
    )
