"""Files that are no web page: read as what they are, or refused by name with the cure."""

import io
import zipfile
from datetime import date

import pytest

from sourcebook.desk.imports import layout
from sourcebook.desk.imports.article import Article, RefusedError
from sourcebook.desk.imports.reading import read_saved
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.originals import parts_of
from tests.cases import cases
from tests.desk.imports.test_page_cases import BODY, html

TODAY = date(2024, 5, 20)
MHTML = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://a.example/light\nSubject: x\n"
    "Date: Sat, 2 Mar 2024 10:00:00 -0000\n"
    'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="----X"\n\n------X\n'
    'Content-Type: text/html; charset="{charset}"\nContent-Transfer-Encoding: 8bit\n\n{html}\n------X--\n'
)
WRAPPED = """\
The harbour office of Brennhavn said on Monday that the old
crane on the quay will be taken down before the autumn
storms begin.

The crane was built by a yard in the south and has not
lifted a load since the railway closed its branch to the
harbour.
"""


def read(name: str, data: str | bytes) -> Article:
    return read_saved(name, data.encode() if isinstance(data, str) else data, NameIndex(None), TODAY)


def zipped(name: str, data: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, data)
    return file.getvalue()


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page."""
    streams = [f"BT /F1 12 Tf 72 700 Td ({page}) Tj ET" for page in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"]
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
    for n, stream in enumerate(streams):
        font = "/Resources<</Font<</F1 3 0 R>>>>"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * n} 0 R{font}>>")
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    body = "".join(f"{n} 0 obj\n{text}\nendobj\n" for n, text in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Root 1 0 R/Size {len(objects) + 1}>>\n%%EOF".encode()


@pytest.mark.parametrize(("charset", "word"), [("utf-8", "naïve"), ("windows-1251", "маяк")])
def test_mhtml_is_the_page_that_it_holds(charset: str, word: str) -> None:
    page = html(
        {"below": f"<p>The keeper wrote the word {word} into the book of the light, and nothing else that day.</p>"}
    )
    article = read("a.mhtml", MHTML.format(charset=charset, html=page).encode(charset))
    assert (article.headline and article.headline.text, article.address, article.saved) == (
        "On the light",
        "https://a.example/light",
        "2024-03-02",
    )
    assert article.paragraphs[1:4] == BODY
    assert word in article.paragraphs[4]


def test_markdown_is_read_with_its_front_matter() -> None:
    text = (
        '---\ntitle: "The old crane"\nsource: https://a.example/crane\nauthor:\n  - "[[Ida Storm]]"\n  - Jon Reef\n'
        "published: 2024-03-01\nsite: Skerry Post\n---\n\n# Crane\n\n"
        "The **harbour** [office](https://a.example) said _so_.\n"
    )
    article = read("clip.md", text)
    assert (article.headline and article.headline.text, article.outlet and article.outlet.text) == (
        "The old crane",
        "Skerry Post",
    )
    assert [author.text for author in article.authors] == ["Ida Storm", "Jon Reef"]
    assert article.date
    assert (article.date.day, article.date.basis, article.address) == (
        "2024-03-01",
        "stated",
        "https://a.example/crane",
    )
    assert article.paragraphs == ["Crane", "The harbour office said so."]


def test_front_matter_without_a_day_is_open() -> None:
    assert "cannot be read as a day" in read("a.md", "---\npublished: soon\n---\nA text.\n").open[0]


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_is_read_by_its_rows(name: str, sign: str) -> None:
    article = read(name, f'Year{sign}Ships\n1887{sign}"14 {sign} more"\n\n1888{sign}6\n')
    assert article.paragraphs == [f"1887, {' '.join(f'14 {sign} more'.split())}", "1888, 6"]
    assert (article.unit, parts_of(article.table.encode(), "row")) == ("row", article.paragraphs)
    assert "columns are: Year, Ships" in article.open[0]


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(RefusedError, match="no rows"):
        read("a.csv", "Year,Ships\n")


def test_a_pdf_is_read_by_pages() -> None:
    article = read("a.pdf", pdf("The crane is to go.", "It has stood for long."))
    assert (article.unit, article.paragraphs) == ("page", ["The crane is to go.", "It has stood for long."])


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (rb"{\rtf1\ansi Old crane}", "an RTF document"), (b"From: a@b\nSubject: x\n\nA text.", "an e-mail"),
        (b"Received: by b\nFrom: a@b\n\nA text.", "an e-mail"), (zipped("word/document.xml"), "DOCX"),
        (zipped("mimetype", "application/vnd.oasis.opendocument.text"), "ODT"), (zipped("xl/workbook.xml"), "XLSX"),
        (zipped("mimetype", "application/epub+zip"), "EPUB"), (zipped("a.txt"), "a ZIP archive"),
        (b"PK\x03\x04x", "ZIP"),
        (b'{"a": 1}', "JSON"), (b'[{"a": 1}]', "JSON"), (b"<?xml version='1.0'?><rss></rss>", "XML, `rss`"),
        (b"\x89PNG\r\n", "a picture"), (b"\xff\xd8\xff\xe0", "a picture"), (b"\x1f\x8b\x08", "a compressed file"),
        (b"\xd0\xcf\x11\xe0", "an old Office program"), (pdf(""), "no text"), (b"%PDF-1.7\x00", "cannot be read"),
    ],
)  # fmt: skip
def test_other_files_are_refused_by_name(data: bytes, kind: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read("saved", data)
    assert kind in refused.value.message
    assert refused.value.hint


def test_wrapped_lines_are_joined_and_told() -> None:
    article = read("a.txt", WRAPPED)
    assert [text.split()[-1] for text in article.paragraphs] == ["begin.", "harbour."]
    assert "wrapped" in article.open[0]


@cases
def test_lines_that_are_paragraphs_stay_apart(text: str) -> None:
    assert layout.unwrapped(text) == [line for line in text.splitlines() if line]


def test_text_with_an_angle_bracket_is_no_page() -> None:
    assert read("a.txt", "<<The crane>> is to go.\n").paragraphs == ["<<The crane>> is to go."]
