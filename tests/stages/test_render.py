"""Views in, files out: names escaped, none missing, nothing in a page that its content policy would refuse."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError, Undefined, UndefinedError
from markupsafe import Markup, escape
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.tasks import PLAIN
from sourcebook.cache.cache import Cache
from sourcebook.model.files import OutputFile
from sourcebook.stages.render import Templates, render
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import RenderInput, Site
from sourcebook.views.translations import Translations
from tests.dossiers import SKERRY, Changes, page, read_dossier, reader
from tests.sites import theme
from tools.environment import ROOT

EVIL = "<script>alert('1')</script> \"&\" {{ 7 * 7 }}"


@dataclass(frozen=True)
class Named:
    name: str


def fill(folder: Path, template: str, name: str) -> str:
    (folder / "a.html").write_text(template, encoding="utf-8")
    screen = RenderInput("/a/", "a.html", None, Named(name), "a.md")
    [file] = render([screen], Templates([folder], Translations({"hello": "Hello, {name}"})))
    assert (file.path, file.origin) == ("a/index.html", "a.md")
    return file.data.decode()


def test_a_theme_has_compiled_templates_of_its_own(tmp_path: Path) -> None:
    """Those of a sandbox are other code, also where the text of the template is the same."""
    cache, texts = Cache(None, b""), Translations({})
    (tmp_path / "a.html").write_text("{{ 1 }}", encoding="utf-8")
    for folders in ([tmp_path], [tmp_path / "own", tmp_path], [tmp_path]):
        assert Templates(folders, texts, cache).environment.get_template("a.html").render() == "1"


@pytest.mark.parametrize("value", ["<b> & \"'", Markup("<b>"), 27, None, Named("<b>"), Undefined(name="a")])
def test_escaping_gives_what_markupsafe_gives(value: object) -> None:
    environment = Templates([ROOT / "templates"], Translations({})).environment
    assert vars(type(environment))["escaped"](value) == escape(value)


def test_macros_are_called_with_their_caller_and_loops_keep_their_names(tmp_path: Path) -> None:
    template = (
        "{% macro around(name) %}[{{ name }}: {{ caller(name ~ '!') }}]{% endmacro %}"
        "{% for each in ('a', '<') %}{% call(said) around(each) %}{{ said }}{{ loop.index }}{% endcall %}{% endfor %}"
    )
    assert fill(tmp_path, template, "") == "[a: a!1][&lt;: &lt;!2]"


def test_what_a_plain_dossier_needs_is_compiled_ahead(tmp_path: Path) -> None:
    """Its pages need these templates and no other: no macro is called that has nothing to draw."""
    files = {path: text for path, text in SKERRY.items() if path in ("site.toml", "pages/home.md")}
    for path, text in {**files, "topics/sea.md": page("Sea"), "pages/plain.md": page("Plain", "[[sea]]")}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text.replace("[[skerry]]", "Skerry"), "utf-8")
    house, dossier = theme(plain=False), read_dossier(tmp_path)
    templates = Templates(house.templates, house.translations)
    site = Site(
        dossier,
        house.translations,
        Addresses("https://skerry.example"),
        Shell(house.names, None, False, False),
    )
    for screen in site.inputs():
        list(render([screen], templates))
    cache = templates.environment.cache
    assert cache is not None
    assert {name for _, name in cache} == {*PLAIN}


@pytest.mark.parametrize("form", ['from "b.html" import shout, sign', 'import "b.html" as b'])
def test_a_template_is_compiled_when_one_of_its_macros_is_called(tmp_path: Path, form: str) -> None:
    (tmp_path / "b.html").write_text("{% macro shout(x) %}{{ x }}!{% endmacro %}{% set sign = '?' %}", "utf-8")
    (tmp_path / "c.html").write_text("{% macro broken(x) %}{{ {% endmacro %}", "utf-8")
    uses = "{{ shout(1) }}{{ sign }}" if "from" in form else "{{ b.shout(1) }}{{ b.sign }}"
    assert fill(tmp_path, f'{{% {form} %}}{{% from "c.html" import broken %}}{uses}', "") == "1!?"
    with pytest.raises(TemplateSyntaxError):
        fill(tmp_path, '{% from "c.html" import broken %}{{ broken(1) }}', "")
    with pytest.raises(UndefinedError, match="does not export"):
        fill(tmp_path, '{% from "b.html" import whisper %}{{ whisper(1) }}', "")


@pytest.mark.parametrize("template", ["{{ view.nmae }}", "{{ nothing }}", "{% if view.nmae %}{% endif %}"])
def test_a_name_that_is_missing_is_a_mistake_of_ours(tmp_path: Path, template: str) -> None:
    with pytest.raises(UndefinedError):
        fill(tmp_path, template, "a")


def test_a_word_that_is_missing_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"helo is missing"):
        fill(tmp_path, "{{ 'helo'|t }}", "a")


def pages(changes: Changes) -> Iterator[tuple[str, str]]:
    house = theme(plain=False)
    shell = Shell(house.names, None, noindex=False, preview=False)
    site = Site(reader(changes), house.translations, Addresses("https://skerry.example"), shell)
    files: Iterator[OutputFile] = render(site.inputs(), Templates(house.templates, house.translations))
    yield from ((file.path, file.data.decode()) for file in files)


HOSTILE: Changes = {
    "site.toml": SKERRY["site.toml"].replace("The Skerry light", "The <script>alert(1)</script> light"),
    "places/skerry.md": page(f"'{EVIL.replace(chr(39), chr(39) * 2)}'", "See `<script>` & <b>this</b>."),
    "questions/tower-height.md": SKERRY["questions/tower-height.md"].replace("of Skerry", "<img src=x onerror=a()>"),
    "sources/lamp-relit.md": SKERRY["sources/lamp-relit.md"]
    .replace("Skerry is 27 metres", "<svg onload=a()> is 27 metres")
    .replace("The lamp is lit again", "The <iframe srcdoc=x> is lit again")
    .replace("as: Ida Storm", 'as: "<b onclick=a()>Ida</b>"'),
}


@pytest.mark.parametrize("changes", [{}, HOSTILE], ids=["sound", "hostile"])
def test_no_page_holds_what_the_policy_forbids(changes: Changes) -> None:
    for path, html in pages(changes):
        tree = LexborHTMLParser(html)
        nodes = tree.css("*")
        assert len(nodes) > 20, path
        assert [node.html for node in nodes if node.tag in ("style", "iframe", "base", "object", "embed")] == []
        assert [node.attributes.get("role") for node in nodes if "action" in node.attributes] == ["search"]
        assert [node.html for node in nodes if node.tag == "script" and not runs_from_a_file(node.attributes)] == []
        names = {name for node in nodes for name in node.attributes}
        assert {name for name in names if name == "style" or name.startswith("on")} == set(), path
        addresses = [value for node in nodes for name, value in node.attributes.items() if name in ("href", "src")]
        assert [address for address in addresses if (address or "").lower().startswith("javascript:")] == []
        assert tree.css_first('meta[http-equiv="Content-Security-Policy"]') is not None, path


def runs_from_a_file(attributes: dict[str, str | None]) -> bool:
    return bool(attributes.get("src")) or attributes.get("type") in ("application/ld+json", "application/json")


def test_a_graph_holds_hostile_titles_and_does_not_end() -> None:
    shown = dict(pages(HOSTILE))["places/skerry/index.html"]
    (script,) = LexborHTMLParser(shown).css("script[type='application/ld+json']")
    assert EVIL in json.loads(script.text())["@graph"][1]["name"]


def test_titles_are_shown_as_they_were_written() -> None:
    shown = dict(pages(HOSTILE))["places/skerry/index.html"]
    title = LexborHTMLParser(shown).css_first("h1")
    assert title is not None
    assert EVIL in title.text()
