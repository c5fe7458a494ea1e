"""New dossiers: a folder with settings, first pages, and what a repository of its own needs."""

import datetime
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

import sourcebook
from sourcebook.desk.schemas import as_text, named_schemas
from sourcebook.desk.yaml_text import clean, scalar
from sourcebook.model.files import OWN_THEME, SETTINGS, walk_files
from sourcebook.model.language import locale_texts
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import read_file
from sourcebook.output.files import write_new
from sourcebook.schema.encoding import MAX_BYTES
from sourcebook.schema.tables import read_table

STARTER = Path(__file__).parent / "starter"
"""Files of a new dossier; `dot-` stands for the dot of a hidden name, and %TITLE% and others for what was given."""

EXAMPLE = "examples/lighthouse"
OF_DOSSIER = ("pages/", "topics/", SETTINGS)
"""Files of the starter that an example has itself."""

TO_WRITE = ("pages/about.md", "pages/limits.md", "topics/first-topic.md")
"""Pages of the starter whose text says what is to be written in its place."""

WORDS = "templates/words/{}.toml"
TRANSLATION = """
# Shown on the page About.
[translation]
by = "nobody yet"
reviewed = "nobody yet"
"""


class Begun(Struct, frozen=True):
    """A new dossier: the paths that were written, and those that were there and kept."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


class Given(Struct, frozen=True):
    """Settings of a new dossier, as the editor gave them, or the defaults. `language`: BCP 47 tag."""

    title: str
    language: str
    address: str
    today: datetime.date


def begin(folder: Path, given: Given, root: Path, *, example: bool = False) -> Begun | list[Problem]:
    """Write a dossier into a folder, which is made if missing; with `example`, the one in `root`.

    Files that exist are kept, so that a beginning that was cut short can be completed. Returns problems, and writes
    nothing, if there is another dossier or if a value is wrong.
    """
    files = dict(_files(given, root, example=example))
    settings = folder / SETTINGS
    if settings.exists() and read_file(settings, SETTINGS, MAX_BYTES, folder) not in (b"", files[SETTINGS]):
        return [Problem(str(settings), START, "TAKEN", "there is a dossier here", "give another folder")]
    if isinstance(problems := read_table(SETTINGS, files[SETTINGS].decode()), list):
        return [problem._replace(path=str(folder / SETTINGS)) for problem in problems]
    written: list[str] = []
    kept: list[str] = []
    for path, data in files.items():
        failed = write_new(folder, path, data)
        if failed is not None and failed.code != "TAKEN":
            return [failed._replace(path=str(folder / failed.path))]
        (written if failed is None else kept).append(path)
    return Begun(tuple(written), tuple(kept))


def unwritten(files: Mapping[str, str]) -> list[str]:
    """Paths of pages, of the texts of a dossier by path, that still have the starter's text."""
    begun = {path: (STARTER / path).read_text("utf-8").rpartition("---\n")[2] for path in TO_WRITE}
    return [path for path, text in begun.items() if text in files.get(path, "")]


def copy_theme_file(content: Path, path: str, data: bytes) -> Problem | None:
    """Write a file of the built-in theme into that of a dossier. Returns a problem if it has one of this path."""
    return write_new(content, f"{OWN_THEME}/{path}", data)


def _files(given: Given, root: Path, *, example: bool) -> Iterator[tuple[str, bytes]]:
    """Paths and contents."""
    if example:
        yield from ((path.relative_to(root / EXAMPLE).as_posix(), path.read_bytes())
                    for path in walk_files(root / EXAMPLE, litter=False) if path.name != SETTINGS)  # fmt: skip
        yield SETTINGS, (root / EXAMPLE / SETTINGS).read_bytes()
    for file in sorted(walk_files(STARTER), key=lambda file: file.name == SETTINGS):
        path = file.relative_to(STARTER).as_posix().replace("dot-", ".")
        if not (example and path.startswith(OF_DOSSIER)):
            yield path, _filled(file.read_text("utf-8"), path, given).encode()
    for name, schema in named_schemas().items():
        yield f".schemas/{name}", as_text(schema).encode()
    tags = (given.language, given.language.partition("-")[0])
    if not any((root / WORDS.format(tag)).is_file() for tag in tags):
        words = _words((root / WORDS.format("en")).read_text("utf-8"), given.language)
        yield f"{OWN_THEME}/{WORDS.format(given.language)}", words.encode()


def _words(english: str, language: str) -> str:
    """Texts of the interface to be translated from English, with the plural forms of the language."""
    forms = [*(name for name, _ in locale_texts(language)["locale"]["plural"]), "other"]
    before, counts, after = english.partition("[count]\n")
    for name, texts in tomllib.loads(english)["count"].items():
        quoted = {form: json.dumps(texts.get(form, texts["other"]), ensure_ascii=False) for form in forms}
        plural = ", ".join(f"{form} = {text}" for form, text in quoted.items())
        after = re.sub(rf"(?m)^{name} = {{.*}}$", f"{name} = {{ {plural} }}", after)
    return f"# To be translated from English.\n{before}{counts}{after}{TRANSLATION}"


def _filled(text: str, path: str, given: Given) -> str:
    """Text of a file with what was given in place of its names, quoted as the file's format wants."""
    quote = json.dumps if path.endswith(".toml") else scalar if "/" in path else str
    title = clean(given.title)
    quoted = {"TITLE": title, "LANGUAGE": given.language, "ADDRESS": given.address}
    plain = {"TODAY": given.today.isoformat(), "VERSION": sourcebook.__version__}
    for name, value in (*((name, quote(value)) for name, value in quoted.items()), *plain.items()):
        text = text.replace(f"%{name}%", value)
    return text
