"""Template errors: converts exceptions of templates and translations to problems."""

import re
import tomllib
import traceback
from pathlib import Path

from sourcebook.build.own_theme import read_own
from sourcebook.build.theme import OWN_WORDS, TEMPLATES, TRANSLATIONS, read_theme_files
from sourcebook.model.files import OWN_THEME
from sourcebook.model.problem import START, Place, Problem

FONTS = (".ttf", ".otf")
_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def template_error(error: Exception, root: Path, own: Path | None = None) -> Problem | None:
    """Convert an exception from a template or translation into a problem.

    `root`: folder of the built-in theme; `own`: that of the dossier. Returns None for any other exception.
    """
    folders = [folder for folder in (own, root) if folder is not None]
    is_broken = isinstance(error, tomllib.TOMLDecodeError | UnicodeDecodeError)
    if is_broken and (broken := next(filter(None, map(_broken_file, folders)), None)):
        return broken
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if line := getattr(error, "lineno", None):  # of an error of syntax, which no frame shows
        frames.append((str(getattr(error, "filename", "")), line))
    inside = [
        (folder, Path(file), line) for file, line in frames for folder in folders
        if Path(file).is_relative_to(folder / "templates")
    ]  # fmt: skip
    if not inside:
        return None
    folder, file, line = inside[-1]
    message = f"{type(error).__name__}: {error}".partition("\n")[0]
    name = file.relative_to(folder / "templates").as_posix()
    hint = "mend the template"
    if folder == own and (root / "templates" / name).is_file():
        hint += f"; this version's own is printed by: sourcebook theme {name} --print"
    return Problem(_shown(file, folder), Place(line or 1), "TEMPLATE", message, hint)


def _shown(file: Path, folder: Path) -> str:
    """Path of a file of a theme: relative to the program's folder, or to the dossier's."""
    return file.relative_to(folder.parent if folder.name == OWN_THEME else folder).as_posix()


def _broken_file(folder: Path) -> Problem | None:
    """The first file of templates and words that is not UTF-8, or is no TOML."""
    files, _ = read_own(folder) if folder.name == OWN_THEME else read_theme_files(folder)
    for name, data in files.items():
        if not name.startswith(TEMPLATES) or name.endswith(FONTS):
            continue
        path = _shown(folder / name.replace(OWN_WORDS, TRANSLATIONS), folder)
        try:
            text = data.decode()
            if path.endswith(".toml"):
                tomllib.loads(text)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            return Problem(path, Place(line), "UTF-8", f"byte {data[error.start]:#04x} is no UTF-8", "save it as UTF-8")
        except tomllib.TOMLDecodeError as error:
            match = _TOML_PLACE.search(str(error))
            place = Place(int(match[1]), int(match[2])) if match else START
            return Problem(path, place, "WORDS", str(error), "mend the line")
    return None
