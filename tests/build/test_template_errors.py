"""An exception that a template or the translations are to blame for is told at its line, whichever process raised it."""

from pathlib import Path

import pytest
from jinja2 import TemplateError

from sourcebook.build.template_errors import template_error
from sourcebook.cache.workers import start
from sourcebook.stages.render import Templates, render
from sourcebook.views.site import RenderInput
from sourcebook.views.words import Words

BROKEN = {
    "{{ x.y }}": "TEMPLATE UndefinedError: 'x' is undefined (mend the template)",
    "{% if %}": "TEMPLATE TemplateSyntaxError: Expected an expression, got 'end of statement block'",
    "{% include 'none.html' %}": "TEMPLATE TemplateNotFound: 'none.html' not found",
}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("text", BROKEN)
def test_a_mistake_is_told_at_its_line_in_one_line(tmp_path: Path, text: str, workers: int) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(f"first\n{text}\n", "utf-8")
    templates = Templates(tmp_path / "templates", Words({}))

    def filled(number: int) -> int:
        return len(list(render([RenderInput("/a/", "a.html", None, None, "a.md")], templates)))

    with pytest.raises(TemplateError) as raised:
        list(start(filled, 4, workers, 1))
    said = str(template_error(raised.value, tmp_path))
    assert said.startswith(f"templates/a.html:2:1: {BROKEN[text]}")
    assert "\n" not in said


def test_a_fault_of_the_program_is_none_of_a_template(tmp_path: Path) -> None:
    def broken(number: int) -> int:
        raise ZeroDivisionError("no such number")

    for workers in (1, 2):
        with pytest.raises(ZeroDivisionError) as raised:
            list(start(broken, 4, workers, 1))
        assert template_error(raised.value, tmp_path) is None
