"""Style sheet: joins the files of `assets/css/`, each as a cascade layer.

See CSS Cascading and Inheritance Level 5.
"""

import re
from collections.abc import Mapping

LAYERS = ("tokens", "base", "layout", "components", "pages", "look", "print")
"""Layers from the weakest to the strongest. A file of another name is a layer before `print`.

`look` has what `[theme]` of `site.toml` gives."""

_DEFINED = re.compile(r"@custom-media (--[\w-]+) (.+?);.*\n")
_USED = re.compile(r"\((--[\w-]+)\)")


def join_layers(files: Mapping[str, bytes]) -> bytes:
    """Join style sheets, given by layer name, into one, in the order of LAYERS.

    Conditions defined by `@custom-media` take the place of their names in `@media`, since browsers do not know them.
    """
    own = sorted(set(files) - set(LAYERS))
    names = [name for name in (*LAYERS[:-1], *own, LAYERS[-1]) if name in files]
    text = "".join(f"\n@layer {name} {{\n{files[name].decode()}}}\n" for name in names)
    defined = dict(_DEFINED.findall(text))
    lines = _DEFINED.sub("", f"@layer {', '.join(names)};\n{text}").splitlines(keepends=True)
    return "".join(_with_conditions(line, defined) for line in lines).encode()


def _with_conditions(line: str, defined: Mapping[str, str]) -> str:
    if "@media" not in line:
        return line
    return _USED.sub(lambda name: defined.get(name[1], name[0]), line)
