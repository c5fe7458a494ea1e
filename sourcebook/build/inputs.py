"""Inputs of a build with digests: files of the dossier and the theme, options."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from msgspec import Struct

from sourcebook.build.options import BuildOptions
from sourcebook.build.own_theme import read_own
from sourcebook.build.read import read
from sourcebook.build.theme import read_theme_files
from sourcebook.model.digests import digest
from sourcebook.model.files import OWN_THEME, SourceFile
from sourcebook.model.problem import Problem


class Inputs(Struct, array_like=True, frozen=True):
    """Digests of everything that a build reads.

    `options`: those that affect the output; `theme`, `files`: digests of the files of the theme and the dossier, by
    path.
    """

    options: bytes
    theme: dict[str, bytes]
    files: dict[str, bytes]


class ReadInputs(NamedTuple):
    """Inputs with the bytes of the files.

    `problems`: files that cannot be read or do not belong in a dossier or theme. `built_in`, `own`: paths of the
    theme's files, of which own ones take the place of built-in ones.
    """

    inputs: Inputs
    files: tuple[SourceFile, ...]
    theme: Mapping[str, bytes]
    problems: list[Problem]
    built_in: Collection[str] = ()
    own: Collection[str] = ()


def read_inputs(options: BuildOptions) -> ReadInputs:
    """Read the dossier, templates, translations and assets."""
    files, problems = read(options.content)
    built_in, unread = read_theme_files(options.root)
    own, strange = read_own(options.content / OWN_THEME)
    theme = built_in | own
    digests = Inputs(
        options.settings,
        {path: digest(data) for path, data in theme.items()},
        {file.path: file.digest for file in files},
    )
    return ReadInputs(digests, files, theme, [*problems, *unread, *strange], built_in.keys(), own.keys())
