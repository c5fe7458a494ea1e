"""Building for the preview: the newest edit, or the last good site and what is wrong; nothing is written."""

import shutil
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.preview import builder as module
from sourcebook.preview.builder import Builder
from sourcebook.preview.shown import PAGES, PROBLEMS
from tests.cases import cases
from tests.dossiers import SITE, page, write
from tools.environment import ROOT

AROUND = "templates/base.html"


def made(content: Path, root: Path = ROOT, address: str | None = None) -> Builder:
    return Builder(BuildOptions(root, content, Path(), address=address))


def built(builder: Builder) -> tuple[str, ...]:
    """What browsers are told of a build, and of what is made after it."""
    news = builder.build()
    while builder.unfinished:
        news += builder.go_on()
    return news


def house(folder: Path) -> Path:
    """A copy of templates and assets."""
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def problems(builder: Builder) -> list[str]:
    return [str(finding.problem) for finding in builder.shown.findings]


def test_an_edit_is_shown_and_a_mistake_keeps_the_last_good_site(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = write(tmp_path)
    builder = made(content)
    assert built(builder) == (PAGES,)
    first = builder.shown
    assert b"An island with a tower." in first.files["places/skerry/index.html"]

    assert built(builder) == ()
    assert builder.shown.build == first.build

    write(content, {"places/skerry.md": page("Skerry", "An island in [[zzz]].")})
    assert built(builder) == (PROBLEMS,)
    assert builder.shown.files == first.files
    assert problems(builder) == ["places/skerry.md:4:14: NAME there is no page 'zzz' (write the page, or name another)"]
    assert [line.text for line in builder.shown.findings[0].lines if line.caret] == ["An island in [[zzz]]."]

    write(content, {"places/skerry.md": page("Skerry", "An island with a light.")})
    assert built(builder) == (PAGES,)
    assert b"An island with a light." in builder.shown.files["places/skerry/index.html"]
    assert builder.shown.build != first.build
    told = [line.partition(" (")[0] + line.partition(")")[2] for line in capsys.readouterr().out.splitlines()]
    assert told == [
        "Built: no problems",
        "Built: no problems",
        "places/skerry.md:4:14: NAME there is no page 'zzz'",
        "Not built: 1 error, the last good pages stay",
        "Built: no problems",
    ]


def test_a_style_sheet_saved_while_pages_are_being_made_is_swapped(tmp_path: Path) -> None:
    root = house(tmp_path / "house")
    builder = made(write(tmp_path / "content"), root)
    built(builder)
    frame, style = root / AROUND, root / "assets/css/tokens.css"
    frame.write_text(frame.read_text("utf-8").replace("<main", "<main data-new", 1), "utf-8")
    assert builder.build() == (PAGES,)
    assert b"data-new" in builder.shown.files["index.html"]
    assert builder.unfinished
    style.write_text(style.read_text("utf-8").replace(":root {", ":root { --new: 1;", 1), "utf-8")
    assert builder.build() == ("/assets/style.css",)
    assert b"--new" in builder.shown.files["assets/style.css"]
    style.write_text(style.read_text("utf-8").replace("--new", "--newer", 1), "utf-8")
    frame.write_text(frame.read_text("utf-8").replace("data-new", "data-newer", 1), "utf-8")
    assert built(builder) == (PAGES,)


@pytest.mark.parametrize(
    ("address", "base"), [(None, "/at/skerry"), ("https://skerry.example", ""), ("https://x.example/repo/", "/repo")]
)
def test_the_site_lies_where_its_address_says(tmp_path: Path, address: str | None, base: str) -> None:
    site = SITE.replace('"https://skerry.example"', '"https://skerry.example/at/skerry/"')
    builder = made(write(tmp_path, {"site.toml": site}), address=address)
    built(builder)
    assert builder.shown.base == base
    assert f'href="{base}/assets/style.css"'.encode() in builder.shown.answer(f"{base}/no/such/page/").body


@cases
def test_a_mistake_of_the_house_is_told_at_its_line(tmp_path: Path, path: str, old: str, new: str, wanted: str) -> None:
    root = house(tmp_path / "house")
    builder = made(write(tmp_path / "content"), root)
    text = (root / path).read_text("utf-8")
    (root / path).write_text(text.replace(old, new, 1), "utf-8")
    built(builder)
    assert [problem[: len(wanted)] for problem in problems(builder)] == [wanted]
    assert new.splitlines()[-1] in [line.text for line in builder.shown.findings[0].lines if line.caret is not None]

    (root / path).write_text(text, "utf-8")
    assert built(builder) == (PAGES,)
    assert problems(builder) == []


def test_a_fault_of_the_program_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    builder = made(write(tmp_path))
    built(builder)
    before = builder.shown

    def fail(*_: object) -> None:
        raise ZeroDivisionError("no such number")

    with monkeypatch.context() as patch:
        patch.setattr(module, "plan_build", fail)
        assert built(builder) == (PROBLEMS,)
    assert builder.shown.files == before.files
    assert problems(builder) == [
        "sourcebook:1:1: FAULT ZeroDivisionError: no such number (this is a fault of the program; see the terminal)"
    ]
    assert "in fail" in capsys.readouterr().err
    assert built(builder) == (PROBLEMS,)
    assert builder.shown.problems == ""


def test_drafts_are_shown_here_and_what_is_wrong_with_them_stops_nothing(tmp_path: Path) -> None:
    wrong = "draft: true\nsummery: none\n"
    added = {"topics/draft.md": page("Draft", "See [[topics/second]] and [[nothing]].", "draft: true\n"),
             "topics/second.md": page("Second", "Text.", "draft: true\n"),
             "topics/third.md": page("Third", "Text.", wrong)}  # fmt: skip
    builder = made(write(tmp_path, added))
    assert built(builder) == (PAGES,)
    assert builder.shown.drafts == {"topics/draft/index.html", "topics/second/index.html"}
    assert not builder.shown.failed
    assert problems(builder)[0].startswith("topics/draft.md:5:27: NAME there is no page 'nothing'")
    assert {finding.problem.level for finding in builder.shown.findings} == {"warning"}
    assert {finding.problem.path for finding in builder.shown.findings} == {"topics/draft.md", "topics/third.md"}


def test_a_draft_may_name_references_that_are_yet_to_be_written(tmp_path: Path) -> None:
    fields = (
        "draft: true\n"
        "names: [{text: Skerrey, lang: sco, reference: nowhere}]\n"
        "point: {lat: 59, lon: -3, exact: area, reference: nowhere}\n"
    )
    content = write(tmp_path, {"places/rock.md": page("A rock", fields=fields)})
    builder = made(content)
    assert built(builder) == (PAGES,)
    assert [problem for problem in problems(builder) if "NAME" in problem] == [
        "places/rock.md:4:36: NAME there is no reference 'nowhere' in references.toml",
        "places/rock.md:5:40: NAME there is no reference 'nowhere' in references.toml",
    ]
    assert b"A rock" in builder.shown.files["places/rock/index.html"]
    assert "map/index.html" not in builder.shown.files
