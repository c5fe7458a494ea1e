"""Promises by what came of them; what somebody hoped that others would do is none."""

from pathlib import Path

import pytest

from sourcebook.model.names import Key
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import PageContext
from sourcebook.views.pages.promises import promises_view
from sourcebook.views.translations import Translations
from tests.dossiers import REPORT, page, read_dossier, write
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
SAID = """  {name}:
    at: 1
    by: article
    kind: promise
    form: {form}
    says: The lamp is to burn again.
    words: [burns again]
    about: [skerry]
    outcome: done
    shown_by: [lamp-seen#relit]
"""


@pytest.mark.parametrize(("form", "group"), [("plan", "done"), ("promise", "done"), ("hope", "hope")])
def test_a_hope_that_came_about_is_no_promise_kept(tmp_path: Path, form: str, group: str) -> None:
    head, tail = REPORT.split("claims:\n")
    told = {"sources/lamp-relit.md": f"{head}claims:\n{SAID.format(name='said', form=form)}{tail}"}
    seen = {"sources/lamp-seen.md": REPORT.replace("2019-03-12", "2020-01-01")}
    promises = {"pages/promises.md": page("Promises", "What was promised.", "summary: What came of it.\n")}
    reader = read_dossier(write(tmp_path, told | seen | promises))
    context = PageContext(reader, WORDS, Addresses("https://example.org"), "/promises/")
    view = promises_view(context, reader.page(Key("pages", "promises")))
    assert [(name, [claim.says for claim in claims]) for name, claims in view.groups] == [
        (group, ["The lamp is to burn again."])
    ]
