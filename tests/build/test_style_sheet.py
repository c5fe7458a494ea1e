"""The style sheet: layers in their order, breakpoints by name, selectors that any rule of a later layer overrides."""

import re

import pytest

from sourcebook.build.style_sheet import LAYERS, join_layers
from tools.environment import ROOT

FILES = {path.stem: path.read_text("utf-8") for path in sorted((ROOT / "assets/css").glob("*.css"))}
MADE = "look"
"""The layer that a build makes from `[theme]` in `site.toml`."""
MOST_CLASSES = 3
"""Classes, attributes and pseudo-classes of one selector."""


def test_layers_are_joined_from_the_weakest_to_the_strongest() -> None:
    files = {"print": b"p {}\n", "base": b"b {}\n", "own": b"o {}\n", "tokens": b"t {}\n"}
    assert join_layers(files).decode() == (
        "@layer tokens, base, own, print;\n\n@layer tokens {\nt {}\n}\n"
        "\n@layer base {\nb {}\n}\n\n@layer own {\no {}\n}\n\n@layer print {\np {}\n}\n"
    )


def test_breakpoints_are_put_in_place_of_their_names() -> None:
    tokens = b"@custom-media --wide (width >= 64rem); /* a side column */\n"
    base = b"@media screen and (--wide) {\n  a { width: var(--wide); }\n}\n@media (--other) {}\n"
    text = join_layers({"tokens": tokens, "base": base}).decode()
    assert "@custom-media" not in text
    assert "@media screen and (width >= 64rem) {\n  a { width: var(--wide); }\n" in text
    assert "@media (--other) {}" in text


def test_each_file_is_a_layer() -> None:
    assert {*FILES, MADE} == set(LAYERS)


def test_every_breakpoint_has_a_name_and_is_used() -> None:
    defined = set(re.findall(r"@custom-media (--[\w-]+)", FILES["tokens"]))
    media = [line for name, text in FILES.items() for line in text.splitlines() if line.startswith("@media")]
    used = {name for line in media for name in re.findall(r"\((--[\w-]+)\)", line)}
    assert used == defined
    assert [line for line in media if re.search(r"width|\d", line)] == []


@pytest.mark.parametrize("name", FILES)
def test_selectors_are_flat(name: str) -> None:
    rules = re.sub(r"/\*.*?\*/", "", FILES[name], flags=re.DOTALL)
    selectors = [each.strip() for found in re.findall(r"([^{}@;]+)\{", rules) for each in found.split(",")]
    assert [each for each in selectors if re.search(r"#[\w-]+", each)] == []
    assert [each for each in selectors if len(re.findall(r"\.|\[|(?<!:):(?!:|not\()", each)) > MOST_CLASSES] == []
    important = [line.strip() for line in rules.splitlines() if "!important" in line]
    assert [line for line in important if not line.startswith("[hidden]") and name != "print"] == []


def test_colours_are_tokens_outside_of_print() -> None:
    texts = [text for name, text in FILES.items() if name not in ("tokens", "print")]
    assert [found for text in texts for found in re.findall(r":[^;{}]*(#[0-9a-f]{3,8})\b", text)] == []
