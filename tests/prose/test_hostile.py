"""Text made to stall or deceive the converter: refused or converted, soon, and never to something that runs."""

import re
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sourcebook.prose.clean import ALIGNMENTS, TAGS, clean
from sourcebook.prose.write import to_prose
from tests.cases import cases, repeat, rows

SECONDS = 10

ODD = {
    "lists by indentation": "\n".join("    " * n + "- a" for n in range(200)),
    "backticks of every length": " ".join("`" * n for n in range(1, 200)),
    "a wide table": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
}
"""Texts that no single part repeats."""


@cases
def test_ends_in_bounded_time(start: str | None, repeated: str, count: int, end: str | None) -> None:
    assert_soon(repeat(start, repeated, count, end))


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_ends_in_bounded_time(name: str) -> None:
    assert_soon(ODD[name])


def assert_soon(text: str) -> None:
    thread = threading.Thread(target=to_prose, args=("a.md", text, 1), daemon=True)
    thread.start()
    thread.join(SECONDS)
    assert not thread.is_alive()


@cases
def test_beyond_a_limit_is_one_problem(
    start: str | None, repeated: str, count: int, end: str | None, said: str
) -> None:
    assert [str(problem) for problem in to_prose("a.md", repeat(start, repeated, count, end), 1)[1]] == [said]


def test_text_too_deep_for_python_leaves_the_next_text_alone() -> None:
    plain = "One.\n\n- two\n\n> three"
    before = to_prose("a.md", plain, 1)
    deep = "\n".join("    " * n + "- a" for n in range(340))
    assert [problem.code for problem in to_prose("a.md", deep, 1)[1]] == ["SIZE"]
    assert to_prose("a.md", plain, 1) == before


PAYLOADS = [row["payload"] for row in rows(__file__, "payload_is_a_problem_or_harmless_text")]
ATTRIBUTES = {
    "a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "td": {"class"}, "th": {"class", "scope"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
}  # fmt: skip
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
IGNORED = re.compile(r"[\x00-\x20]")


@cases
def test_payload_is_a_problem_or_harmless_text(payload: str) -> None:
    prose, problems = to_prose("a.md", f"Before.\n\n{payload}\n", 1)
    html = "".join(str(part) for part in prose.parts)
    assert problems or "&lt;" in html or "[word]" in html
    assert dangers(html) == []
    assert all(problem.place.line >= 3 and "\n" not in str(problem) for problem in problems)


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("around", ["{}", "<p>{}</p>", "<table><tr><td>{}</td></tr></table>", '<a href="{}">word</a>'])
def test_allow_list_alone_leaves_nothing_that_runs(payload: str, around: str) -> None:
    assert dangers(clean(around.format(payload))) == []


@given(st.lists(st.sampled_from([*PAYLOADS, *"<>\"'/=& \n", "<p ", "</p>", "<a href=", "<td class="]), max_size=12))
@settings(max_examples=100, deadline=None)
def test_allow_list_holds_for_any_mixture(pieces: list[str]) -> None:
    cleaned = clean("".join(pieces))
    assert dangers(cleaned) == []
    assert clean(cleaned) == cleaned


def test_dangers_are_seen() -> None:
    """The judge of the tests above finds what it is there to find."""
    seen = ["<script></script>", "<p onclick=x>", '<a href="javascript:x">', '<p style="x">', "<td class=big>", "<svg>"]
    assert [bool(dangers(f"<table><tr>{html}" if "td" in html else html)) for html in seen] == [True] * len(seen)


def dangers(html: str) -> list[str]:
    """What of some HTML is beyond the allow-list: other elements, attributes, schemes of addresses, classes."""
    nodes = LexborHTMLParser(f"<!doctype html><body>{html}").css("*")
    return [danger for node in nodes if node.tag not in ("html", "head", "body") for danger in dangers_of(node)]


def dangers_of(node: LexborNode) -> list[str]:
    allowed = ATTRIBUTES.get(node.tag or "", set()) | {"lang", "dir"}
    found = [] if node.tag in TAGS else [f"<{node.tag}>"]
    found += [f"{name}= on <{node.tag}>" for name in node.attributes if name not in allowed]
    scheme = SCHEME.match(IGNORED.sub("", node.attributes.get("href") or ""))
    if scheme and scheme[0].lower() not in ("https:", "http:", "mailto:"):
        found.append(f"address {scheme[0]}")
    classes = (node.attributes.get("class") or "").split()
    return found + [f"class {name}" for name in classes if name not in ALIGNMENTS]
