"""Import as a whole: a draft that passes the schema, harms no dossier, and prints nothing of the article."""

import datetime
import hashlib
import re
from pathlib import Path, PurePath

import pytest

from sourcebook.desk.imports import reading
from sourcebook.desk.imports.importing import Imported, import_file
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.originals import parts_of, verify
from sourcebook.model.files import SourceFile
from sourcebook.model.places import Unit
from sourcebook.model.problem import Problem
from sourcebook.model.source_record import SourceRecord
from sourcebook.stages.parse import ParsedPage, parse
from tests.desk.imports.test_reading import pdf
from tests.dossiers import examine
from tests.lighthouse import copy

TODAY = datetime.date(2024, 5, 20)
PAGES = Path(__file__).parent / "pages"
ARTICLE = """\
 date 2024-03-12 By Mara Quay

The light on Skarvoy is to have a new lamp, Vera Tolmina of the Lights Board has said, Brennhavn Courier reports.

By her count 14 ships have been lost on the rock, 6 of them before 1 May 1888.

Jon Reef, a pilot of Brennhavn, did not agree with that.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return copy(tmp_path / "content")


def saved(folder: Path, data: str | bytes, name: str = "A saved article.txt") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def run(content: Path, file: Path) -> Imported:
    imported = import_file(content, file, NameIndex(examine(content).dossier), TODAY)
    assert isinstance(imported, Imported), imported
    return imported


def refused(content: Path, file: Path) -> str:
    problem = import_file(content, file, NameIndex(None), TODAY)
    assert isinstance(problem, Problem)
    return f"{problem.code} {problem.message} ({problem.hint})"


def record(content: Path, imported: Imported) -> SourceRecord:
    page, problems = parse(SourceFile(imported.path.relative_to(content).as_posix(), imported.path.read_bytes()))
    assert problems == []
    assert isinstance(page, ParsedPage)
    entry = page.entry
    assert isinstance(entry.record, SourceRecord)
    assert entry.head.draft
    return entry.record


@pytest.mark.parametrize(
    ("name", "data", "kind", "unit", "extent"),
    [
        ("ships.csv", b"Year,Ships\n1887,14\n1888,6\n", "dataset", "row", 2),
        ("ships.csv", b"Year;Ships\n1887;14\n\n1888;6\n", "dataset", "row", 2),
        ("report.pdf", pdf("The crane is to go.", "It has stood since 1887."), "article", "page", 2),
    ],
)
def test_what_has_rows_or_pages_is_counted_in_them(
    name: str, data: bytes, kind: str, unit: Unit, extent: int, content: Path, tmp_path: Path
) -> None:
    imported = run(content, saved(tmp_path, data, name))
    found, copy = record(content, imported), imported.original.read_bytes()
    assert (found.kind, found.unit, found.extent) == (kind, unit, extent)
    assert imported.original.suffix == PurePath(name).suffix
    assert (hashlib.sha256(copy).hexdigest(), len(parts_of(copy, unit))) == (found.sha256, extent)
    assert any(path.read_bytes() == data for path in imported.original.parent.iterdir())
    assert f"{unit} 2" in imported.draft.text or unit == "row"


def test_what_a_draft_records(content: Path, tmp_path: Path) -> None:
    imported = run(content, saved(tmp_path, ARTICLE))
    found = record(content, imported)
    assert imported.path == content / "sources" / "a-saved-article.md"
    assert (found.headline, found.author, found.outlet, found.relies_on) == (
        None,
        ("mara-quay",),
        "brennhavn-courier",
        None,
    )
    assert (str(found.published.date), found.published.basis) == ("2024-03-12", "stamped")
    assert (found.extent, found.sha256) == (4, hashlib.sha256(ARTICLE.encode()).hexdigest())
    assert [skip.at.numbers for skip in found.skip] == [(1,)]
    assert [(name.who, name.spelling, name.at.numbers) for name in found.names] == [
        ("skarvoy", "Skarvoy", (2,)),
        ("vera-tolmina", "Vera Tolmina", (2,)),
        ("lights-board", "Lights Board", (2,)),
        ("brennhavn-courier", "Brennhavn Courier", (2,)),
        ("brennhavn", "Brennhavn", (4,)),
    ]
    assert found.claims == ()
    assert imported.draft.missing == (("person", "Mara Quay"),)


def test_what_a_draft_says_to_its_editor(content: Path, tmp_path: Path) -> None:
    text = run(content, saved(tmp_path, ARTICLE)).path.read_text("utf-8")
    assert "# - paragraph 3: 14, 6, 1 May 1888\n# These have none: 2, 4.\n" in text
    assert "# - No headline was found" in text
    assert "# - `author` is “Mara Quay” (the byline, paragraph 1): no page has that name yet.\n" in text
    assert "# - Names for which no page was found: Jon Reef (paragraph 4).\n" in text
    assert "No date" not in text


def test_what_was_not_told_is_open(content: Path, tmp_path: Path) -> None:
    imported = run(content, saved(tmp_path, "The lamp of 1931 is lit.\n\nOn 12 March 1931 it was dark.\n"))
    found = record(content, imported)
    assert (found.author, found.outlet, found.headline, found.names, found.skip) == ((), None, None, (), ())
    assert (str(found.published.date), found.published.basis) == ("[..2024-05-20]", "inferred")
    assert found.published.why == "The document has no date; it was in hand on 2024-05-20."
    assert [name for name, fact in imported.draft.facts.items() if fact == "open"] == [
        "date", "outlet", "author", "agency", "headline",
    ]  # fmt: skip
    assert "Dates in the text: 12 March 1931 (paragraph 2)." in " ".join(imported.draft.open)


def test_a_draft_leaves_the_dossier_without_a_problem(content: Path, tmp_path: Path) -> None:
    assert examine(content).problems == ()
    for name in ("one.txt", "two.txt"):
        run(content, saved(tmp_path, f"{name} is a text.\n", name))
    run(content, saved(tmp_path, ARTICLE))
    assert examine(content).problems == ()


def test_no_sentence_of_the_article_stands_in_the_draft(content: Path, tmp_path: Path) -> None:
    draft = " ".join(re.findall(r"\w+", run(content, saved(tmp_path, ARTICLE)).path.read_text("utf-8")))
    words = re.findall(r"\w+", ARTICLE)
    runs = [" ".join(words[n : n + 5]) for n in range(len(words) - 4)]
    assert [run for run in runs if run in draft] == []


def test_a_draft_made_whole_agrees_with_its_document(content: Path, tmp_path: Path) -> None:
    """What import wrote holds when the claims are there: digest, count, spellings."""
    imported = run(content, saved(tmp_path, ARTICLE))
    claims = "".join(
        f"  c{at}: {{at: {at}, by: article, says: '{says}', words: [{words}], about: [skarvoy]}}\n"
        for at, says, words in (
            (2, "A new lamp is to come.", "a new lamp"),
            (3, "14 ships were lost, 6 of them before 1 May 1888.", "14 ships, 6 of them before 1 May 1888"),
            (4, "A pilot thought otherwise.", "did not agree"),
        )
    )
    text = imported.path.read_text("utf-8").replace("draft: true\n", "").replace("author: mara-quay", "author: none")
    imported.path.write_text(text.replace("#claims:", f"claims:\n{claims}#claims:"), "utf-8")
    counting = content / "people/vera-tolmina.md"
    counting.write_text(counting.read_text("utf-8").replace("of the three documents", "of the four documents"), "utf-8")
    result = examine(content)
    assert result.dossier
    assert [problem.code for problem in result.problems if problem.level == "error"] == []
    assert verify(result.dossier, content / "originals") == []


def test_nothing_is_overwritten(content: Path, tmp_path: Path) -> None:
    first = run(content, saved(tmp_path, ARTICLE))
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    assert refused(content, saved(tmp_path, ARTICLE)).startswith("TAKEN sources/a-saved-article.md is about this very")
    second = run(content, saved(tmp_path, ARTICLE + "One more line.\n"))
    assert (second.path.stem, second.original.name) == (f"{first.path.stem}-2", "A saved article-2.txt")
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_a_text_in_another_encoding_is_kept_as_it_was_and_as_utf_8(
    content: Path, tmp_path: Path, encoding: str
) -> None:
    text = "Новая лампа будет зажжена\n\nСмотритель Надир Халван сказал об этом.\n"
    imported = run(content, saved(tmp_path, text.encode(encoding), "lamp.txt"))
    found = record(content, imported)
    assert imported.original.read_text("utf-8") == text
    assert (content / "originals" / "lamp.original").read_bytes() == text.encode(encoding)
    assert (found.headline, [name.who for name in found.names]) == ("Новая лампа будет зажжена", ["nadir-halvan"])
    assert "which was read as" in found.obtained


@pytest.mark.parametrize("name", ["json-ld", "open-graph", "plain-blog", "tables"])
def test_pages_of_every_layout(content: Path, name: str) -> None:
    imported = run(content, PAGES / f"{name}.html")
    found = record(content, imported)
    text = imported.original.read_bytes()
    assert imported.original.name == f"{name}.txt"
    assert (content / "originals" / f"{name}.html").read_bytes() == (PAGES / f"{name}.html").read_bytes()
    assert found.sha256 == hashlib.sha256(text).hexdigest()
    assert found.extent == len([line for line in text.decode().splitlines() if line.strip()])
    assert found.published.date.precision == "day"
    assert found.headline
    assert examine(content).problems == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02", "IMPORT this is neither text nor HTML (save the page as HTML, or its text as .txt)"),
        (b"word " * 300_000, "SIZE more than 1 MB of text (save the article alone)"),
        (b"word\n" * 10_000, "SIZE more than 9999 lines (save the article alone)"),
        (b" \n\n", "IMPORT the file is empty (save the article again)"),
        (b"<!DOCTYPE html><html><body></body></html>", "IMPORT no article was found in this page"),
    ],
)
def test_what_cannot_be_imported(content: Path, tmp_path: Path, data: bytes, said: str) -> None:
    before = sorted(content.rglob("*"))
    assert refused(content, saved(tmp_path, data)).startswith(said)
    assert sorted(content.rglob("*")) == before


def test_without_trafilatura_text_is_read_and_pages_say_what_to_run(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "can_read_pages", lambda: False)
    run(content, saved(tmp_path, ARTICLE))
    page = PAGES / "json-ld.html"
    assert refused(content, page) == (
        f"IMPORT HTML is read with trafilatura, which is not installed (run: make import FILE={page})"
    )


def test_the_article_of_an_address_is_not_imported_twice(content: Path, tmp_path: Path) -> None:
    page = (PAGES / "json-ld.html").read_text("utf-8")
    first = run(content, saved(tmp_path, page, "one.html"))
    again = saved(
        tmp_path, page.replace("</article>", "<p>One more paragraph, added on the next day.</p></article>"), "2.html"
    )
    message = refused(content, again)
    assert message.startswith(f"TAKEN sources/{first.path.name} has the article of this address already")
    imported = import_file(content, again, NameIndex(None), TODAY, "later-edition")
    assert isinstance(imported, Imported)
    assert imported.path == content / "sources" / "later-edition.md"


def test_a_dry_run_writes_nothing(content: Path, tmp_path: Path) -> None:
    before = sorted(content.rglob("*"))
    imported = import_file(content, saved(tmp_path, ARTICLE), NameIndex(None), TODAY, write=False)
    assert isinstance(imported, Imported)
    assert imported.draft.text.startswith("---\n")
    assert sorted(content.rglob("*")) == before


def test_a_draft_that_a_build_would_refuse_is_refused(content: Path, tmp_path: Path) -> None:
    before = sorted(content.rglob("*"))
    names = "\n".join(
        f"Ida Storm{n} and Vera{n} Tolmina{n} counted {n}{n} ships, {n}1 boats and {n}2 birds." for n in range(9000)
    )
    assert refused(content, saved(tmp_path, names)).startswith("SIZE its draft would have more than 256 KB")
    assert sorted(content.rglob("*")) == before


def test_the_draft_says_where_the_article_was_published(content: Path, tmp_path: Path) -> None:
    found = record(content, run(content, saved(tmp_path, "---\nsource: https://a.example/x\n---\nA text.\n", "a.md")))
    assert found.obtained == "Imported on 2024-05-20 from the file a.md (published at https://a.example/x)."
