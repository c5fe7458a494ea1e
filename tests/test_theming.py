"""Templates as designers meet them: docs/theming.md is current, imports stand on top, parameters have telling names."""

import re
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.desk.site_check import check_site
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import Site
from tests.dossiers import read_dossier, write
from tests.lighthouse import LIGHTHOUSE
from tests.sites import theme
from tools.environment import ROOT
from tools.theming import TEMPLATES, THEMING, comment, current, in_words, views

FENCED = r"```\w+\n(.*?)```"
RECIPE = re.compile(rf"in `((?:templates|assets)/[^`]+)`, replace\n\n{FENCED}\n\nby.*?\n\n{FENCED}", re.DOTALL)
PATHS = [path for path in sorted(TEMPLATES.rglob("*")) if path.suffix in (".html", ".xml", ".svg", ".js")]
TEXTS = {path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8") for path in PATHS}
VAGUE = {"of", "one", "all", "to", "each", "it"}


def test_the_reference_is_current() -> None:
    assert current() == THEMING.read_text("utf-8"), "run: python -m tools.theming"


def test_a_dossier_that_follows_every_recipe_is_sound(tmp_path: Path) -> None:
    recipes = RECIPE.findall(THEMING.read_text("utf-8"))
    files = {f"theme/{path}": (ROOT / path).read_text("utf-8") for path, _, _ in recipes}
    for path, old, new in recipes:
        before, after = old.removesuffix("\n"), new.removesuffix("\n")
        assert files[f"theme/{path}"].count(before) == 1, path
        files[f"theme/{path}"] = files[f"theme/{path}"].replace(before, after)
    badge = {"theme/assets/badge.svg": (ROOT / "assets" / "icon.svg").read_text("utf-8")}
    content = write(tmp_path / "content", files | badge)
    assert build(BuildOptions(ROOT, content, tmp_path / "site", cards=False)).problems == ()
    assert list(check_site(tmp_path / "site")) == []
    topic = (tmp_path / "site" / "topics" / "lamp" / "index.html").read_text("utf-8")
    assert topic.count('<p class="quiet">') == 2
    assert 'alt="Reviewed"' in topic
    assert "block-size: 2.5em" in next((tmp_path / "site" / "assets").glob("*.css")).read_text("utf-8")
    assert "s-marks" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_templates_name_the_view_that_they_get() -> None:
    dossier, house = read_dossier(LIGHTHOUSE), theme(plain=True)
    shell = Shell(house.names, report=None, noindex=False, preview=False)
    for screen in Site(dossier, house.translations, Addresses("https://skerry.example"), shell).inputs():
        if screen.view is not None:
            assert f"`view`: {type(screen.view).__name__}" in comment(TEMPLATES / screen.template), screen.template


def test_views_that_comments_name_exist() -> None:
    named = {name for text in TEXTS.values() for name in re.findall(r"`: (\w+View)\b", text)}
    assert len(named) > 20
    assert named - set(views()) == set()


@pytest.mark.parametrize("path", TEXTS)
def test_imports_stand_on_top(path: str) -> None:
    text = TEXTS[path]
    top = re.match(r"(?:\{#.*?#\}\s*|\{% (?:extends|from) [^%]*%\}\s*)*", text, re.DOTALL)
    assert top
    assert re.findall(r"\{% (?:from|import|include) ", text[top.end() :]) == []


@pytest.mark.parametrize("path", TEXTS)
def test_parameters_and_loop_variables_have_telling_names(path: str) -> None:
    named = re.findall(r"\{% macro \w+\((.*?)\)", TEXTS[path]) + re.findall(r"\{%-? for (.*?) in ", TEXTS[path])
    assert {name.split("=")[0].strip() for found in named for name in found.split(",")} & VAGUE == set()


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (str, "text"),
        (str | None, "text or none"),
        (tuple[int, ...], "list of number"),
        (tuple[tuple[str, int], ...], "list of (text, number)"),
        (dict[str, str], "text by name"),
    ],
)
def test_types_are_said_in_words(hint: object, words: str) -> None:
    assert in_words(hint) == words
