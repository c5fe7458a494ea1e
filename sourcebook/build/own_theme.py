"""Own theme: reads the files of a dossier that take the place of built-in ones."""

from pathlib import Path

from sourcebook.build.theme import ASSETS, MOST_BYTES, OWN_WORDS, TEMPLATES, TRANSLATIONS
from sourcebook.model.files import OWN_THEME, is_litter, walk_files
from sourcebook.model.problem import START, Problem
from sourcebook.model.reading import leads_out, out_of, read_file

MOST_POINTS = 50
"""Most points in a line of texts."""


def read_own(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read the theme of a dossier, by path such as `templates/topic.html`; texts are set apart, below `words/own/`.

    Returns problems of files that lie elsewhere, and of links that lead out of the dossier.
    """
    if not folder.is_dir():
        return {}, []
    if leads_out(folder, folder.parent):
        return {}, [out_of(OWN_THEME, "folder")]
    files: dict[str, bytes] = {}
    problems = []
    for file in walk_files(folder, litter=False):
        path = file.relative_to(folder).as_posix()
        shown = f"{OWN_THEME}/{path}"
        if path.startswith((TEMPLATES, ASSETS)):
            data = read_file(file, shown, MOST_BYTES >> 4 * path.endswith(".toml"), folder)
            if isinstance(data, Problem):
                problems.append(data)
            elif fault := _fault(path, data):
                hint = "restore it, or remove it: then the built-in file is taken"
                problems.append(Problem(shown, START, "THEME", fault, hint))
            else:
                files[path.replace(TRANSLATIONS, OWN_WORDS)] = data
        elif not is_litter(file.name) and file.name.upper() != "README.MD":
            hint = "move it into theme/templates/ or theme/assets/, at the path of the file that it replaces"
            problems.append(Problem(shown, START, "THEME", "nothing reads this file", hint, "warning"))
    return files, problems


def _fault(path: str, data: bytes) -> str:
    """Describe why a file of a dossier's theme is not taken; "" if nothing speaks against it.

    A TOML parser takes a minute for a key of forty thousand parts, and nests values until Python refuses.
    """
    if not path.isprintable():
        return "this file name has a character that is not shown"
    if path.endswith(".css"):
        return "" if data.decode(errors="ignore").encode() == data else "this file is not UTF-8"
    if not path.endswith(".toml"):
        return "" if data or not path.startswith(TEMPLATES) else "this file is empty"
    if any(line.count(b".") > MOST_POINTS for line in data.splitlines()):
        return f"a line has more than {MOST_POINTS} points"
    import tomllib

    try:
        tomllib.loads(data.decode())
    except RecursionError:
        return "values are nested too deep"
    except ValueError:  # told where it is read
        pass
    return ""
