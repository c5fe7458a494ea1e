"""Names as documents spell them."""

from msgspec import Struct

from sourcebook.model.dossier import Named
from sourcebook.model.names import Key
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.context import PageContext


class NameRow(Struct, frozen=True):
    """Name of somebody in a document.

    `who`: whose it is; `spelling`: as in the document, if it has one; `title`: form of address or office in the
    document; `at`: paragraphs in words; `loaded`: whether the spelling takes a side.
    """

    who: LinkView
    spelling: str | None
    title: str | None
    source: LinkView
    published: DateView
    at: str
    loaded: bool


def name_row(context: PageContext, source: Key, named: Named) -> NameRow:
    """Row of a table of names, for the document `source`."""
    return NameRow(
        who=context.link(named.who),
        spelling=named.record.spelling,
        title=named.record.title,
        source=context.link(source),
        published=context.date(context.dossier.head(source).published.date),
        at=context.at(named.record.at),
        loaded=context.dossier.is_loaded(named.record.spelling or ""),
    )
