"""How documents name somebody."""

from sourcebook.model.dossier import Named, Page, Source
from sourcebook.views.here import Here
from sourcebook.views.pages import NameRow


def name_row(here: Here, page: Page, source: Source, named: Named) -> NameRow:
    """A row of a table of names, as it stands in the document `page`."""
    return NameRow(
        who=here.link(named.who),
        spelling=named.record.spelling,
        title=named.record.title,
        source=here.link(page.key),
        published=here.date(source.record.published.date),
        at=here.at(named.record.at),
    )
