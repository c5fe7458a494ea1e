"""Damaged and enormous pages: never a traceback, and never the headline or day of another article."""

import random
import re
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest

from sourcebook.desk.imports.article import RefusedError
from sourcebook.desk.imports.reading import read_saved
from sourcebook.desk.name_index import NameIndex
from tests.desk.imports.test_page_cases import CASES, html

TODAY = date(2024, 5, 20)
PAGES = {name: html(case) for name, case in CASES.items()}
SECONDS = 5
TAG = re.compile(r"<[^<>]*>")


def without_attributes(page: str, chance: random.Random) -> str:
    return TAG.sub(lambda tag: re.sub(r"\s[^>]*", "", tag[0]) if chance.random() < 0.3 else tag[0], page)


def with_doubled_nodes(page: str, chance: random.Random) -> str:
    return re.sub(r"<(p|h1|meta|time|script)\b.*?(?:</\1>|>)", lambda node: node[0] * chance.choice((1, 1, 2)), page)


def without_tags(page: str, chance: random.Random) -> str:
    return TAG.sub(lambda tag: "" if chance.random() < 0.2 else tag[0], page)


def cut(page: str, chance: random.Random) -> str:
    return page[: chance.randrange(1, len(page))]


def with_broken_bytes(page: str, chance: random.Random) -> bytes:
    data = bytearray(page.encode(chance.choice(("utf-8", "utf-16", "cp1251")), "replace"))
    for _ in range(4):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


@pytest.mark.parametrize("mutate", [without_attributes, with_doubled_nodes, without_tags, cut, with_broken_bytes])
def test_damaged_pages(mutate: Callable[[str, random.Random], str | bytes]) -> None:
    for seed in range(40):
        for name, page in list(PAGES.items())[seed % 5 :: 5]:
            damaged = mutate(page, random.Random(f"{seed} {name}"))
            data = damaged if isinstance(damaged, bytes) else damaged.encode()
            try:
                article = read_saved("page.html", data, NameIndex(None), TODAY)
            except RefusedError:
                continue
            if not isinstance(damaged, bytes) and mutate in (without_attributes, with_doubled_nodes):
                stated = {article.headline and article.headline.text, article.date and article.date.day}
                assert not stated & {"Ten walks", "2020-01-01", "2099-01-01", "0001-01-01", "A storm at sea"}, (
                    name,
                    seed,
                )


SHAPES: dict[str, Callable[[int], dict[str, str]]] = {
    "meta": lambda n: {"head": "".join(f'<meta name="author" content="Ida Storm{i}">' for i in range(n))},
    "names of the site": lambda n: {
        "head": "".join(f'<meta property="og:site_name" content="N{i}x">' for i in range(n))
    },
    "time": lambda n: {"above": "".join(f'<time datetime="2020-01-01T{i}">x</time>' for i in range(n))},
    "attributes": lambda n: {"above": f"<div {' '.join(f'a{i}=x' for i in range(n))}>x</div>"},
    "brackets": lambda n: {"top": f"<h1>{'a < b ' * n}</h1>"},
    "nested svg": lambda n: {"above": "<svg>" * n + "</svg>" * n},
    "a word": lambda n: {"below": f"<p>{'a' * n}</p>"},
    "headings": lambda n: {"above": "".join(f"<h1>Heading {i} of all</h1>" for i in range(n))},
    "spaces in a script": lambda n: {"head": f'<script type="application/ld+json">{{"a":1,{" " * n}x</script>'},
    "references": lambda n: {"title": f"<p>{'[' * n}</p>"},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_enormous_pages(shape: str) -> None:
    data = html(SHAPES[shape](10_000)).encode()
    started = time.process_time()
    with suppress(RefusedError):
        read_saved("page.html", data, NameIndex(None), TODAY)
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize("text", ["1" * 20_000, "A " * 20_000])
def test_a_page_with_a_word_or_paragraph_without_end_is_refused(text: str) -> None:
    """Figures are looked for in time that is quadratic in them."""
    page = f"<!DOCTYPE html><html><head><title>A shape</title></head><body><article>{text}"
    with pytest.raises(RefusedError, match="SIZE"):
        read_saved("page.html", page.encode(), NameIndex(None), TODAY)
