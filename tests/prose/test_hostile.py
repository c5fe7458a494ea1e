"""Text made to stall or deceive the converter: refused or converted, soon, and never to something that runs."""

import re
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from sourcebook.prose.clean import ALIGNMENTS, TAGS, clean
from sourcebook.prose.write import to_prose

SECONDS = 10

LONG = {
    "brackets": "[" * 20_000,
    "brackets, each on a line": "[\n" * 20_000,
    "brackets just below the limit": "[ " * 390,
    "pictures without an end": "![" * 390,
    "links within links": "[a](" * 390,
    "marks": "[[a]] " * 5_000,
    "marks without an end": "[[a" * 130,
    "a citation without an end": "[@" + "a" * 100_000,
    "quotations": ">" * 20_000,
    "quotations with spaces": "> " * 59 + "a",
    "quotations with tabs": ">\t" * 59 + "a",
    "lists on one line": "- " * 59 + "a",
    "lists by indentation": "\n".join("    " * n + "- a" for n in range(200)),
    "stars": "*a " * 10_000,
    "underscores": "_a_" * 10_000,
    "backticks": "`a " * 10_000,
    "backticks of every length": " ".join("`" * n for n in range(1, 200)),
    "tags without an end": "<a " * 10_000,
    "comments without an end": "<!--" * 5_000,
    "tags within tags": "<em>" * 1_900 + "a",
    "references to characters": "&#" * 10_000,
    "a wide table": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
    "a long table": "|a|b|\n|-|-|\n" + "|b|c|\n" * 4_000,
    "sentences": "a. " * 40_000,
    "one word": "a" * 250_000,
    "empty lines": "\n" * 200_000,
    "backslashes": "\\" * 20_000,
}


@pytest.mark.parametrize("name", LONG)
def test_ends_in_bounded_time(name: str) -> None:
    thread = threading.Thread(target=to_prose, args=("a.md", LONG[name], 1), daemon=True)
    thread.start()
    thread.join(SECONDS)
    assert not thread.is_alive()


WIDE = "|a" * 60 + "\n" + "|-" * 60 + "\n" + "|b\n" * 120


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One.\n\n" + "[" * 401, "a.md:3:1: SIZE over 400 '[' in one paragraph (split it)"),
        ("One.\n\n" + "---\n" * 2001, "a.md:3:1: SIZE over 2000 lines in one paragraph (split it)"),
        ("One.\n\n" + "> " * 60 + "a", "a.md:3:1: DEPTH this text nests too deep (use fewer levels)"),
        ("One.\n\n" + "1. " * 60 + "a", "a.md:3:1: DEPTH this text nests too deep (use fewer levels)"),
        ("a < b\n\n" * 2001, "a.md:1:1: SIZE over 2000 '<' in one text (split it)"),
        ("One.\n\n" + "|a" * 61 + "\n", "a.md:3:1: SIZE over 60 columns in one table (split it)"),
        (WIDE, "a.md:1:1: SIZE over 6000 paragraphs and cells in one text (split it)"),
        ("## The same\n\n" * 401, "a.md:1:1: SIZE over 400 headings in one text (split it)"),
        ("The same\n---\n\n" * 401, "a.md:1:1: SIZE over 400 headings in one text (split it)"),
        ("a\n\n" * 6001, "a.md:1:1: SIZE over 6000 paragraphs and cells in one text (split it)"),
        ("\\" * 2001, "a.md:1:1: SIZE over 2000 signs of Markdown in one paragraph (split it)"),
        ("One.\n\n" + "&a;" * 2001, "a.md:3:1: SIZE over 2000 signs of Markdown in one paragraph (split it)"),
        ("**a**\n\n" * 3001, "a.md:1:1: SIZE over 12000 signs of Markdown in one text (split it)"),
        ("[[a]] " * 101, "a.md:1:1: SIZE over 100 marks in one paragraph (split it)"),
        ("[@a#b]\n\n" * 1001, "a.md:1:1: SIZE over 1000 marks in one text (split it)"),
        ("One.\n\n" + "word " * 4001, "a.md:3:1: SIZE over 20000 letters in one paragraph (split it)"),
        ("://a " * 2001, "a.md:1:1: SIZE over 2000 signs of Markdown in one paragraph (split it)"),
    ],
    ids=[
        "brackets",
        "lines",
        "quotations",
        "lists",
        "tags",
        "columns",
        "cells",
        "headings",
        "underlined headings",
        "paragraphs",
        "backslashes",
        "references",
        "emphasis",
        "marks",
        "citations",
        "letters",
        "addresses",
    ],
)
def test_beyond_a_limit_is_one_problem(text: str, said: str) -> None:
    assert [str(problem) for problem in to_prose("a.md", text, 1)[1]] == [said]


def test_text_too_deep_for_python_leaves_the_next_text_alone() -> None:
    plain = "One.\n\n- two\n\n> three"
    before = to_prose("a.md", plain, 1)
    deep = "\n".join("    " * n + "- a" for n in range(340))
    assert [problem.code for problem in to_prose("a.md", deep, 1)[1]] == ["SIZE"]
    assert to_prose("a.md", plain, 1) == before


PAYLOADS = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//a.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    '<img src=x onerror="alert(1)">',
    '<b onclick="alert(1)">word</b>',
    '<p onmouseover="alert(1)">word</p>',
    '<a href="javascript:alert(1)">word</a>',
    '<a href="JaVaScRiPt:alert(1)">word</a>',
    '<a href=" javascript:alert(1)">word</a>',
    '<a href="java&Tab;script:alert(1)">word</a>',
    '<a href="javascript&colon;alert(1)">word</a>',
    '<a href="&#106;avascript:alert(1)">word</a>',
    '<a href="data:text/html,<script>alert(1)</script>">word</a>',
    '<a href="vbscript:x">word</a>',
    '<a href="//a.example/">word</a>',
    '<a href="https://a.example/" target="_blank" ping="https://a.example/">word</a>',
    "<svg><script>alert(1)</script></svg>",
    '<svg onload="alert(1)">',
    '<svg><a href="javascript:alert(1)"><text>word</text></a></svg>',
    "<math><mtext><script>alert(1)</script></mtext></math>",
    '<math><a xlink:href="javascript:alert(1)">word</a></math>',
    '<iframe src="https://a.example/"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x"></object>',
    '<embed src="x">',
    "<style>p { background: url(javascript:alert(1)) }</style>",
    '<p style="position: fixed">word</p>',
    '<link rel="stylesheet" href="https://a.example/x.css">',
    '<base href="https://a.example/">',
    '<meta http-equiv="refresh" content="0; url=https://a.example/">',
    '<form action="https://a.example/"><button formaction="javascript:alert(1)">word</button></form>',
    '<input autofocus onfocus="alert(1)">',
    '<details open ontoggle="alert(1)">word</details>',
    '<video><source onerror="alert(1)"></video>',
    '<template><img src=x onerror="alert(1)"></template>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<textarea><img title="</textarea><script>alert(1)</script>"></textarea>',
    '<table background="javascript:alert(1)"><tr><td>word</td></tr></table>',
    '<h2 id="h-mine">word</h2>',
    '<p class="problems" id="main">word</p>',
    '<abbr title="x" data-x="y">word</abbr>',
    "<custom-element>word</custom-element>",
    "<!-- --><script>alert(1)</script> -->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<!DOCTYPE html><script>alert(1)</script>",
    "[word](javascript:alert(1))",
    "[word](<javascript:alert(1)>)",
    "[word][a]\n\n[a]: javascript:alert(1)",
    "[word](data:text/html;base64,PHNjcmlwdD4=)",
    "[word](java\nscript:alert(1))",
    "![word](https://a.example/x.png)",
    '![word](x"onerror="alert(1))',
    "<javascript:alert(1)>",
)
ATTRIBUTES = {
    "a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "td": {"class"}, "th": {"class", "scope"},
    "h2": {"id"}, "h3": {"id"}, "h4": {"id"},
}  # fmt: skip
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
IGNORED = re.compile(r"[\x00-\x20]")


@pytest.mark.parametrize("payload", PAYLOADS)
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
