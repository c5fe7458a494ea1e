"""Files for reference managers: BibLaTeX, RIS and CSL-JSON.

CSL-JSON follows input schema 1.0 of citationstyles.org.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sourcebook.model.dates import CHOICES
from sourcebook.model.files import OutputFile
from sourcebook.views.citing.cite import FORMATS, remarks, when_published, works_of
from sourcebook.views.citing.works import Author, Work, page_work
from sourcebook.views.pages.data import DATA
from sourcebook.views.site import Site
from sourcebook.views.translations import Translations

ORIGIN = "exports/bibliography.py"
TYPES = {
    "article": ("online", "NEWS", "article-newspaper"), "web page": ("online", "ELEC", "webpage"),
    "report": ("report", "RPRT", "report"), "book": ("book", "BOOK", "book"),
    "law": ("legislation", "STAT", "legislation"), "letter": ("letter", "PCOMM", "personal_communication"),
    "dataset": ("dataset", "DATA", "dataset"),
    "image": ("image", "ART", "graphic"), "recording": ("audio", "SOUND", "song"),
    "film": ("movie", "MPCT", "motion_picture"), "interview": ("misc", "PCOMM", "interview"),
    "post": ("online", "BLOG", "post"), "page": ("online", "ELEC", "webpage"),
}  # fmt: skip
"""Types of BibLaTeX, RIS and CSL, by the kind of document."""
CONTAINERS = {"report": "institution", "book": "publisher", "dataset": "publisher"}

TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)  # fmt: skip


def bibliography_files(site: Site) -> Iterator[OutputFile]:
    """Generate reference files of single documents, all documents, and all pages.

    Those of single documents are beside their pages, the others under /data/.
    """
    documents, pages = [], []
    for page in (page for page in site.dossier.whole().dossier.pages.values() if page.shown_on is None):
        title = site.dossier.settings().title if page.url == "/" else page.title
        works = works_of(site.context(page.url), title, site.changed(page.key))
        if len(works) > 1:
            yield from _files(f"{page.url}{works[0].id}", works, site.t)
            documents.append(works[0])
        pages.append(works[-1])
    pages.append(page_work(site.context(DATA), site.t("nav.data"), site.dossier.newest()))
    yield from _files("/data/sources", documents, site.t)
    yield from _files("/data/pages", pages, site.t)


def _files(base: str, works: Sequence[Work], t: Translations) -> Iterator[OutputFile]:
    for end in FORMATS:
        yield OutputFile(f"{base}.{end}".removeprefix("/"), _WRITERS[end](works, t).encode(), ORIGIN)


def _bib(works: Sequence[Work], t: Translations) -> str:
    """BibLaTeX entries of type `@online`. Double braces keep capitals; dates are EDTF where BibLaTeX reads it."""
    return "\n".join(f"@{TYPES[work.genre][0]}{{{work.id},\n{''.join(_bib_lines(work, t))}}}\n" for work in works)


def _bib_lines(work: Work, t: Translations) -> Iterator[str]:
    fields = {
        "author": " and ".join(map(_bib_author, work.authors)),
        "title": f"{{{_tex(work.title)}}}",
        "date": None if work.date.text[0] in "[{" or "T" in work.date.text else work.date.text,
        CONTAINERS.get(work.genre, "organization"): work.container and f"{{{_tex(work.container)}}}",
        "url": _verbatim(work.url),
        "urldate": work.accessed.isoformat() if work.accessed_then else f"../{work.accessed.isoformat()}",
        "note": _tex(_note(work, t)),
    }
    return (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)


def _bib_author(author: Author) -> str:
    if not author.given:
        return f"{{{_tex(author.name)}}}"
    return ", ".join(_tex(part) for part in (author.family, author.suffix, author.given) if part)


def _tex(text: str) -> str:
    return _line(text).translate(TEX)


def _verbatim(url: str) -> str:
    """An address for BibLaTeX, with braces percent-encoded, since these would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _ris(works: Sequence[Work], t: Translations) -> str:
    """RIS (Research Information Systems): one tag and value a line, lines end with CR LF."""
    return "\r\n".join("".join(f"{line}\r\n" for line in _ris_lines(work, t)) for work in works)


def _ris_lines(work: Work, t: Translations) -> Iterator[str]:
    plain = work.date.plain
    tags = (
        ("TY", TYPES[work.genre][1]),
        ("ID", work.id),
        *(("AU", author.inverted) for author in work.authors),
        ("TI", work.title),
        ("T2", work.container),
        ("PY", plain and plain[:4]),
        ("DA", _ris_date(work, t)),
        ("UR", work.url),
        ("Y2", work.accessed.strftime("%Y/%m/%d/") if work.accessed_then else None),
        ("N1", _note(work, t)),
    )
    yield from (f"{tag}  - {_line(value)}" for tag, value in tags if value)
    yield "ER  - "


def _ris_date(work: Work, t: Translations) -> str:
    """RIS date: year, month, day, and remarks in the fourth place."""
    if not work.date.is_exact:
        return f"///{when_published(work, 'plain', t)}"
    how = "" if work.basis == "stated" else t(f"cite.short.{work.basis}")
    return "/".join([*_pad(work.date.text.split("-")), how])


def _pad(parts: list[str]) -> list[str]:
    return parts + [""] * (3 - len(parts))


def _csl(works: Sequence[Work], t: Translations) -> str:
    items = [_csl_item(work, t) for work in works]
    return msgspec.json.format(msgspec.json.encode(items).decode(), indent=2) + "\n"


def _csl_item(work: Work, t: Translations) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": work.id,
        "type": TYPES[work.genre][2],
        "author": [_csl_author(author) for author in work.authors],
        "title": work.title,
        "container-title": work.container,
        "issued": _csl_date(work, t),
        "URL": work.url,
        "accessed": {"date-parts": [_parts(work.accessed.isoformat())]} if work.accessed_then else None,
        "note": _note(work, t),
    }
    return {name: value for name, value in fields.items() if value}


def _csl_author(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.name}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: part for name, part in parts.items() if part}


def _csl_date(work: Work, t: Translations) -> dict[str, Any]:
    """CSL date parts, with `circa` unless the date is stated; literal words where CSL has no form for the date."""
    date = work.date
    if date.plain is None:
        return {"literal": when_published(work, "plain", t)}
    parts = {"date-parts": [_parts(date.plain)]}
    return parts if work.basis == "stated" and not date.qualifier else {**parts, "circa": True}


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def _note(work: Work, t: Translations) -> str:
    """Note with what the fields have no place for: whose title it is, how the date is known, our page about it."""
    dated = (t("cite.dated", date=when_published(work, "plain", t)),) if work.date.form in CHOICES else ()
    account = (t("cite.account", url=work.account),) if work.account and work.account != work.url else ()
    return " ".join((*dated, *remarks(work, t), *account))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_WRITERS: Mapping[str, Callable[[Sequence[Work], Translations], str]] = {"bib": _bib, "ris": _ris, "csl.json": _csl}
