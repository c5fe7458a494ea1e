"""Files for reference managers: BibTeX, BibLaTeX, RIS and CSL-JSON.

CSL-JSON follows input schema 1.0 of citationstyles.org.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sourcebook.exports.reference_types import BIBTEX, BIBTEX_CONTAINERS, CONTAINERS, TEX, TYPES
from sourcebook.model.dates import CHOICES
from sourcebook.model.files import OutputFile
from sourcebook.views.citing.cite import FORMATS, remarks, when_published, works_of
from sourcebook.views.citing.works import Author, Work, page_work
from sourcebook.views.pages.data import DATA
from sourcebook.views.site import Site
from sourcebook.views.translations import Translations

ORIGIN = "exports/bibliography.py"


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
    """BibTeX entries that the standard styles print whole: these know no address, and of dates a year and a month."""
    return "\n".join(_entry(_bibtex_type(work), work, _bibtex_fields(work, t)) for work in works)


def _biblatex(works: Sequence[Work], t: Translations) -> str:
    """BibLaTeX entries; a date that the work does not state is a year in words."""
    return "\n".join(_entry(_biblatex_type(work), work, _biblatex_fields(work, t)) for work in works)


def _entry(kind: str, work: Work, fields: Mapping[str, str | None]) -> str:
    """An entry. Double braces around the title keep its capitals."""
    given = {"author": " and ".join(map(_bib_author, work.authors)), "title": f"{{{_tex(work.title)}}}", **fields}
    lines = (f"  {name} = {{{value}}},\n" for name, value in given.items() if value)
    return f"@{kind}{{{work.id},\n{''.join(lines)}}}\n"


def _bibtex_type(work: Work) -> str:
    """Type in BibTeX; without an author it is `misc`, since programs refuse an article that has none."""
    return BIBTEX.get(work.genre, "misc") if work.authors else "misc"


def _bibtex_fields(work: Work, t: Translations) -> Mapping[str, str | None]:
    date, kind = work.date, _bibtex_type(work)
    year, month = _year(work, t), ""
    if work.is_dated and date.earliest and date.precision in ("day", "month"):
        year, month = str(date.earliest.year), t.list("months")[date.earliest.month - 1]
        month = f"{date.earliest.day}~{month}" if date.precision == "day" else month
    container = BIBTEX_CONTAINERS.get(kind, "howpublished")
    version = f"{t('cite.version', version=work.version)}. " if work.version else ""
    return {
        container: work.container and _tex(work.container),
        "month": month,
        "year": _tex(year),
        "note": f"{version}\\url{{{_verbatim(work.url)}}}. {_tex(_note(work, t))}".strip(". ") + ".",
    }


def _year(work: Work, t: Translations) -> str:
    """Date in words in place of a year; `n.d.` for one day out of a range, of which programs would take the end."""
    return t("cite.undated") if work.date.form in CHOICES else when_published(work, "plain", t)


def _biblatex_type(work: Work) -> str:
    return "article" if work.genre == "article" and work.container else TYPES[work.genre][0]


def _biblatex_fields(work: Work, t: Translations) -> Mapping[str, str | None]:
    kind = _biblatex_type(work)
    return {
        "entrysubtype": "newspaper" if kind == "article" else None,
        "date": work.date.text if work.is_dated else None,
        "year": None if work.is_dated else _tex(_year(work, t)),
        CONTAINERS.get(kind, "organization"): work.container and f"{{{_tex(work.container)}}}",
        "version": work.version,
        "url": _verbatim(work.url),
        "urldate": work.accessed.isoformat() if work.accessed_then else f"../{work.accessed.isoformat()}",
        "language": work.language,
        "note": _tex(_note(work, t)),
    }


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
    tags = (
        ("TY", TYPES[work.genre][1]),
        ("ID", work.id),
        *(("AU", author.inverted) for author in work.authors),
        ("TI", work.title),
        ("T2", work.container),
        ("PY", work.date.text[:4] if work.is_dated else None),
        ("DA", _ris_date(work, t)),
        ("ET", work.version),
        ("UR", work.url),
        ("Y2", work.accessed.strftime("%Y/%m/%d/") if work.accessed_then else None),
        ("LA", work.language),
        ("AN", work.archived),
        ("N1", _note(work, t)),
    )
    yield from (f"{tag}  - {_line(value)}" for tag, value in tags if value)
    yield "ER  - "


def _ris_date(work: Work, t: Translations) -> str:
    """RIS date: year, month, day and an empty place for remarks; in words unless the work states it."""
    if not work.is_dated:
        return when_published(work, "plain", t)
    parts = work.date.text.split("-")
    return "/".join(parts + [""] * (4 - len(parts)))


def _csl(works: Sequence[Work], t: Translations) -> str:
    items = [_csl_item(work, t) for work in works]
    return msgspec.json.format(msgspec.json.encode(items).decode(), indent=2) + "\n"


def _csl_item(work: Work, t: Translations) -> dict[str, Any]:
    """CSL item. A date that the work does not state is `raw`, since Zotero puts quotes around `literal`."""
    raw, parts = {"raw": when_published(work, "plain", t)}, {"date-parts": [_parts(work.date.plain or "0")]}
    fields: dict[str, Any] = {
        "id": work.id,
        "type": TYPES[work.genre][2],
        "author": [_csl_author(author) for author in work.authors],
        "title": work.title,
        "container-title": work.container,
        "issued": parts if work.is_dated else raw,
        "URL": work.url,
        "accessed": {"date-parts": [_parts(work.accessed.isoformat())]} if work.accessed_then else None,
        "language": work.language,
        "version": work.version,
        "archive_location": work.archived,
        "note": _note(work, t),
    }
    return {name: value for name, value in fields.items() if value}


def _csl_author(author: Author) -> dict[str, str]:
    if not author.given:
        return {"literal": author.name}
    parts = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: part for name, part in parts.items() if part}


def _parts(day: str) -> list[int]:
    return [int(part) for part in day.split("-")]


def _note(work: Work, t: Translations) -> str:
    """Note with what the fields have no place for: whose title it is, how the date is known, our page about it."""
    dated = (t("cite.dated", date=when_published(work, "plain", t)),) if work.date.form in CHOICES else ()
    account = (t("cite.account", url=work.account),) if work.account and work.account != work.url else ()
    archived = (t("cite.archived", url=work.archived),) if work.archived else ()
    return " ".join((*dated, *remarks(work, t), *account, *archived))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_WRITERS: Mapping[str, Callable[[Sequence[Work], Translations], str]] = dict(
    zip(FORMATS, (_bib, _biblatex, _ris, _csl), strict=True)
)
