"""`init`: a dossier that checks, builds and deploys as it is, and in which nothing is overwritten."""

import shlex
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sourcebook.cli.main import main
from tests.cases import cases
from tests.sites import site_files


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)], standalone_mode=False)


@cases
def test_what_is_begun_passes_every_check_and_builds(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = tmp_path / "our-papers"
    begun = run("init", folder, *options)
    assert (begun.return_value, begun.stderr) == (0, "")
    checked = run("check", "--strict", "--content", folder)
    assert (checked.return_value, checked.stderr) == (0, "")
    built = run("build", "--content", folder, "--no-cards", "--no-search", "-q")
    assert (built.return_value, built.stderr) == (0, "")
    home = site_files(folder / "site")["index.html"].decode()
    title = "The light on the rock" if "--example" in options else "Os papéis" if "pt-BR" in options else ""
    assert title in home
    assert not [path for path, data in site_files(folder).items() if b"%TITLE%" in data]


def test_the_title_is_made_from_the_folder_unless_it_is_given(tmp_path: Path) -> None:
    run("init", tmp_path / "our-papers_2")
    assert 'title = "Our papers 2"\n' in (tmp_path / "our-papers_2" / "site.toml").read_text("utf-8")


@pytest.mark.parametrize("lost", ["site.toml", ".schemas/topics.json", "README.md"])
def test_a_beginning_that_was_cut_short_is_completed_by_the_same_command(tmp_path: Path, lost: str) -> None:
    assert run("init", tmp_path / "begun").return_value == 0
    whole = site_files(tmp_path / "begun")
    for cut in (Path.unlink, partial(Path.write_bytes, data=b"")):
        cut(tmp_path / "begun" / lost)
        assert run("init", tmp_path / "begun").return_value == 0
        assert site_files(tmp_path / "begun") == whole


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    (tmp_path / ".git").mkdir()
    done = run("init", tmp_path)
    assert done.return_value == 0
    assert "1 file kept: README.md" in done.stdout
    assert (tmp_path / "README.md").read_text("utf-8") == "mine"
    before = site_files(tmp_path)
    again = run("init", tmp_path, "--title", "Other")
    assert again.return_value == 1
    assert "TAKEN there is a dossier here (give another folder)" in again.stderr
    assert site_files(tmp_path) == before


@cases
def test_a_wrong_value_is_refused_before_anything_is_written(
    tmp_path: Path, option: str, value: str, said: str
) -> None:
    done = run("init", tmp_path / "x", option, value)
    assert done.return_value == 1
    assert said in done.stderr
    assert not (tmp_path / "x").exists()


def test_the_next_command_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("init", "our papers")
    words = shlex.split(done.stdout.splitlines()[-1].removeprefix("Next"))
    assert words[-3:] == ["preview", "--content", "our papers"]
