"""Template errors: converts exceptions of templates and translations to problems."""

import re
import tomllib
import traceback
from pathlib import Path

from sourcebook.build.theme import TEMPLATES, read_theme_files
from sourcebook.model.problem import START, Place, Problem

_TOML_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def template_error(error: Exception, root: Path) -> Problem | None:
    """Convert an exception from a template or translation below `root` into a problem.

    Returns None for any other exception.
    """
    if isinstance(error, tomllib.TOMLDecodeError | UnicodeDecodeError) and (broken := _broken_file(root)):
        return broken
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if Path(frame.filename).is_relative_to(root / "templates")]
    if not inside:
        return None
    path, place = Path(inside[-1].filename).relative_to(root).as_posix(), Place(inside[-1].lineno or 1)
    message = f"{type(error).__name__}: {error}".partition("\n")[0]
    return Problem(path, place, "TEMPLATE", message, "mend the template")


def _broken_file(root: Path) -> Problem | None:
    """The first file of templates and words that is not UTF-8, or is no TOML."""
    for path, data in read_theme_files(root)[0].items():
        if not path.startswith(TEMPLATES):
            continue
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
