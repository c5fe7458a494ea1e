"""Generates `licences.txt`: authors and licences of third-party parts of the site."""

import tomllib
from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.files import OutputFile
from sourcebook.views.site import Site

PATH = "licences.txt"
TABLE = "licences.toml"


class Part(Struct, frozen=True):
    """A third-party part of the site, such as a font.

    `files`: patterns of published paths; `terms`: address of the licence, or a file of the site; `text`: notice that
    must accompany it; `full_text`: whether only sites with full-text search ship it.
    """

    name: str
    about: str
    files: tuple[str, ...]
    copyright: str
    licence: str
    terms: str
    text: str = ""
    full_text: bool = False


def parts(table_file: bytes) -> tuple[Part, ...]:
    """Read all third-party parts from the table of licences (TOML)."""
    table = tomllib.loads(table_file.decode())
    return tuple(Part(**{**row, "files": tuple(row["files"])}) for row in table["part"])


def licence_file(site: Site, table_file: bytes) -> OutputFile:
    """Generate `licences.txt` for a build.

    It has the licences of the dossier, of the map's outline, and of each third-party part that the build ships.
    """
    shipped = [part for part in parts(table_file) if site.shell.full_text or not part.full_text]
    blocks = [site.t("licences.intro"), *_of_dossier(site), *(_block(site, part) for part in shipped)]
    return OutputFile(PATH, "\n\n".join(blocks).encode() + b"\n", "exports/licences.py")


def _of_dossier(site: Site) -> Iterator[str]:
    t = site.t
    settings, outline = site.dossier.settings(), site.dossier.outline()
    yield "\n".join((t("licences.dossier"), _line(site, "licence", settings.licence.name), settings.licence.url))
    if outline is not None and "map" in site.dossier.made():
        lines = [_heading(t("licences.outline")), f"{outline.title}. {outline.publisher}.", outline.made]
        yield "\n".join([*lines, _line(site, "licence", outline.licence), *filter(None, [outline.address])])


def _block(site: Site, part: Part) -> str:
    files = _line(site, "files", ", ".join(part.files)) if part.files else ""
    lines = (_heading(part.name), part.about.strip(), files, part.copyright.strip(), _terms(site, part))
    return "\n".join([*filter(None, lines), *(["", part.text.strip()] if part.text else [])])


def _terms(site: Site, part: Part) -> str:
    return f"{_line(site, 'licence', part.licence)}\n{part.terms}"


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"


def _line(site: Site, word: str, value: str) -> str:
    return f"{site.t(f'licences.{word}')}{site.t('list.colon')} {value}"
