"""Checks files of interface texts against the English one, which has all, and the plural forms of their language."""

import tomllib
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from string import Formatter
from typing import Any

from sourcebook.model.entry import FieldPath, nearest
from sourcebook.model.language import locale_texts
from sourcebook.model.problem import START, Place, Problem, did_you_mean
from sourcebook.model.toml_places import toml_places
from sourcebook.views.pages.articles import RULE_CODES

MOST_COMPARED = 20
"""Most texts for whose name one like it is looked for, which takes 10 ms each."""

COUNT = "count"
OPTIONAL = frozenset(
    {("translation", "by"), ("translation", "reviewed"), *(("rule", "text", code) for code in RULE_CODES)}
)
"""Who made the texts and who reviewed them, and translations of the rules; the English texts have none of these."""

Texts = Mapping[FieldPath, Any]


def check_words(path: str, text: str, language: str, english: str, built_in: str = "") -> Iterator[Problem]:
    """Problems of the texts in a language (BCP 47 tag). `built_in`: those in whose place they are taken.

    A text that nothing asks for is a warning. Errors are texts that are missing, plural forms that the language does
    not have, and names in braces that are lost or that nothing fills in. A file that is no TOML is reported elsewhere.
    """
    with suppress(tomllib.TOMLDecodeError):
        yield from _misfits(path, text, language, *(_flat(tomllib.loads(toml)) for toml in (text, english, built_in)))


def _misfits(path: str, text: str, language: str, given: Texts, english: Texts, built_in: Texts) -> Iterator[Problem]:
    locale, places = locale_texts(language), dict(toml_places(text))
    forms = {name: _is_one_number(ways) for name, ways in locale["locale"]["plural"]} | {"other": False}
    needed = dict(_needed(english, forms.keys()))
    known = needed.keys() | _flat({**locale, "locale": {}}).keys() | OPTIONAL
    yield from _unknown(path, places, sorted(given.keys() - known), known, forms.keys())
    if missing := sorted(needed.keys() - given.keys() - built_in.keys()):
        rest = f" and {len(missing) - 1} more" if missing[1:] else ""
        hint = "add it, as the English file has it: sourcebook theme words/en.toml --print"
        yield Problem(path, START, "THEME", f"lacks `{_dotted(missing[0])}`{rest}", hint)
    for name in sorted(given.keys() & needed.keys()):
        may_lack = {"n"} if name[0] == COUNT and forms[name[-1]] else set()
        for message, hint in _faults(given[name], needed[name], may_lack):
            yield Problem(path, nearest(name, places), "WORDS", f"`{_dotted(name)}` {message}", hint)


def _unknown(
    path: str, places: Mapping[FieldPath, Place], names: list[FieldPath], known: Set[FieldPath], forms: Set[str]
) -> Iterator[Problem]:
    """Problems of texts that nothing asks for, and of plural forms that a language does not have."""
    others = [_dotted(name) for name in known]
    for n, name in enumerate(names):
        shown, place = _dotted(name), nearest(name, places)
        if name[0] == COUNT and (*name[:-1], "other") in known:
            hint = f"it has {', '.join(forms)}; remove this one"
            yield Problem(path, place, "WORDS", f"`{shown}` is no plural form of this language", hint)
        else:
            hint = did_you_mean(shown, others, "remove it") if n < MOST_COMPARED else "remove it"
            yield Problem(path, place, "THEME", f"no text is called `{shown}`", hint, "warning")


def _faults(text: object, english: object, may_lack: Set[str]) -> Iterator[tuple[str, str]]:
    """Messages and hints on a text that differs from the English one in kind, or in the names in its braces."""
    if isinstance(english, list):
        if not isinstance(text, list) or len(text) != len(english) or not all(isinstance(part, str) for part in text):
            yield "is no list of texts as in English", f"give {len(english)} texts in brackets"
        return
    if not isinstance(text, str):
        yield "is no text", "put a text in quotes"
        return
    try:
        own, names = _fields(text), _fields(str(english))
    except ValueError as error:
        yield f"has a brace that is no name's: {error}", "write a brace that is shown twice: {{"
        return
    filled = ", ".join(f"{{{name}}}" for name in sorted(names)) or "nothing"
    for name in sorted(names - own - may_lack):
        yield f"lacks {{{name}}}", f"put {{{name}}} where the value belongs"
    for name in sorted(own - names):
        yield f"has {{{name}}}, which nothing fills in", f"{filled} is filled in here; remove it or correct its name"


def _fields(text: str) -> set[str]:
    """Names in braces, with conversions and formats, which no text may have."""
    parts = Formatter().parse(text)
    return {f"{name}{'!' if conversion else ''}{form}" for _, name, form, conversion in parts if name is not None}


def _needed(english: Texts, forms: Set[str]) -> Iterator[tuple[FieldPath, Any]]:
    """Names of the texts that a language must have, each with the English one."""
    for name, text in english.items():
        if name[0] != COUNT:
            yield name, text
        elif name[-1] == "other":
            yield from (((*name[:-1], form), text) for form in forms)


def _is_one_number(ways: list[Any]) -> bool:
    """Whether a plural form is of one number alone, as Arabic's dual is: its text needs no figure."""
    match ways:
        case [[[0, [[low, high]], True]]]:
            return bool(low == high)
    return False


def _flat(tree: Mapping[str, Any], above: FieldPath = ()) -> dict[FieldPath, Any]:
    flat: dict[FieldPath, Any] = {}
    for name, value in tree.items():
        flat |= _flat(value, (*above, name)) if isinstance(value, dict) else {(*above, name): value}
    return flat


def _dotted(name: FieldPath) -> str:
    return ".".join(map(str, name))
