"""The theme: translations by language, assets with their published names, templates by all that they name."""

import hashlib
import re
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.theme import read_theme_files, translation_files
from tests.lighthouse import copy
from tests.sites import files_of, report_and_files, theme
from tools.environment import ROOT


@pytest.mark.parametrize(("language", "file"), [("en", "en.toml"), ("en-GB", "en.toml"), ("de", None), ("e", None)])
def test_words_are_those_of_the_language_alone_where_its_region_has_none(language: str, file: str | None) -> None:
    found = translation_files(theme(plain=True).files, language)
    assert found == ((f"templates/words/{file}",) if file else ())


@pytest.mark.parametrize("language", ["de", "de-AT"])
def test_a_language_without_words_is_a_problem(language: str, tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [("site.toml", 'language = "en"', f'language = "{language}"')])
    report, files = report_and_files(BuildOptions(ROOT, content, tmp_path / "site"))
    hint = f"write theme/templates/words/{language}.toml, translated from: sourcebook theme words/en.toml --print"
    line = f"site.toml:1:1: LANGUAGE the interface has no words in '{language}' ({hint})"
    assert line in map(str, report.problems)
    assert (report.failed, files) == (True, {})


def test_a_language_without_a_name_is_shown_by_its_tag(tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [("people/vera-tolmina.md", "lang: ru", "lang: gd")])
    site = files_of(BuildOptions(ROOT, content, tmp_path / "site", cards=False))
    assert b"<dt>gd</dt>" in site["people/vera-tolmina/index.html"]


def test_published_names_carry_a_digest_of_the_bytes() -> None:
    house = theme(plain=False)
    files = {file.path: file.data for file in house.assets}
    assert {name.removeprefix("/") for name in house.names.values()} == set(files)
    hashed = {path: data for path, data in files.items() if not path.endswith((".txt", ".md"))}
    assert len(hashed) > 2
    for path, data in hashed.items():
        assert path.rsplit(".", 2)[1] == hashlib.sha256(data).hexdigest()[:12]


@pytest.mark.parametrize("plain", [True, False])
def test_style_sheets_name_assets_that_are_published(plain: bool) -> None:
    house = theme(plain=plain)
    paths = {file.path for file in house.assets}
    style = next(file.data.decode() for file in house.assets if file.path.endswith(".css"))
    named = re.findall(r'url\("([^"]+)"\)', style)
    assert named
    assert [name for name in named if f"assets/{name}" not in paths] == []


def test_litter_is_passed_over(tmp_path: Path) -> None:
    """Also a lock of Emacs, which is a link to nowhere."""
    for name in ("templates/page.html", "assets/style.css"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x", "utf-8")
        for litter in ("Thumbs.db", ".DS_Store", "style.css.orig", "style.css~", ".git/index"):
            path = tmp_path / name.partition("/")[0] / litter
            path.parent.mkdir(exist_ok=True)
            path.write_text("x", "utf-8")
        (tmp_path / name).with_name(".#style.css").symlink_to("me@here.1234:1700000000")
    assert sorted(read_theme_files(tmp_path)[0]) == ["assets/style.css", "templates/page.html"]
