"""Theme: templates, translations and assets, with published names of the assets."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, msgpack

from sourcebook.build.style_sheet import join_layers
from sourcebook.cache.cache import Cache
from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile, walk_files
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import read_file

if TYPE_CHECKING:
    from sourcebook.views.translations import Translations

TEMPLATES, TRANSLATIONS, ASSETS, LAYERS = "templates/", "templates/words/", "assets/", "assets/css/"
OWN_WORDS = f"{TRANSLATIONS}own/"
MOST_BYTES = 8 << 20
STYLE_SHEET = "style.css"
UNHASHED = (".txt", ".md")
DRAWN_WITH = ".ttf"
URL = re.compile(rb"url\(\"([^\":)]+)\"\)")
_NAMED = re.compile(rb"{%-? *(?:extends|from|include|import) ['\"]([^'\"]+)")


def read_theme_files(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read all built-in files of the theme in `root`, by path such as `templates/topic.html`.

    Returns them with problems of those that are not read. Raises OSError for an unreadable folder.
    """
    paths = {
        path.relative_to(root).as_posix(): (path, root / folder)
        for folder in ("templates", "assets")
        if (root / folder).is_dir()
        for path in walk_files(root / folder, litter=False)
    }
    read = {
        name: read_file(path, name, MOST_BYTES, folder)
        if name.isprintable()
        else Problem(name, START, "FOLDER", "this file name has a character that is not shown", "rename the file")
        for name, (path, folder) in paths.items()
    }
    files = {name: data for name, data in read.items() if isinstance(data, bytes)}
    return files, [problem for problem in read.values() if isinstance(problem, Problem)]


class Theme(Struct, frozen=True, dict=True, eq=False):
    """Theme of a build: its files and what is derived from them.

    `plain`: publish assets without a digest in their names, as in the preview. `own`: folder whose files have taken the
    place of those in `root`.
    """

    root: Path
    files: Mapping[str, bytes]
    language: str
    plain: bool
    cache: Cache
    own: Path | None = None

    @property
    def templates(self) -> tuple[Path, ...]:
        """Folders of the templates, those of the dossier first."""
        return tuple(folder / "templates" for folder in self._folders)

    @property
    def _folders(self) -> tuple[Path, ...]:
        return (self.root,) if self.own is None else (self.own, self.root)

    @cached_property
    def fonts(self) -> tuple[str, ...]:
        """Paths of the TrueType fonts for drawing pictures; they are not published."""
        return tuple(path for path in self.files if path.startswith(ASSETS) and path.endswith(DRAWN_WITH))

    @property
    def font_files(self) -> tuple[Path, ...]:
        """Locations on the disk of the fonts that pictures are drawn with."""
        places = ([folder / path for folder in self._folders] for path in self.fonts)
        return tuple(next((place for place in found if place.is_file()), found[-1]) for found in places)

    @cached_property
    def translations(self) -> "Translations":
        """Translations in the language of the dossier, which must exist."""
        from sourcebook.views.translations import Translations, read_texts

        paths = translation_files(self.files, self.language)
        assert paths, f"no translations in {self.language}"
        made_from, name = digest(*map(self.files.__getitem__, paths)), paths[-1].encode()
        data = self.cache.get(b"translations", name) or b""
        if data.startswith(made_from):
            return Translations(msgpack.decode(data[len(made_from) :]))
        tree = read_texts(self.language, map(self.files.__getitem__, paths))
        self.cache.set(made_from + msgpack.encode(tree), b"translations", name)
        return Translations(tree)

    @cached_property
    def _published(self) -> tuple[dict[str, str], tuple[OutputFile, ...]]:
        names: dict[str, str] = {}
        files: list[OutputFile] = []
        for name, data in _style_sheets_last(self.files):
            final = URL.sub(lambda match: _renamed(match[1].decode(), names), data) if name.endswith(".css") else data
            plain = self.plain or name.endswith(UNHASHED)
            names[name] = f"/assets/{name if plain else _hashed(name, final)}"
            files.append(OutputFile(names[name].removeprefix("/"), final, f"assets/{name}"))
        return names, tuple(files)

    @property
    def names(self) -> dict[str, str]:
        """Address of each published asset by its plain name (`style.css`)."""
        return self._published[0]

    @property
    def assets(self) -> tuple[OutputFile, ...]:
        """Published assets as output files."""
        return self._published[1]

    def template_digest(self, name: str) -> bytes:
        """Digest of a template (`topic.html`) and all it extends, imports or includes."""
        found: dict[str, bytes] = {}
        todo = [name]
        while todo:
            data = self.files.get(TEMPLATES + (current := todo.pop()))
            if data is not None and current not in found:
                found[current] = data
                todo += [named.decode() for named in _NAMED.findall(data)]
        return digest(*(part for inner in sorted(found) for part in (inner.encode(), found[inner])))


def load_theme(root: Path, language: str, *, plain: bool = False) -> Theme:
    """Load the theme in `root`, without a cache."""
    return Theme(root, read_theme_files(root)[0], language, plain, Cache(None, b""))


def translation_files(files: Mapping[str, bytes], language: str) -> tuple[str, ...]:
    """Paths of the translations in a language (BCP 47 tag): built-in ones, then the dossier's own, which precede.

    Those of its region (`en-GB`) are preferred to those of the language alone. () if there are none.
    """
    tags = (language, language.partition("-")[0])
    found = (next((path for tag in tags if (path := f"{folder}{tag}.toml") in files), None)
             for folder in (TRANSLATIONS, OWN_WORDS))  # fmt: skip
    return tuple(filter(None, found))


def _style_sheets_last(files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Published assets by name; style sheets last, since they name the others. Layers are one style sheet."""
    paths = [path for path in files if path.startswith(ASSETS) and not path.endswith(DRAWN_WITH)]
    shown = {path: files[path] for path in paths if not Path(path).name.startswith(".")}
    layers = [path for path in shown if path.startswith(LAYERS) and path.endswith(".css")]
    style = join_layers({Path(path).stem: shown.pop(path) for path in layers})
    published = {path.removeprefix(ASSETS): data for path, data in shown.items()} | {STYLE_SHEET: style}
    yield from sorted(published.items(), key=lambda item: (item[0].endswith(".css"), item[0]))


def _renamed(name: str, names: Mapping[str, str]) -> bytes:
    return f'url("{names.get(name, name).removeprefix("/assets/")}")'.encode()


def _hashed(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
