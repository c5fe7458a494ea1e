"""References, read back by other people's parsers; dates as exact as they are known, and no more."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from msgspec.structs import replace

from sourcebook.exports.bibliography import bibliography_files
from sourcebook.model.dossier import Source
from sourcebook.model.edtf import parse_edtf
from sourcebook.model.names import Key
from sourcebook.model.source_record import Basis
from sourcebook.views.addresses import Addresses
from sourcebook.views.citing.cite import remarks, when_published
from sourcebook.views.citing.works import Author, Work, document_work, page_work
from sourcebook.views.context import PageContext
from sourcebook.views.frame import Shell
from sourcebook.views.site import Site
from sourcebook.views.translations import Translations
from tests.cases import cases
from tests.dossiers import REPORT, reader
from tests.sites import BASE, Built
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
HOSTILE = r"50 % of {Skerry} & co: a_b #1 $2 \x ~y }"

VERBATIM = ("url", "date", "urldate")
CSL_NAMES = {"family", "given", "literal"}
CSL_FIELDS: dict[str, type] = {
    "id": str, "type": str, "author": list, "title": str, "container-title": str, "issued": dict, "URL": str,
    "accessed": dict, "note": str, "language": str, "archive_location": str, "version": str,
}  # fmt: skip
CSL_DATES: dict[str, type] = {"date-parts": list, "raw": str}


def bib(text: str) -> dict[str, dict[str, str]]:
    """Entries by key, with `type` among their fields; addresses and dates are not LaTeX."""
    plain = parse_string(text)
    decoded = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert plain.failed_blocks == decoded.failed_blocks == []
    return {
        entry.key: {
            "type": entry.entry_type,
            **{
                name: field.value if name in VERBATIM else decoded.entries_dict[entry.key][name]
                for name, field in entry.fields_dict.items()
            },
        }
        for entry in plain.entries
    }


def ris(text: str) -> dict[str, dict[str, Any]]:
    """Entries by their ID."""
    return {entry["id"]: entry for entry in rispy.loads(text)}


def csl(text: str) -> dict[str, dict[str, Any]]:
    """Items by their id; each is held to the names and types of fields that CSL's schema has."""
    items = json.loads(text)
    for item in items:
        assert {"id", "type"} <= item.keys() <= CSL_FIELDS.keys()
        assert all(isinstance(value, CSL_FIELDS[name]) for name, value in item.items())
        assert all(name.keys() <= CSL_NAMES for name in item.get("author", []))
        for date in (item[name] for name in ("issued", "accessed") if name in item):
            assert all(isinstance(value, CSL_DATES[name]) for name, value in date.items())
            assert all(1 <= len(parts) <= 3 for parts in date.get("date-parts", []))
    return {item["id"]: item for item in items}


def raw(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def sources(site: Built) -> dict[str, Source]:
    return {page.key.slug: page.matter for page in site.written if isinstance(page.matter, Source)}


def test_each_document_has_its_files_with_the_page_about_it_after_it(site: Built) -> None:
    for slug in sources(site):
        base = site.folder / "sources" / slug / slug
        assert list(bib(raw(Path(f"{base}.bib")))) == [slug, f"sources-{slug}"]
        assert list(ris(raw(Path(f"{base}.ris")))) == [slug, f"sources-{slug}"]
        assert list(csl(raw(Path(f"{base}.csl.json")))) == [slug, f"sources-{slug}"]


def test_files_of_all_have_every_document_and_every_page(site: Built) -> None:
    for name, count in (("sources", len(sources(site))), ("pages", len(site.written) + 1)):
        base = site.folder / "data" / name
        found = [bib(raw(Path(f"{base}.bib"))), ris(raw(Path(f"{base}.ris"))), csl(raw(Path(f"{base}.csl.json")))]
        assert [len(entries) for entries in found] == [count] * 3
        assert found[0].keys() == found[1].keys() == found[2].keys()


def test_the_three_say_the_same_of_each_document(site: Built) -> None:
    base = site.folder / "data" / "sources"
    in_bib, in_ris = bib(raw(Path(f"{base}.biblatex.bib"))), ris(raw(Path(f"{base}.ris")))
    in_csl = csl(raw(Path(f"{base}.csl.json")))
    for slug, source in sources(site).items():
        b, r, c = in_bib[slug], in_ris[slug], in_csl[slug]
        kind = "article" if source.outlet else "online"
        assert (b["type"], r["type_of_reference"], c["type"]) == (kind, "NEWS", "article-newspaper")
        title = source.record.headline or f"[{site.dossier.pages[Key('sources', slug)].title}]"
        assert b["title"] == r["title"] == c["title"] == title
        outlet = site.dossier.pages[source.outlet].title if source.outlet else None
        assert b.get("journaltitle") == r.get("secondary_title") == c.get("container-title") == outlet
        assert [b["url"]] == r["urls"] == [c["URL"]]
        assert b["urldate"]
        assert b["language"] == r["language"] == c["language"]
        assert b.get("note") == (r.get("notes") or [None])[0] == c.get("note")
        assert ("author" in b, "authors" in r, "author" in c) == (bool(source.authors),) * 3


def test_pages_are_cited_at_their_address_as_of_their_last_change(site: Built) -> None:
    items = csl(raw(site.folder / "data" / "pages.csl.json"))
    for written in site.written:
        changed = written.entry.head.changed or site.dossier.tables.settings.published
        item = items[written.url.strip("/").replace("/", "-") or "home"]
        assert item["URL"] == BASE + written.url.removeprefix("/")
        assert item["issued"] == item["accessed"] == {"date-parts": [[changed.year, changed.month, changed.day]]}


@cases
def test_dates_are_as_exact_as_known(
    date: str, basis: Basis, in_bib: list[str], in_ris: str, in_csl: dict[str, Any], apa: str, chicago: str
) -> None:
    files = of(f'published: {{date: "{date}", basis: {basis}, why: A reason.}}' if basis != "stated" else dated(date))
    latex, plain = bib(files["biblatex.bib"])["lamp-relit"], bib(files["bib"])["lamp-relit"]
    assert [latex.get("date", latex.get("year")), plain["year"]] == in_bib
    assert ("date" in latex, "month" in plain) == ((basis == "stated" and "-" in in_bib[0]),) * 2
    assert ris(files["ris"])["lamp-relit"]["date"] == in_ris
    assert csl(files["csl.json"])["lamp-relit"]["issued"] == in_csl
    work = replace(WORK, date=parse_edtf(date), basis=basis)
    assert [when_published(work, style, WORDS) for style in ("apa", "chicago")] == [apa, chicago]


def dated(date: str) -> str:
    return f'published: {{date: "{date}", basis: stated}}'


def of(
    published: str = dated("2019-03-12"), title: str = "The lamp is lit again", author: str = "none"
) -> dict[str, str]:
    """The files of the one document of the Skerry dossier, by their ending."""
    report = REPORT.replace(dated("2019-03-12"), published).replace("author: none", f"author: {author}")
    report = report.replace("headline: The lamp is lit again", f"headline: {json.dumps(title)}")
    dossier = reader({"sources/lamp-relit.md": report})
    shell = Shell({}, report=None, noindex=False, preview=False)
    site = Site(dossier, WORDS, Addresses("https://skerry.example"), shell)
    base = "sources/lamp-relit/lamp-relit."
    files = {file.path: file.data.decode() for file in bibliography_files(site)}
    return {path.removeprefix(base): text for path, text in files.items() if path.startswith(base)}


def test_signs_that_mean_something_to_a_format_are_read_back_as_they_were() -> None:
    files = of(title=HOSTILE)
    assert bib(files["bib"])["lamp-relit"]["title"] == HOSTILE
    assert ris(files["ris"])["lamp-relit"]["title"] == HOSTILE
    assert csl(files["csl.json"])["lamp-relit"]["title"] == HOSTILE


@pytest.mark.parametrize(
    ("author", "kind", "container"), [("ida-storm", "article", "journal"), ("none", "misc", "howpublished")]
)
def test_a_standard_style_of_bibtex_prints_all_of_an_entry(author: str, kind: str, container: str) -> None:
    """The styles of 1988 know neither address nor date; required fields are there, and all is in those they print.

    An article without an author is refused by some programs.
    """
    entry = bib(of(author=author)["bib"])["lamp-relit"]
    assert (entry["type"], "author" in entry) == (kind, author != "none")
    assert (entry[container], entry["month"], entry["year"]) == ("The Courier", "12\u00a0March", "2019")
    assert "https://" in entry["note"]
    assert entry.keys() <= {"type", "author", "title", container, "month", "year", "note"}


def test_ris_ends_its_lines_as_its_readers_expect() -> None:
    text = of()["ris"]
    assert text.count("\r\n") == text.count("\n") > 10
    assert text.startswith("TY  - NEWS\r\n")
    assert text.endswith("ER  - \r\n")


def test_a_day_on_which_nobody_noted_reading_is_not_made_up(site: Built) -> None:
    for slug, source in sources(site).items():
        entry = bib(raw(site.folder / "data" / "sources.biblatex.bib"))[slug]
        item = csl(raw(site.folder / "data" / "sources.csl.json"))[slug]
        noted = not source.copies or source.copies[0].read_on is not None
        assert entry["urldate"].startswith("../") is not noted
        assert ("accessed" in item) is noted


def test_a_person_has_a_family_and_an_organisation_a_name() -> None:
    for author, expected in (("ida-storm", Author("Ida Storm", "Storm", "Ida")), ("courier", Author("The Courier"))):
        dossier = reader({"sources/lamp-relit.md": report_by(author)})
        context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/sources/lamp-relit/")
        assert document_work(context, Key("sources", "lamp-relit")).authors == (expected,)


def report_by(author: str) -> str:
    return REPORT.replace("author: none", f"author: {author}")


def test_a_document_without_a_headline_has_our_words_in_brackets_and_says_so() -> None:
    dossier = reader({"sources/lamp-relit.md": REPORT.replace("headline: The lamp is lit again", "headline: none")})
    context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/sources/lamp-relit/")
    work = document_work(context, Key("sources", "lamp-relit"))
    assert work.title == "[The lamp is lit again]"
    assert WORDS("cite.ours") in remarks(work, WORDS)


def test_home_is_cited_as_the_site() -> None:
    dossier = reader()
    context = PageContext(dossier, WORDS, Addresses("https://skerry.example"), "/")
    work = page_work(context, "The Skerry light", "2020-05-01")
    assert (work.container, work.accessed, work.accessed_then) == (None, datetime.date(2020, 5, 1), True)


WORK = Work(
    kind="document",
    genre="article",
    id="lamp-relit",
    title="The lamp is lit again",
    ours=False,
    authors=(),
    container=None,
    date=parse_edtf("2019"),
    basis="stated",
    url="https://skerry.example/",
    account=None,
    accessed=datetime.date(2020, 5, 1),
    accessed_then=True,
)
