"""Inputs of a build with digests: files of the dossier and the theme, options."""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from sourcebook.build.options import BuildOptions
from sourcebook.build.own_theme import read_own
from sourcebook.build.theme import read_theme_files
from sourcebook.model.digests import digest
from sourcebook.model.files import OWN_THEME, SourceFile, is_litter
from sourcebook.model.names import FOLDERS, SLUG
from sourcebook.model.problem import START, Problem, did_you_mean
from sourcebook.model.reading import leads_out, out_of, read_file, unreadable
from sourcebook.model.tables import TABLE_TYPES

TABLES = tuple(TABLE_TYPES)
TABLE_FOLDERS = ("map",)
BESIDE = re.compile(
    r"originals|external\.csv|site|theme|netlify\.toml|requirements\.txt|Makefile|[A-Z]{3}[A-Z-]*(?:\.md|\.txt)?"
)
"""Names beside the pages that reading skips: the output, the theme, and files of a repository, as README.md."""

IGNORED = "originals/.gitignore"
MOST_BYTES = 1 << 20


def read(folder: Path) -> tuple[tuple[SourceFile, ...], list[Problem]]:
    """Read all files of the dossier in `folder`, sorted by path.

    Returns them with problems of files that do not belong there. Hidden and backup files (`is_litter`) and the names of
    BESIDE are skipped. Links that lead out of the folder are never followed; devices, sockets and pipes are never
    opened.
    """
    if not folder.is_dir():
        return (), [Problem(str(folder), START, "FOLDER", "there is no such folder", "name it with --content DIR")]
    files: list[SourceFile] = []
    problems: list[Problem] = []
    root = os.path.realpath(folder)
    for listed in _listing(folder, root):
        file = listed if isinstance(listed, Problem) else _file(root, *listed)
        if isinstance(file, Problem):
            problems.append(file)
        else:
            files.append(file)
    ignored = folder / IGNORED
    if ignored.is_file() and not ignored.stat().st_size:
        message = "this file is empty, so git would publish the documents beside it"
        problems.append(Problem(IGNORED, START, "FOLDER", message, "write a line `*` into it"))
    return tuple(files), problems + _missing(files)


def _listing(folder: Path, root: str) -> Iterator[tuple[str, str] | Problem]:
    """Yield the location of each file and its path within the dossier."""
    for name in _visible(folder):
        path = f"{folder}/{name}"
        if BESIDE.fullmatch(name):
            continue
        if name in (*FOLDERS, *TABLE_FOLDERS) and os.path.isdir(path):
            if leads_out(path, root):
                yield out_of(name, "folder")
                continue
            try:
                yield from [(f"{path}/{inner}", f"{name}/{inner}") for inner in _visible(path)]
            except OSError as error:
                yield unreadable(name, error)
        else:
            yield path, name


def _visible(folder: Path | str) -> list[str]:
    return sorted(name for name in os.listdir(folder) if not is_litter(name))


def _file(root: str, path: str, name: str) -> SourceFile | Problem:
    folder_name, _, base = name.rpartition("/")
    page = folder_name in FOLDERS
    if not page and name not in TABLES:
        return _stranger(path, name)
    if page and not base.endswith(".md"):
        return Problem(name, START, "FOLDER", "only Markdown files (.md) belong here", "move it out of the dossier")
    if page and not SLUG.match(base.removesuffix(".md")):
        hint = "name the file in a-z, 0-9 and single hyphens, such as high-tide.md"
        return Problem(name, START, "SLUG", "this file name cannot be an address", hint)
    data = read_file(path, name, MOST_BYTES, root)
    return data if isinstance(data, Problem) else SourceFile(name, data)


def _stranger(path: str, name: str) -> Problem:
    hint = did_you_mean(name, (*FOLDERS, *TABLES), f"folders are {', '.join(FOLDERS)}")
    return Problem(
        name, START, "FOLDER", f"a dossier has no {'folder' if os.path.isdir(path) else 'file'} '{name}'", hint
    )


def _missing(files: list[SourceFile]) -> list[Problem]:
    paths = {file.path for file in files}
    needed = ("site.toml", "pages/home.md")
    return [
        Problem(path, START, "FOLDER", "a dossier needs this file", "copy it from an example")
        for path in needed
        if path not in paths
    ]


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
