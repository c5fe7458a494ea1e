"""The book: one text as EPUB, for the record and for each topic, of the same bytes everywhere."""

import io
import os
import posixpath
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest
from msgspec.structs import replace

from sourcebook.build.book import Book, books
from sourcebook.build.editions import write_editions
from sourcebook.build.epub import epub
from sourcebook.build.options import PDF, BuildOptions, is_installed
from sourcebook.build.pdf import pdf
from sourcebook.cache.cache import Caches
from sourcebook.desk.imports.formats import pages_of_pdf
from sourcebook.exports.xhtml import as_xml
from sourcebook.model.problem import Problem
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT
from tools.nu_checker import find_java
from tools.provide import provide

ID, EPUB_TYPE = "id", "{http://www.idpf.org/2007/ops}type"
OPF = "{http://www.idpf.org/2007/opf}"


@pytest.fixture(scope="module")
def made() -> list[Book]:
    made, _ = books(BuildOptions(ROOT, LIGHTHOUSE), Caches.in_memory(), topics=True)
    return list(made)


@pytest.fixture(scope="module")
def packed(made: list[Book]) -> Mapping[str, bytes]:
    return {book.name: epub(book) for book in made}


def test_all_files_are_xml_listed_and_linked_to_what_is_there(packed: Mapping[str, bytes]) -> None:
    assert len(packed) == 2
    for data in packed.values():
        files = read(data)
        assert next(iter(files.items())) == ("mimetype", b"application/epub+zip")
        trees = {name: ET.fromstring(text) for name, text in files.items() if name.endswith(("html", "svg", "opf"))}
        listed = {item.get("href") for item in trees["EPUB/package.opf"].iter(f"{OPF}item")}
        assert {f"EPUB/{name}" for name in listed} == files.keys() - {
            "mimetype", "META-INF/container.xml", "EPUB/package.opf",
        }  # fmt: skip
        anchors = {
            name: [element.get(ID) for element in tree.iter() if element.get(ID)] for name, tree in trees.items()
        }
        assert all(len(ids) == len(set(ids)) for ids in anchors.values())
        leads = [(name, element) for name, tree in trees.items() for element in tree.iter() if name.endswith("xhtml")]
        links = [(name, link) for name, element in leads for link in (element.get("href"), element.get("src")) if link]
        assert any("#" in link for _, link in links)
        for name, link in links:
            if ":" not in link:
                path, _, anchor = link.partition("#")
                target = posixpath.join("EPUB", path) if path else name
                assert target in files, link
                assert not anchor or anchor in anchors[target], (name, link)


def test_each_claim_stands_once_and_each_sentence_of_a_topic_has_its_notes(made: list[Book]) -> None:
    whole, *topics = made
    ledger = text(whole.parts["sources"].text)
    claims = [claim for document in whole.view.record.documents for place in document.ledger for claim in place.claims]
    assert len(claims) > 20
    assert all(f"n-{claim.number}" in whole.parts["sources"].ids and claim.says in ledger for claim in claims)
    for book in made:
        topic = ET.fromstring(book.parts["topics"].text.replace("epub:type", "kind"))
        cited = {link.get("href", "")[1:] for link in topic.iter("a") if link.get("kind") == "noteref"}
        notes = {note.get(ID): "".join(note.itertext()) for note in topic.iter("aside")}
        assert cited == notes.keys() != set()
        assert all(claim.says in ledger for claim in claims)
    assert all(len(book.parts["sources"].text) < len(whole.parts["sources"].text) for book in topics)


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("<p>a &lt; b &amp;&nbsp;c<br>d</p>", "<p>a &lt; b &amp;\u00a0c<br/>d</p>"),
        ('<a href="x" data-of="y" tabindex="0">z</a>', '<a href="x">z</a>'),
        ('<p><svg aria-hidden="true"><path d="M0"/><br></svg>word</p>', "<p>word</p>"),
        ('<q lang="hy">Շուշի</q>', '<q lang="hy" xml:lang="hy">Շուշի</q>'),
        ('<svg viewBox="0 0 1 1"><a href="#x"><use href="#m"/></a></svg>',
         '<svg viewBox="0 0 1 1"><g><use xlink:href="#m"></use></g></svg>'),
        ("<h1>a</h1><h3>b</h3><h6>c</h6><h3>d</h3><h2>e</h2>", "<h1>a</h1><h2>b</h2><h3>c</h3><h2>d</h2><h2>e</h2>"),
        ("<p>]]&gt; &#x22;quoted&#x22; <!-- gone --></p>", '<p>]]&gt; "quoted" </p>'),
    ],
)  # fmt: skip
def test_html_is_written_as_xml(html: str, xml: str) -> None:
    assert as_xml(html).text == xml
    ET.fromstring(f'<all xmlns:xlink="x">{as_xml(html).text}</all>')


@pytest.mark.validate
def test_epubcheck_finds_no_error(packed: Mapping[str, bytes], tmp_path: Path) -> None:
    checker = provide("epub") / "epubcheck" / "epubcheck.jar"
    for name, data in packed.items():
        (tmp_path / f"{name}.epub").write_bytes(data)
        command = [find_java(), "-jar", str(checker), "--failonwarnings", str(tmp_path / f"{name}.epub")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


HOSTILE = (
    "#panic() #let x = 1 $a_1$ *b* _c_ `d` @who <label> [e] {f} \\g // h /* i */ ~ = - + / https://j.example ' k -- l",
    '\\u{1F600} #{ } ]#[ \\ "m" #import "n" <a>&amp; &#35;x; ]]>',
    "Շուշի Şuşa əlifba ıİ شوشا العربية Шуша Ελλάδα",
)


def test_a_pdf_is_tagged_and_has_every_text_as_written_or_else_a_cure(made: list[Book], tmp_path: Path) -> None:
    """Texts are data for Typst, however they look; it refuses what PDF/UA-1 forbids."""
    whole = made[0]
    parts = {**whole.parts, "topics": as_xml("<section><h1>A</h1><p>" + "</p><p>".join(map(escape, HOSTILE)) + "</p>"
                                             + whole.parts["topics"].text + "</section>")}  # fmt: skip
    *paths, last = write_editions([replace(whole, parts=parts)], tmp_path, ("pdf",))
    if isinstance(last, Problem):
        assert (paths, last.code, last.hint, is_installed(PDF)) == ([], "BOOK", "run: make book", False)
        return
    data = last.read_bytes()
    assert all(mark in data for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang(en)", b"pdfuaid"))
    assert pdf(whole) == pdf(whole)
    unknown = replace(whole, parts={**whole.parts, "topics": as_xml("<p>\U00013000</p>")})
    (refused,) = write_editions([unknown], tmp_path, ("pdf",))
    assert isinstance(refused, Problem)
    assert "fonts" in refused.hint
    shown = "".join("".join(pages_of_pdf(data)).split())
    assert [text for text in HOSTILE[:2] if "".join(text.split()) not in shown] == []
    assert {*HOSTILE[2]} - {" "} <= {*unicodedata.normalize("NFC", shown)} | {*unicodedata.normalize("NFKC", shown)}
    claims = [claim for document in whole.view.record.documents for place in document.ledger for claim in place.claims]
    assert all(claim.says.split()[0] in shown for claim in claims)


def test_the_bytes_are_the_same_in_another_zone_with_another_seed(packed: Mapping[str, bytes], tmp_path: Path) -> None:
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    command = [
        sys.executable,
        "build.py",
        "book",
        "--content",
        str(LIGHTHOUSE),
        "--to",
        str(tmp_path),
        "--format",
        "epub",
    ]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
    (made,) = tmp_path.glob("*.epub")
    assert made.read_bytes() == packed[made.stem]


def read(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        return {name: archive.read(name) for name in archive.namelist()}


def text(xml: str) -> str:
    return " ".join("".join(ET.fromstring(xml.replace("epub:type", "kind")).itertext()).split())
