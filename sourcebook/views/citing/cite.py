"""Citations of a page in two styles, with files for reference managers.

If the page is about a document, that is cited first.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import CHOICES, Edtf
from sourcebook.views.citing.works import Author, Work, cited_first, document_work, edited, page_work
from sourcebook.views.common import LinkView
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import date_text
from sourcebook.views.translations import Translations

FORMATS = ("bib", "biblatex.bib", "ris", "csl.json")
"""File extensions of formats for reference managers, which are also keys of their names."""

TABLES_OF = {
    "source": ("claims", "names"),
    "question": ("claims", "standings"),
    "differ": ("standings", "claims"),
    "promises": ("promises",),
    "voices": ("claims",),
    "language": ("names",),
    "timeline": ("entities", "claims"),
    "map": ("entities",),
    "releases": ("releases",),
    "sources": ("sources",),
    "questions": ("questions", "standings"),
    "puzzles": ("puzzles",),
    "people": ("entities",),
    "places": ("entities",),
    "organisations": ("entities",),
    "events": ("entities",),
    "topics": ("entities",),
}
"""Tables of /data/ that hold what a page shows, by its kind or, for indexes, by its folder."""


class CitationPiece(Struct, frozen=True):
    """A piece of a citation.

    `slanted`: whether it is a title in italics; `href`: address that it links.
    """

    text: str
    slanted: bool = False
    href: str | None = None


class CitedView(Struct, frozen=True):
    """Citations of one work (a document, a page or the dataset).

    `kind`: document, page, dataset; `styles`: "apa" or "chicago" with its pieces; `remarks`: sentences.
    """

    kind: str
    styles: tuple[tuple[str, tuple[CitationPiece, ...]], ...]
    remarks: tuple[str, ...]


class CiteView(Struct, frozen=True):
    """Section on how to cite a page.

    `first`: documents that the page cites, to be cited before it; `works`: in the order to cite them; `files`: for
    reference managers; `of_all`: whether these hold all pages; `tables`: name, CSV and JSON of the data that the page
    shows; `edited`: who edits and who has reviewed it, sentences.
    """

    first: tuple[LinkView, ...]
    works: tuple[CitedView, ...]
    files: tuple[LinkView, ...]
    of_all: bool
    tables: tuple[tuple[str, LinkView, LinkView], ...]
    edited: tuple[str, ...]


def cite_view(context: PageContext, works: Sequence[Work], kind: str) -> CiteView:
    """Make the template data of the section on how to cite a page, given its works.

    `kind`: of the page, as its template is called.
    """
    own = works[0].kind == "document"
    base = f"{context.url}{works[0].id}" if own else "/data/pages"
    key = context.dossier.at(context.url)
    listed = key is not None or works[0].kind == "dataset"
    return CiteView(
        first=() if own or key is None else cited_first(context, key),
        works=tuple(cited_view(work, context.t) for work in works),
        files=tuple(_file(context, base, end) for end in FORMATS if listed),
        of_all=not own,
        tables=tuple(_table(context, name) for name in shown_tables(context, kind)),
        edited=() if key is None else tuple(edited(context, key)),
    )


def works_of(context: PageContext, title: str, changed: str) -> tuple[Work, ...]:
    """List the works to cite for a page: the document that it is about, and the page."""
    key = context.dossier.at(context.url)
    own = page_work(context, title, changed)
    return (document_work(context, key), own) if key and key.folder == "sources" else (own,)


def remarks(work: Work, t: Translations) -> tuple[str, ...]:
    """Sentences on a work that a citation cannot express; empty if none applies.

    That its title is ours, how its date is known unless it is stated, that the address is that of our account of it
    because no published copy is known.
    """
    known = work.account is None or work.account != work.url
    said = (work.ours and "ours", work.basis != "stated" and f"basis.{work.basis}", not known and "unpublished")
    return tuple(t(f"cite.{name}") for name in said if name)


def when_published(work: Work, style: str, t: Translations) -> str:
    """Format the date of a work in a style.

    `style`: "apa", "chicago", or "plain" as the site writes dates, with the basis in words. The styles put what does
    not stand in the document in square brackets, with a question mark if it is uncertain and `ca.` if it is about.
    """
    date = work.date
    if style == "plain":
        words = date_text(date, t)
        return words if work.basis == "stated" else t("cite.qualified", date=words, how=t(f"cite.short.{work.basis}"))
    if date.form != "date":
        words = date_text(date, t)
        return t("cite.undated-known", date=words) if date.form in CHOICES else words
    doubt = date.qualifier in ("?", "%") or work.basis == "inferred"
    words = _styled_date(date, style, t) + "?" * doubt
    words = t("cite.circa", date=words) if date.qualifier in ("~", "%") else words
    return words if work.basis == "stated" else t("cite.supplied", date=words)


def shown_tables(context: PageContext, kind: str) -> tuple[str, ...]:
    """Names of the tables that hold what a page of a kind shows."""
    return TABLES_OF.get(context.url.strip("/") if kind == "index" else kind, ())


def _file(context: PageContext, base: str, end: str) -> LinkView:
    return LinkView(context.t(f"cite.formats.{end}"), context.href(f"{base}.{end}"))


def _table(context: PageContext, name: str) -> tuple[str, LinkView, LinkView]:
    csv, json = (LinkView(end.upper(), context.href(f"/data/{name}.{end}")) for end in ("csv", "json"))
    return context.t(f"data.tables.{name}.title"), csv, json


def cited_view(work: Work, t: Translations) -> CitedView:
    """Make the template data of the citations of a work in every style."""
    styles = (("apa", tuple(_apa(work, t))), ("chicago", tuple(_chicago(work, t))))
    return CitedView(work.kind, styles, remarks(work, t))


def _apa(work: Work, t: Translations) -> Iterator[CitationPiece]:
    """APA style (American Psychological Association, 7th edition); a work without author begins with its title."""
    date = f"({when_published(work, 'apa', t)}). "
    end = f" ({t('cite.version', version=work.version)})." if work.version else _stop(work.title)
    if work.authors:
        names = [_inverted(author, initials=True) for author in work.authors]
        yield CitationPiece(f"{_listed(names, '&')} {date}")
    yield CitationPiece(work.title, slanted=work.kind != "document")
    yield CitationPiece(f"{end} {'' if work.authors else date}")
    if work.container:
        yield CitationPiece(work.container, slanted=work.kind == "document")
        yield CitationPiece(_stop(work.container) + " ")
    yield CitationPiece(work.url, href=work.url)


def _chicago(work: Work, t: Translations) -> Iterator[CitationPiece]:
    """Chicago style (17th edition, bibliography); a page is listed under the name of its site."""
    date = when_published(work, "chicago", t)
    if work.version:
        date = t("list.comma").join((t("cite.version", version=work.version), date))
    quoted = t("cite.quoted", title=work.title + _stop(work.title))
    names = [_inverted(author) for author in work.authors[:1]] + [author.name for author in work.authors[1:]]
    author = f"{_listed(names, t('cite.and'))} " if names else ""
    if work.kind == "dataset" or (work.kind == "page" and not work.container):
        yield CitationPiece(author)
        yield CitationPiece(work.title, slanted=True)
        yield CitationPiece(f"{_stop(work.title)} {date}. ")
    elif work.kind == "page" and not work.authors:
        yield CitationPiece(f"{work.container}{_stop(work.container or '')} {quoted} {date}. ")
    else:
        yield CitationPiece(f"{author}{quoted} ")
        if work.container:
            yield CitationPiece(work.container, slanted=True)
            yield CitationPiece(f", {date[:1].lower()}{date[1:]}. " if work.version else f", {date}. ")
        else:
            yield CitationPiece(f"{date[:1].upper()}{date[1:]}. ")
    yield CitationPiece(work.url, href=work.url)
    yield CitationPiece(".")


def _inverted(author: Author, *, initials: bool = False) -> str:
    """Author, family name first: `Storm, Ida` or, with `initials`, `Storm, I.`"""
    given = " ".join(f"{name[0]}." for name in author.given.split()) if initials else author.given
    return replace(author, given=given).inverted


def _listed(names: Sequence[str], last: str) -> str:
    """Names of authors with a full stop: `Storm, Ida, and Arne Berg.`"""
    text = names[0] if len(names) == 1 else f"{', '.join(names[:-1])}, {last} {names[-1]}"
    return text + _stop(text)


def _stop(text: str) -> str:
    """A full stop, or "" if the text already ends a sentence."""
    return "" if text.rstrip("”’\"'")[-1:] in (".", "?", "!", "…") else "."


def _styled_date(date: Edtf, style: str, t: Translations) -> str:
    """A single date as a style writes it, without its qualifier."""
    if date.plain is None or date.precision == "year" or date.earliest is None:
        return date_text(replace(date, qualifier=""), t)
    month = t.list("months")[date.earliest.month - 1]
    return t(f"cite.{style}-{date.precision}", year=date.earliest.year, month=month, day=date.earliest.day)
