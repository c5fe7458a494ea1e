"""What lies beside `build.py`: templates, interface words, assets with their published names."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.memory import Memory, remember
from sourcebook.model.digests import digest
from sourcebook.model.files import OutputFile, below

if TYPE_CHECKING:
    from sourcebook.views.words import Words

_URL = re.compile(rb"url\(\"([^\":)]+)\"\)")
PLAIN = (".txt", ".md")
DRAWN_WITH = ".ttf"


@dataclass(frozen=True)
class House:
    """`names` maps an asset's plain name ("style.css") to its address; `assets` are the files at those addresses.

    `fonts` are TrueType files to draw pictures with, and are not published.
    """

    templates: Path
    words: "Words"
    names: dict[str, str]
    assets: tuple[OutputFile, ...]
    fonts: tuple[Path, ...] = ()


def load_house(root: Path, language: str, memory: Memory | None = None, *, plain: bool) -> House:
    """Read the house in `root`; `plain` as for `asset_files`. There must be words in the language."""
    names, files = asset_files(root, plain=plain)
    words = load_words(root, language, memory or Memory())
    fonts = tuple(path for path in below(root / "assets") if path.suffix == DRAWN_WITH)
    return House(root / "templates", words, names, files, fonts)


def asset_files(root: Path, *, plain: bool) -> tuple[dict[str, str], tuple[OutputFile, ...]]:
    """The addresses of the assets by name, and their files.

    Published names carry a digest of the bytes, except with `plain`, for the preview.
    """
    names: dict[str, str] = {}
    files: list[OutputFile] = []
    for name, data in _fonts_first(root / "assets"):
        final = _URL.sub(lambda match: _renamed(match[1].decode(), names), data) if name.endswith(".css") else data
        names[name] = f"/assets/{name if plain or name.endswith(PLAIN) else _hashed(name, final)}"
        files.append(OutputFile(names[name].removeprefix("/"), final, f"assets/{name}"))
    return names, tuple(files)


def digest_of_house(root: Path, *, plain: bool = False) -> bytes:
    """A digest of all templates, words and assets in `root`; with `plain`, of the names alone of assets."""
    names = (_relative(path, root).encode() for path in below(root / "assets"))
    return digest(digest(*names) if plain else digest_of_assets(root), digest_of_templates(root))


def digest_of_assets(root: Path) -> bytes:
    """A digest of all assets in `root`."""
    return digest(*_named(root / "assets"))


def digest_of_templates(root: Path) -> bytes:
    """A digest of all templates and words in `root`."""
    return digest(*_named(root / "templates"))


def _named(folder: Path) -> Iterator[bytes]:
    for path in below(folder):
        yield _relative(path, folder).encode()
        yield path.read_bytes()


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def load_words(root: Path, language: str, memory: Memory) -> "Words":
    """The interface words in a language, of which there must be some."""
    from sourcebook.views.words import Words

    path = words_file(root, language)
    assert path is not None, f"no words in {language}"
    text = path.read_bytes()
    return remember(memory, lambda: Words.read(text), b"words", text)


def words_file(root: Path, language: str) -> Path | None:
    """The interface words in a language: of its region (`en-GB`) if there are any, or of the language alone."""
    folder = root / "templates" / "words"
    files = (folder / f"{tag}.toml" for tag in (language, language.partition("-")[0]))
    return next((file for file in files if file.is_file()), None)


def _fonts_first(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Assets by name, style sheets last: they name the others."""
    paths = [path for path in below(folder) if not path.name.startswith(".")]
    published = [path for path in paths if path.suffix != DRAWN_WITH]
    for path in sorted(published, key=lambda path: path.suffix == ".css"):
        yield path.relative_to(folder).as_posix(), path.read_bytes()


def _renamed(name: str, names: dict[str, str]) -> bytes:
    return f'url("{names[name].removeprefix("/assets/")}")'.encode()


def _hashed(name: str, data: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}.{suffix}"
