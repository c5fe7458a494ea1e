"""Misfits: checks that the files of a dossier's own theme fit the built-in ones of this version.

A template of an earlier version may lack a macro that others import, fill a block that is gone, or have a name that
nothing uses any more; a file of texts may lack some. Each of these is a problem.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sourcebook.build.theme import ASSETS, OWN_WORDS, TEMPLATES, TRANSLATIONS, URL, translation_files
from sourcebook.model.files import OWN_THEME
from sourcebook.model.problem import START, Place, Problem, did_you_mean

ENGLISH = f"{TRANSLATIONS}en.toml"
_FROM = re.compile(r"{%-? *from ['\"]([^'\"]+)['\"] import ([^%]+?) -?%}")
_LEADS_TO = re.compile(r"{%-? *(?:extends|from|include|import) ['\"]([^'\"]+)")
_EXTENDS = re.compile(r"{%-? *extends ['\"]([^'\"]+)")
_BLOCK_OR_END = re.compile(r"{%-? *(?:block (\w+)|endblock)")
_BLOCK = re.compile(r"{%-? *block (\w+)")
_DEFINED = re.compile(r"{%-? *(?:macro|set) (\w+)")


def misfits(own: Collection[str], built_in: Collection[str], files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Problems of own files that do not fit the others. `files`: all of the theme, own ones in their place."""
    texts = {
        path.removeprefix(TEMPLATES): data.decode(errors="replace")
        for path, data in files.items()
        if path.startswith(TEMPLATES) and not path.startswith(TRANSLATIONS)
    }
    ours = {path.removeprefix(TEMPLATES) for path in own if path.startswith(TEMPLATES)} & texts.keys()
    used = {name for text in texts.values() for name in _LEADS_TO.findall(text)}
    known = [path.removeprefix(TEMPLATES) for path in built_in if path.startswith(TEMPLATES)]
    for name in sorted(ours - used):
        if name not in known:
            hint = did_you_mean(name, known, "`sourcebook theme` lists the names there are")
            yield _told(name, START, "no template of this version has this name, so nothing uses it", hint, "warning")
    told: set[tuple[str, str]] = set()
    for name, text in sorted(texts.items()):
        yield from _lacks(name, text, texts, ours)
        yield from _unseen_blocks(name, texts, ours, told)
    for path in sorted(own):
        if path.startswith(OWN_WORDS):
            yield from _texts(path, files)
        elif path.endswith(".css"):
            yield from _unknown_assets(path, files)


def _unknown_assets(path: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Files that a style sheet names and that the theme lacks; it can name no style sheet."""
    known = [name.removeprefix(ASSETS) for name in files if name.startswith(ASSETS) and not name.endswith(".css")]
    for match in URL.finditer(files[path]):
        if (name := match[1].decode()) not in known:
            place = Place(files[path].count(b"\n", 0, match.start()) + 1)
            hint = did_you_mean(name, known, f"put it at {OWN_THEME}/{ASSETS}{name}")
            yield Problem(f"{OWN_THEME}/{path}", place, "THEME", f"there is no file `{name}`", hint)


def _lacks(name: str, text: str, texts: Mapping[str, str], ours: Collection[str]) -> Iterator[Problem]:
    """Macros that a template imports from another which lacks them, where one of the two is our own."""
    for match in _FROM.finditer(text):
        origin = match[1]
        for macro in (part.split()[0] for part in match[2].split(",") if part.strip()):
            if origin in texts and macro not in _DEFINED.findall(texts[origin]):
                if origin in ours:
                    hint = f"add it as the built-in file has it: sourcebook theme {origin} --print"
                    yield _told(origin, START, f"lacks the macro `{macro}`, which {name} imports", hint)
                elif name in ours:
                    known = ", ".join(_DEFINED.findall(texts[origin]))
                    yield _told(name, _at(text, match), f"{origin} has no macro `{macro}`", f"it has {known}")


def _unseen_blocks(
    name: str, texts: Mapping[str, str], ours: Collection[str], told: set[tuple[str, str]]
) -> Iterator[Problem]:
    """Blocks that a template fills and that those it extends do not have, where one of them is our own.

    `told`: pairs of a template and a block that it lacks, each told once.
    """
    above: list[str] = []
    while (parent := _EXTENDS.search(texts[above[-1] if above else name])) and parent[1] in {*texts} - {name, *above}:
        above.append(parent[1])
    places = {block for origin in above for block in _BLOCK.findall(texts[origin])}
    own_parent = next((origin for origin in above if origin in ours), None)
    for block in _top_blocks(texts[name]) if above else ():
        if block[1] in places:
            continue
        if name in ours:
            message = f"{above[0]} has no block `{block[1]}`, so nothing shows it"
            yield _told(name, _at(texts[name], block), message, f"there are {', '.join(sorted(places))}")
        elif own_parent and (own_parent, block[1]) not in told:
            told.add((own_parent, block[1]))
            hint = f"put {{% block {block[1]} %}}{{% endblock %}} where it belongs"
            yield _told(own_parent, START, f"lacks the block `{block[1]}`, which {name} fills", hint)


def _top_blocks(text: str) -> Iterator[re.Match[str]]:
    """Blocks of a template that do not lie within another of its blocks."""
    depth = 0
    for match in _BLOCK_OR_END.finditer(text):
        if match[1] and not depth:
            yield match
        depth += 1 if match[1] else -1


def _texts(path: str, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Problems of the texts in a language, be they all of them or some in the place of built-in ones."""
    from sourcebook.build.own_words import check_words

    language = Path(path).stem
    base = next((name for name in translation_files(files, language) if name != path), "")
    own, english, built_in = (files.get(name, b"").decode(errors="replace") for name in (path, ENGLISH, base))
    shown = f"{OWN_THEME}/{path.replace(OWN_WORDS, TRANSLATIONS)}"
    yield from check_words(shown, own, language, english, built_in)


def _told(name: str, place: Place, message: str, hint: str, level: Any = "error") -> Problem:
    return Problem(f"{OWN_THEME}/{TEMPLATES}{name}", place, "THEME", message, hint, level)


def _at(text: str, match: re.Match[str]) -> Place:
    return Place(text.count("\n", 0, match.start()) + 1)
