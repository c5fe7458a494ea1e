"""Look: colours, fonts and pictures of a dossier's table `[theme]`, as a style layer, and the check of its contrast.

Contrast is that of WCAG 2.2, 1.4.3: at least 4.5 between text and ground, in light and dark.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from sourcebook.build.inputs import ReadInputs
from sourcebook.build.misfits import misfits
from sourcebook.build.theme import TRANSLATIONS, translation_files
from sourcebook.model.files import SETTINGS
from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.tables import Look, Settings

LANGUAGE = "LANGUAGE"

LAYER, TOKENS, ICON = "assets/css/look.css", "assets/css/tokens.css", "assets/icon.svg"
LEAST_CONTRAST = 4.5
STEPS = 64
GROUNDS = {"ink": ("paper", "note", "target"), "ink-quiet": ("paper",), "accent": ("paper", "note", "target")}
"""Grounds that text of a colour stands on, by the names of tokens.css."""

_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b")
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", re.DOTALL)

Scheme = dict[str, str]


def interface_problems(settings: Settings, read: ReadInputs) -> Iterator[Problem]:
    """Problems of the theme: texts in another language, files and colours of the dossier's own."""
    language = settings.language
    if not translation_files(read.theme, language):
        hint = f"write theme/{TRANSLATIONS}{language}.toml, translated from: sourcebook theme words/en.toml --print"
        yield Problem(SETTINGS, START, LANGUAGE, f"the interface has no words in '{language}'", hint)
    if read.own or settings.theme:
        site = next(file.data for file in read.files if file.path == SETTINGS)
        yield from misfits(read.own, read.built_in, read.theme)
        yield from look_problems(settings.theme, read.theme, site)


def with_look(files: Mapping[str, bytes], look: Look | None) -> Mapping[str, bytes]:
    """Files of the theme with the layer and the icon of `[theme]`; the files themselves if there is none."""
    if look is None:
        return files
    icon = {ICON: files[f"assets/{look.favicon}"]} if look.favicon else {}
    return {**files, LAYER: look_layer(look).encode(), **icon}


def look_layer(look: Look) -> str:
    """Style layer that sets the tokens which `[theme]` gives."""
    faces, values = [], {"--page": look.width} if look.width else {}
    for token, font, last in (("--serif", look.text_font, "serif"), ("--sans", look.interface_font, "sans-serif")):
        if font and font.endswith(".woff2"):
            faces.append(
                f'@font-face {{ font-family: "own{token}"; src: url("{font}") format("woff2");'
                " font-weight: 100 900; font-display: optional; }"
            )
            values[token] = f'"own{token}", {last}'
        elif font:
            values[token] = f"{font}, {last}"
    rules = [_root(values)] if values else []
    if look.accent:
        dark = _root({"--accent": look.accent_dark or look.accent})
        rules += [_root({"--accent": look.accent}), f"@media (prefers-color-scheme: dark) {{ {dark} }}"]
        mixed = _root({"--accent-rule": "color-mix(in srgb, var(--accent) 45%, var(--paper))"})
        rules.append(f"@media (prefers-contrast: no-preference) {{ {mixed} }}")
    return "".join(f"{rule}\n" for rule in (*faces, *rules))


def look_problems(look: Look | None, files: Mapping[str, bytes], settings: bytes) -> Iterator[Problem]:
    """Problems of `[theme]`: files that are missing, colours that cannot be read on their grounds.

    `settings`: contents of `site.toml`, for places. Colours of a tokens.css of the dossier's own are checked too.
    """
    named = {} if look is None else {name: getattr(look, name) for name in ("logo", "favicon", *_FONTS)}
    for name, path in named.items():
        if path and (name not in _FONTS or path.endswith(".woff2")) and f"assets/{path}" not in files:
            hint = f"put it at theme/assets/{path}"
            yield Problem(SETTINGS, _place(settings, name), "THEME", f"there is no file `{path}`", hint)
    yield from _unreadable(look, files, settings)


def _unreadable(look: Look | None, files: Mapping[str, bytes], settings: bytes) -> Iterator[Problem]:
    """Problems of colours with too little contrast on one of their grounds, light or dark."""
    pairs = zip(_ACCENTS, _schemes(look, files).items(), strict=True)
    schemes = {name: (field, colours) for field, (name, colours) in pairs}
    better = {
        (name, token): readable(colours[token], grounds)
        for name, (_, colours) in schemes.items()
        for token in GROUNDS
        if token in colours and (grounds := _grounds(colours, token))
    }
    both = " and ".join(f'{schemes[name][0]} = "{cure}"' for (name, token), cure in better.items() if token == "accent")
    for (name, token), cure in better.items():
        field, colours = schemes[name]
        worst = min(contrast(colours[token], ground) for ground in _grounds(colours, token))
        said = f"`{colours[token]}` has a contrast of {worst:.1f} in {name}, where text needs {LEAST_CONTRAST}"
        if worst < LEAST_CONTRAST and token == "accent" and look and look.accent:
            yield Problem(SETTINGS, _place(settings, field, "accent"), "THEME", said, f"write {both}")
        elif worst < LEAST_CONTRAST:
            yield Problem(f"theme/{TOKENS}", START, "THEME", said, f"write --{token}: {cure};")


def _grounds(colours: Scheme, token: str) -> list[str]:
    return [colours[ground] for ground in GROUNDS[token] if ground in colours]


_ACCENTS = ("accent", "accent_dark")
_FONTS = ("text_font", "interface_font")


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, written `#rrggbb`."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, grounds: Sequence[str]) -> str:
    """Colour nearest to this one, mixed with black or white, that can be read on all these grounds."""
    for step in range(STEPS + 1):
        for end in (0, 255):
            mixed = "#" + "".join(f"{round(part + (end - part) * step / STEPS):02x}" for part in _parts(colour))
            if all(contrast(mixed, ground) >= LEAST_CONTRAST for ground in grounds):
                return mixed
    return colour


def _schemes(look: Look | None, files: Mapping[str, bytes]) -> dict[str, Scheme]:
    text = files[TOKENS].decode(errors="replace")
    dark = _DARK.search(text)
    light = dict(_COLOUR.findall(text[: dark.start()] if dark else text))
    schemes = {"light": light, "dark": light | dict(_COLOUR.findall(dark[1] if dark else ""))}
    if look is not None and look.accent:
        schemes["light"]["accent"] = look.accent
        schemes["dark"]["accent"] = look.accent_dark or look.accent
    return schemes


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (part / 255 for part in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _root(values: Mapping[str, str]) -> str:
    return f":root {{ {' '.join(f'{name}: {value};' for name, value in values.items())} }}"


def _place(settings: bytes, *fields: str) -> Place:
    """Place of the first of these fields of `[theme]` that is given."""
    lines = [*enumerate(settings.decode(errors="replace").splitlines(), 1)]
    found = (line for field in fields for line, text in lines if re.match(rf"\s*(?:theme\.)?{field}\s*=", text))
    return Place(next(found, 1))
