"""`licences.txt`: nothing of others is shipped that it does not name."""

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from sourcebook.build.options import BuildOptions
from sourcebook.exports.fulltext import FOLDER
from sourcebook.exports.licences import TABLE, Part, parts
from tests.exports.test_fulltext import index_of
from tests.lighthouse import LIGHTHOUSE
from tests.sites import files_of, theme
from tools.environment import ROOT

PARTS = parts((ROOT / "templates" / TABLE).read_bytes())
PAGE = "<!doctype html><html lang=en><title>T</title><main><h1>The lamp</h1><p>It was lit.</p></main></html>"


def shipped() -> Iterator[str]:
    """Every published file of the house, and every kind of file that Pagefind makes."""
    yield from (file.path for file in theme(plain=False).assets)
    yield from (file.path for file in index_of([("index.html", PAGE.encode())]))


def licence_text(content: Path = LIGHTHOUSE, *, full_text: bool = False, for_disk: bool = False) -> str:
    order = BuildOptions(ROOT, content, Path("nowhere"), cards=False, full_text=full_text, for_disk=for_disk)
    return files_of(order)["licences.txt"].decode()


@pytest.fixture(scope="module")
def text() -> str:
    return licence_text()


def covering(path: str) -> list[str]:
    """Names of the parts that a file belongs to."""
    return [part.name for part in PARTS if any(fnmatchcase(path, pattern) for pattern in part.files)]


def test_every_file_of_the_house_and_of_pagefind_is_covered() -> None:
    files = list(shipped())
    assert [path for path in files if path.startswith(FOLDER)]
    assert [path for path in files if not covering(path)] == []


def test_a_file_that_nobody_named_is_not_taken_for_ours() -> None:
    assert covering("assets/other-library.0123456789ab.js") == []
    assert covering("assets/fonts/ledger-serif-roman.0123456789ab.woff2") == ["Ledger Serif"]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_every_part_of_the_table_says_all_and_matches_something(part: Part) -> None:
    files = list(shipped())
    assert all((part.name, part.about, part.licence, part.terms))
    assert [pattern for pattern in part.files if not any(fnmatchcase(path, pattern) for path in files)] == []
    assert part.copyright or part.text


def test_the_list_names_the_dossier_its_map_and_each_part(text: str) -> None:
    said = " ".join(text.split())
    settings = tomllib.loads((LIGHTHOUSE / "site.toml").read_text("utf-8"))
    outline = tomllib.loads((LIGHTHOUSE / "map" / "outline.toml").read_text("utf-8"))
    assert settings["licence"]["url"] in said
    assert f"Licence: {outline['licence']}" in said
    for part in PARTS:
        assert (" ".join(part.about.split()) in said) != part.full_text
    assert "OFL-1.1" in said
    assert "Permission is hereby granted" in said


def test_pagefind_is_named_where_it_is_shipped() -> None:
    text = licence_text(full_text=True)
    assert "Copyright 2022 Pagefind" in text
    assert "Redistributions in binary form" in text


def test_the_pagefind_that_is_named_is_the_one_that_is_shipped() -> None:
    """Another release may have other libraries compiled into it: look, then change the table."""
    files = {file.path: file.data for file in index_of([("index.html", PAGE.encode())])}
    told = next(part.about for part in PARTS if part.name == "Pagefind")
    version = re.search(r'pagefind_version="(\d+\.\d+)', files["pagefind/pagefind.js"].decode())
    assert version
    assert f"version {version[1]}." in told
