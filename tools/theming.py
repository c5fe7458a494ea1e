"""Writes the reference in docs/theming.md: templates, partials and the views that templates get.

`python -m tools.theming`, after a change of templates or views. It is made from the first comment of each template, the
comments of macros, and the fields and docstrings of the views.
"""

import pkgutil
import re
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from msgspec import Struct

import sourcebook.exports
import sourcebook.views
from tools.environment import ROOT

THEMING = ROOT / "docs" / "theming.md"
TEMPLATES = ROOT / "templates"
BEGIN, END = "<!-- Reference: written by `python -m tools.theming`. -->", "<!-- End of the reference. -->"
PLAIN = {str: "text", int: "number", float: "number", bool: "yes or no", object: "any"}

_FIRST_COMMENT = re.compile(r"\s*\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
_MACRO = re.compile(r"(?:^\{#\s*([^#]*?)\s*#\}\n)?^\{% macro (\w+\(.*?\)) -?%\}", re.MULTILINE)
_VIEW = re.compile(r"`(?:view|frame)`: (\w+)")
_NAMES = r"`\w+`(?:, `\w+`)*"
_FIELD = re.compile(rf"(?:^|(?<=[.;] ))({_NAMES}): (.*?)[.;]?(?= {_NAMES}: |$)")


def views() -> dict[str, type[Struct]]:
    """All structs of the views and exports by name."""
    found: dict[str, type[Struct]] = {}
    for package in (sourcebook.views, sourcebook.exports):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, type) and issubclass(value, Struct) and value is not Struct:
                    assert found.setdefault(value.__name__, value) is value, f"two views are called {value.__name__}"
    return found


def comment(template: Path) -> str:
    """What the first comment of a template says of it."""
    match = _FIRST_COMMENT.match(template.read_text("utf-8"))
    assert match, f"{template.name} does not begin with a comment"
    return " ".join(match[1].split())


def reference() -> str:
    """The reference, in Markdown."""
    known = views()
    pages = sorted(path for path in TEMPLATES.iterdir() if path.suffix in (".html", ".xml", ".svg", ".js"))
    roots = [known[name] for path in pages for name in _VIEW.findall(comment(path))]
    parts = ["## Templates", "", *(f"- `{path.name}`: {_linked(comment(path))}" for path in pages), "", "## Partials"]
    for path in sorted((TEMPLATES / "partials").glob("*.html")):
        parts += ["", f"### {path.name}", "", comment(path), "", *_macros(path.read_text("utf-8"))]
    parts += ["", "## Views"]
    for view in _reached(roots):
        said = " ".join((view.__doc__ or "").split())
        parts += ["", f"### {view.__name__}", "", _FIELD.sub("", said).strip(), "", *_fields(view, _told(said))]
    return "\n".join(parts) + "\n"


def _linked(text: str) -> str:
    return _VIEW.sub(lambda match: match[0].replace(match[1], f"[{match[1]}](#{match[1].lower()})"), text)


def _macros(text: str) -> Iterator[str]:
    for said, call in _MACRO.findall(text):
        yield f"- `{call}`" + (f": {' '.join(said.split())}" if said else "")


def _reached(roots: list[type[Struct]]) -> list[type[Struct]]:
    """Structs that these hold, directly or not, by name."""
    found: dict[str, type[Struct]] = {}
    waiting = list(roots)
    while waiting:
        view = waiting.pop()
        if view.__name__ not in found:
            found[view.__name__] = view
            waiting += [each for hint in get_type_hints(view).values() for each in _structs(hint)]
    return [found[name] for name in sorted(found)]


def _structs(hint: Any) -> Iterator[type[Struct]]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for inner in get_args(hint):
        yield from _structs(inner)


def _told(docstring: str) -> dict[str, str]:
    """What a docstring says of single fields: "`name`: what it is; `other`, `third`: what they are"."""
    return {name: told for names, told in _FIELD.findall(docstring) for name in re.findall(r"\w+", names)}


def _fields(view: type[Struct], told: Mapping[str, str]) -> Iterator[str]:
    for name, hint in get_type_hints(view).items():
        yield f"- `{name}` ({in_words(hint)})" + (f": {told[name]}" if name in told else "")
    for name, value in vars(view).items():
        if isinstance(value, property) and not name.startswith("_"):
            yield f"- `{name}`: {' '.join((value.__doc__ or '').split())}"


def in_words(hint: Any) -> str:
    """A type as designers read it: "list of LinkView", "text or none"."""
    inner = get_args(hint)
    if hint is NoneType:
        return "none"
    if isinstance(hint, UnionType):
        return " or ".join(map(in_words, inner))
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in inner)
    if get_origin(hint) in (dict, Mapping):
        return f"{in_words(inner[1])} by name"
    if get_origin(hint) is tuple and inner[1:] == (...,):
        several = in_words(inner[0])
        return f"list of ({several})" if "," in several else f"list of {several}"
    if get_origin(hint) is tuple:
        return ", ".join(map(in_words, inner))
    if isinstance(hint, type) and issubclass(hint, Struct):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return PLAIN.get(hint, "text")


def current() -> str:
    """docs/theming.md with the reference as it is now."""
    before, _, rest = THEMING.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{rest.partition(END)[2]}"


def main() -> int:
    THEMING.write_text(current(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
