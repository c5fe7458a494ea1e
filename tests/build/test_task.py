"""The last gate: what no text of the output may have, whatever made it."""

import unicodedata
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.build.task import TEXTS, gate
from sourcebook.model.files import OutputFile
from sourcebook.model.problem import Problem
from sourcebook.prose.write import to_prose
from tests.dossiers import page, write
from tests.sites import Built
from tools.environment import ROOT

WITHOUT_TEXT = {".png", ".ico", ".woff2", ".nojekyll", ".sourcebook"}


@pytest.mark.parametrize("path", [f"a/name{ending}" for ending in TEXTS])
@pytest.mark.parametrize(
    "text",
    ["\x00", "\x02klzzwxh:0\x03", "klzzwxh:7", "wzxhzdk:0", "\x1b[31m", "\x7f", "é\x85", "a\r", "\ue0000\ue002",
     "\u202e", "\u200fa", "\u2028", "\xad", "e\u0301", "<b>\u0338", "\u212b", "\udcff"],
)  # fmt: skip
def test_no_such_text_passes(path: str, text: str) -> None:
    data = f"<p>é {text}</p>".encode("utf-8", "surrogateescape")
    refused = gate(OutputFile(path, data, "pages/about.md"))
    assert isinstance(refused, Problem)
    assert (refused.path, refused.code) == ("pages/about.md", "ENCODING")
    assert str(refused).isprintable()


@pytest.mark.parametrize(
    "text", ["", "a\tb\r\nc\n", "é\u00a0ə", "क\u094d\u200dष", "👨\u200d👩\u200d👧 ☎\ufe0f", "\ufeffa"]
)
def test_sound_text_passes(text: str) -> None:
    file = OutputFile("data/a.csv", text.encode(), "x")
    assert gate(file) is file


def test_every_text_of_a_site_is_gated(site: Built) -> None:
    files = [path for path in site.folder.rglob("*") if path.is_file() and "pagefind" not in path.parts]
    others = {path.suffix or path.name for path in files if not path.name.endswith(TEXTS)}
    assert others <= WITHOUT_TEXT
    for path in files:
        if path.name.endswith(TEXTS):
            assert unicodedata.is_normalized("NFC", path.read_text("utf-8-sig"))


@pytest.mark.parametrize(
    "body", ["*a*\u0338 b", "&#x338; b.", "e&#x301;", "e&#0769;", "**x**&#824;", "A &Aring;&#8491;"]
)
def test_no_page_is_published_that_is_not_in_nfc(tmp_path: Path, body: str) -> None:
    content = write(tmp_path / "content", {"pages/about.md": page("About", body)})
    report = build(BuildOptions(ROOT, content, tmp_path / "site", cards=False))
    assert {(problem.path, problem.code) for problem in report.problems} == {("pages/about.md", "ENCODING")}
    assert not (tmp_path / "site").exists()


def test_a_reference_to_a_joining_mark_is_reported_at_its_place() -> None:
    said = "a.md:2:2: ENCODING '&#x301;' stands for a mark or form that joins others, U+0301 (delete it)"
    assert [str(problem) for problem in to_prose("a.md", "One.\ne&#x301; é", 1)[1]] == [said]
