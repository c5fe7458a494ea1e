"""Meta tags for reference managers: Highwire Press, PRISM, Dublin Core, Zotero."""

from collections.abc import Iterator

from sourcebook.views.citing.cite import when_published
from sourcebook.views.citing.works import Work
from sourcebook.views.context import PageContext

TYPES = {"document": "newspaperArticle", "page": "webpage", "dataset": "dataset"}


def scholar_tags(context: PageContext, work: Work) -> tuple[tuple[str, str], ...]:
    """Name and content of each tag for a work.

    There is always a date, in words if need be: without one, Zotero takes the first `<time>` of the text. Only persons
    are authors, since Zotero splits every author into first and last name.
    """
    return tuple(_tags(context, work))


def _tags(context: PageContext, work: Work) -> Iterator[tuple[str, str]]:
    yield "z:itemType", TYPES[work.kind]
    yield "citation_title", work.title
    if work.author and work.author.family:
        yield "citation_author", f"{work.author.family}, {work.author.given}" if work.author.given else work.author.name
    yield from _dates(context, work)
    if work.kind == "document" and work.container:
        yield "prism.publicationName", work.container
    if work.kind != "document":
        settings = context.dossier.settings()
        yield "DC.publisher", settings.title
        yield "DC.rights", settings.licence.url
        yield "citation_language", settings.language


def _dates(context: PageContext, work: Work) -> Iterator[tuple[str, str]]:
    date = work.date
    if date.form != "date" or date.qualifier:
        yield "DC.date", when_published(work, "plain", context.t)
        return
    if date.precision != "month":
        yield "citation_publication_date", date.text.replace("-", "/")
    yield "DC.date", date.text
