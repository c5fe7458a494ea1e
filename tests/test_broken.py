"""Small broken dossiers, through the front door: exactly what is said, and nothing built.

A case of `tests/broken/*.toml` changes or adds files of the sound dossier `tests/broken/base`; `expected` lists the
problems, sorted, none for what must be accepted. `change` lists triples of file, old string and new; `add` has whole
files, `hex` those that are no text.
"""

from operator import itemgetter
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.cli.main import main
from sourcebook.output.guard import MARK, MARK_FILE
from tests.cases import Row, examples
from tests.lighthouse import copy
from tools.environment import ROOT

BROKEN = ROOT / "tests" / "broken"
CASES = examples(BROKEN)
BASE: Row = {"title": "the base", "expected": []}
KEPT = b"what was built before"


@pytest.mark.parametrize("case", [case for case in CASES.values() if case["expected"]], ids=itemgetter("title"))
def test_says_exactly_what_is_wrong_and_leaves_the_output_as_it_was(case: Row, tmp_path: Path) -> None:
    out = built_before(tmp_path)
    code, said, summed = build(written(case, tmp_path / "content"), out)
    assert check(tmp_path / "content") == (code, said.partition("Not built: ")[0])
    errors = len(case["expected"])
    expected = "".join(f"{line}\n" for line in case["expected"])
    assert said == f"{expected}Not built: {errors} error{'s'[errors == 1 :]}, 0 warnings. {out} is unchanged.\n"
    assert (code, summed) == (1, "")
    assert {path.name: path.read_bytes() for path in out.iterdir()} == {MARK_FILE: MARK, "index.html": KEPT}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "site"]


@pytest.mark.parametrize(
    "case", [BASE, *(case for case in CASES.values() if not case["expected"])], ids=itemgetter("title")
)
def test_builds_what_is_sound(case: Row, tmp_path: Path) -> None:
    out = built_before(tmp_path)
    code, said, _ = build(written(case, tmp_path / "content"), out)
    assert (code, said) == (0, "")
    assert (out / "index.html").read_bytes() != KEPT
    assert check(tmp_path / "content") == (code, said)


LANGUAGE = 'language = "en"', 'language = "de"'
SILENT = "site.toml:1:1: LANGUAGE the interface has no words in 'de' (write theme/templates/words/de.toml, translated"


@pytest.mark.parametrize("spoil", ["language", "language-and-rule", "settings", "folder", "link", "file"])
def test_check_finds_whatever_keeps_a_build_from_making_its_pages(spoil: str, tmp_path: Path) -> None:
    """Beside the broken dossiers above: conditions of the house and of the folder."""
    content = written(BASE, tmp_path / "content")
    settings, topic = content / "site.toml", content / "topics" / "lamp.md"
    if spoil.startswith("language"):
        settings.write_text(settings.read_text("utf-8").replace(*LANGUAGE), "utf-8")
    if spoil == "language-and-rule":
        topic.write_text(f"{topic.read_text('utf-8')}\nIt burned for 47 days.\n", "utf-8")
    if spoil == "settings":
        settings.unlink()
    if spoil == "folder":
        topic.with_suffix(".docx").write_bytes(b"")
    if spoil == "link":
        (content / "topics" / "outside.md").symlink_to(tmp_path / "outside.md")
    if spoil == "file":
        (content / "topics" / "A B.md").write_bytes(b"")
    code, said, _ = build(content, built_before(tmp_path))
    assert code == 1
    assert any(line.startswith(SILENT) for line in said.splitlines()) == spoil.startswith("language")
    assert len(said.splitlines()) == (3 if spoil == "language-and-rule" else 2)
    assert check(content) == (code, said.partition("Not built: ")[0])


def built_before(folder: Path) -> Path:
    """An output folder of ours, with a page in it."""
    out = folder / "site"
    out.mkdir()
    (out / MARK_FILE).write_bytes(MARK)
    (out / "index.html").write_bytes(KEPT)
    return out


def written(case: Row, to: Path) -> Path:
    copy(to, map(tuple, case.get("change", ())), case.get("add"), BROKEN / "base")
    for path, data in case.get("hex", {}).items():
        (to / path).write_bytes(bytes.fromhex(data))
    return to


def build(content: Path, out: Path) -> tuple[int, str, str]:
    """Exit code, standard error and standard output of the command."""
    done = CliRunner().invoke(
        main, ["build", "--content", str(content), "--out", str(out)], standalone_mode=False, catch_exceptions=False
    )
    return done.return_value, done.stderr, done.stdout


def check(content: Path) -> tuple[int, str]:
    """Exit code and standard error of the command."""
    done = CliRunner().invoke(main, ["check", "--content", str(content)], standalone_mode=False, catch_exceptions=False)
    return done.return_value, done.stderr
