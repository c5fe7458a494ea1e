"""A pseudo-language: every text of the interface longer, accented and in brackets, from right to left."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sourcebook.rules import RULES
from sourcebook.views.translations import read_texts
from tests.lighthouse import copy
from tools.environment import ROOT

TAG = "ar-XB"
WORDS = ROOT / "templates" / "words"
FORMS = ("zero", "one", "two", "few", "many", "other")
ACCENTS = str.maketrans("aceinouyAEOU", "áçéíñóúýÁÉÓÚ")
KEPT = ("locale", "formats")
"""Texts that are no words: rules, names of formats, and the code of the language."""


def pseudo_dossier(folder: Path) -> Path:
    """The lighthouse in the pseudo-language."""
    tree = read_texts(TAG, [(WORDS / "en.toml").read_bytes()])
    tree["rule"]["text"] = {rule.code: rule.code.lower() for rule in RULES}
    texts = "".join(f"{name} = {text}\n" for name, text in _lines(tree))
    changes = [("site.toml", 'language = "en"', f'language = "{TAG}"')]
    return copy(folder, changes, {f"theme/templates/words/{TAG}.toml": texts})


def _lines(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in tree.items():
        path = f"{above}{json.dumps(name)}"
        if name in KEPT:
            continue
        if isinstance(value, dict):
            plural = above.startswith('"count"')
            yield from _lines(dict.fromkeys(FORMS, value["other"]) if plural else value, f"{path}.")
        elif isinstance(value, list):
            yield path, f"[{', '.join(map(_pseudo, value))}]"
        else:
            yield path, _pseudo(value)


def _pseudo(text: str) -> str:
    """TOML of a text with accents, longer by a third; names in braces stay, and texts without words."""
    parts = [part if n % 2 else part.translate(ACCENTS) for n, part in enumerate(re.split(r"(\{\w*\})", text))]
    if re.search(r"\w", "".join(parts[::2])):
        parts = ["⟦", *parts, " óóóóó" * (len(text) // 15), "óó⟧"]
    return json.dumps("".join(parts), ensure_ascii=False)
