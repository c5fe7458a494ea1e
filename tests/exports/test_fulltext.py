"""Pagefind's files: which pages they hold, that they are the same twice, that a failure is told."""

import gzip
import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.exports.fulltext import Indexing
from sourcebook.model.files import OutputFile
from tests.lighthouse import LIGHTHOUSE
from tests.sites import files_of
from tools.environment import ROOT

MAGIC = b"pagefind_dcd"
WITH_FULL_TEXT = BuildOptions(ROOT, LIGHTHOUSE, Path("nowhere"), cards=False, full_text=True)


def page(path: str, text: str) -> tuple[str, bytes]:
    html = f"<!doctype html><html lang=en><title>T</title><nav>Aside</nav><main><h1>{path}</h1>{text}</main></html>"
    return path, html.encode()


PAGES = (
    page("a/index.html", "<p>The lamp was lit.</p><dl><dt>Steps</dt><dd>168</dd></dl><nav>Elsewhere</nav>"),
    page("b/index.html", "<p>Ships were lost.</p><section class=endnotes>Endnote</section>"),
)


def index_of(pages: Iterable[tuple[str, bytes]]) -> list[OutputFile]:
    """The index of these pages."""
    with closing(Indexing(pages)) as indexing:
        return indexing.files()


def fragments(files: list[OutputFile]) -> dict[str, str]:
    """The text of each page that is indexed, by its address."""
    found = [gzip.decompress(file.data) for file in files if file.path.endswith(".pf_fragment")]
    pages = [json.loads(data.removeprefix(MAGIC)) for data in found]
    return {each["url"]: each["content"] for each in pages}


def test_the_main_part_of_the_pages_is_indexed_and_nothing_else() -> None:
    files = index_of(PAGES)
    texts = fragments(files)
    assert texts.keys() == {"/a/", "/b/"}
    assert "lamp was lit" in texts["/a/"]
    assert "Steps: 168" in texts["/a/"]
    assert "Aside" not in texts["/a/"]
    assert "Elsewhere" not in texts["/a/"]
    assert "Endnote" not in texts["/b/"]


def test_the_same_pages_give_the_same_bytes() -> None:
    one, other = files_of(WITH_FULL_TEXT), files_of(WITH_FULL_TEXT)
    assert sum(path.startswith("pagefind/") for path in one) > 20
    assert one == other


@pytest.mark.parametrize("changed", [{"preview": True}, {"for_disk": True}, {"full_text": False}], ids=str)
def test_a_preview_and_a_copy_for_disks_have_none(changed: dict[str, Any]) -> None:
    files = files_of(WITH_FULL_TEXT._replace(**changed))
    assert files
    assert [path for path in files if path.startswith("pagefind/")] == []


def test_where_there_is_full_text_only_the_search_page_may_compile_it() -> None:
    files = files_of(WITH_FULL_TEXT)
    allowed = {path for path, data in files.items() if path.endswith(".html") and b"wasm-unsafe-eval" in data}
    assert allowed == {"search/index.html"}
    assert b"script-src 'self' 'wasm-unsafe-eval';" in files["_headers"]


def test_a_failure_of_pagefind_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sourcebook.exports.fulltext.CONFIG", {"root_selector": 1})
    with pytest.raises(RuntimeError, match=r"Pagefind failed: .*invalid type"):
        index_of(PAGES[:1])


def test_a_pagefind_that_ends_too_early_is_told() -> None:
    with closing(Indexing(PAGES[:1])) as indexing:
        indexing._process.kill()  # noqa: SLF001
        with pytest.raises((RuntimeError, BrokenPipeError)):
            indexing.files()
