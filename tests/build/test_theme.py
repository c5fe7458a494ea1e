"""What lies beside `build.py`: words by language, assets with their published names."""

import hashlib
import re
from pathlib import Path

import pytest

from sourcebook.house import load_house, words_file
from sourcebook.build.options import BuildOptions
from sourcebook.pipeline import compose
from tests.lighthouse import copy
from tools.environment import ROOT


@pytest.mark.parametrize(("language", "file"), [("en", "en.toml"), ("en-GB", "en.toml"), ("de", None), ("e", None)])
def test_words_are_those_of_the_language_alone_where_its_region_has_none(language: str, file: str | None) -> None:
    found = words_file(ROOT, language)
    assert (found and found.name) == file


@pytest.mark.parametrize("language", ["de", "de-AT"])
def test_a_language_without_words_is_a_problem(language: str, tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [("site.toml", 'language = "en"', f'language = "{language}"')])
    result = compose(BuildOptions(ROOT, content, tmp_path / "site"))
    hint = f"translate templates/words/en.toml into {language}.toml beside it"
    line = f"site.toml:1:1: LANGUAGE the interface has no words in '{language}' ({hint})"
    assert [str(problem) for problem in result.problems] == [line]
    assert (result.failed, result.files) == (True, ())


def test_a_language_without_a_name_is_shown_by_its_tag(tmp_path: Path) -> None:
    content = copy(tmp_path / "content", [("people/vera-tolmina.md", "lang: ru", "lang: gd")])
    result = compose(BuildOptions(ROOT, content, tmp_path / "site"))
    page = next(file.data.decode() for file in result.files if file.path == "people/vera-tolmina/index.html")
    assert "<dt>gd</dt>" in page


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


def test_the_preview_uses_plain_names() -> None:
    names = theme(plain=True).names
    assert names == {name: f"/assets/{name}" for name in names}
