"""The plan of the house as data: what may import what, where each library lives, how large things grow.

`ARCHITECTURE.md` says these things in words; here they are held.
"""

import ast
import itertools
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from sourcebook.build.inputs import read
from sourcebook.model.files import SourceFile
from sourcebook.model.record import EntityRecord, EventRecord
from sourcebook.stages.parse import ParsedPage, parse
from tools.environment import ROOT

PACKAGE = ROOT / "sourcebook"
MODULES = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_bytes()) for path in PACKAGE.rglob("*.py")}

FLOORS = (
    {"model"}, {"cache", "schema", "prose", "rules", "output"}, {"views", "desk"}, {"exports", "stages"}, {"build"},
    {"preview"}, {"cli"},
)  # fmt: skip
"""The packages from the bottom up: each may import from the floors below its own, and from nothing beside it."""

MOST_IMPORTED = 6
MOST_STEPS = 12
"""So many packages a package may import, and so many modules the one that is a build."""

STAGES = ("parse", "link", "check", "render")

HOMES: dict[str, str | tuple[str, ...]] = {
    "charset_normalizer": "desk/imports/decoding.py", "click": "cli/", "frontmatter": "schema/",
    "jinja2": "stages/render.py", "livereload": "preview/", "lxml": "desk/imports/page.py", "markdown": "prose/",
    "markupsafe": ("stages/render.py", "views/pages/running.py"), "nh3": "prose/clean.py",
    "pydantic": "schema/", "pydantic_core": "schema/", "pagefind_bin": "exports/",
    "pypdfium2": "desk/imports/formats.py", "resvg_py": "exports/", "tornado": "preview/", "typst": "exports/pdf.py",
    "trafilatura": ("desk/imports/body.py", "desk/imports/page.py"), "watchfiles": "preview/", "yaml": "schema/",
    "sqlite3": "cache/database.py", "multiprocessing": "cache/workers.py", "msgspec": "",
}  # fmt: skip
"""Where a library may be imported: in one place each, but for the one that values are made of."""

NOWHERE = frozenset({"pickle", "shelve"})
"""What runs code where it reads data."""

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
LONGEST_FUNCTION = 50
USUAL_FUNCTION = 25
USUAL_SHARE = 0.9
LONGEST_FILE = 220

WITHOUT_TESTS = frozenset(
    "blocks digests dossier edges files gaps grouping items marks prose record releases source_record tables "
    "toml_places".split()
)
"""Modules of `model/` that hold values or one function: tested with those that make or use them."""
READ_BY_ALL = frozenset("item_digests lookup reader rows".split())
"""Modules of `model/` that every page goes through: tested by `views/test_dependencies.py`, item by item."""

HOUSE = ("sourcebook", "templates", "assets", "build.py")
WRITTEN = {".py", ".html", ".xml", ".toml", ".css", ".js", ".svg"}
COMMON = {
    "the": "English", "way": "English", "capital": "English",
    "security": "part of the names of HTTP headers",
    "ambassador": "one of the roles by which any text names a speaker",
    "armenian": "the name of a language",
    "visit": "part of the names of Jinja's methods",
    "news": "a type of RIS", "online": "a type of BibLaTeX",
    "organization": "a type of schema.org and a field of BibLaTeX",
    "september": "a month", "october": "a month",
}  # fmt: skip
"""Words of names in `content/` that mean something without it."""


def part(module: str) -> str:
    """The part of the package that a module is or lies in."""
    return module.partition("/")[0].removesuffix(".py")


def imports(tree: ast.Module) -> Iterator[str]:
    """Full names of what a module imports, at its top and within its functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            assert node.level == 0
            yield from (f"{node.module}.{name.name}" for name in node.names)


def own(tree: ast.Module) -> set[str]:
    """The modules of the package that one of them imports, as paths."""
    found = set()
    for name in imports(tree):
        steps = name.split(".")[1:] if name.startswith("sourcebook.") else []
        paths = ["/".join(steps[: len(steps) - cut]) for cut in (0, 1) if len(steps) > cut]
        candidates = [candidate for path in paths for candidate in (f"{path}.py", f"{path}/__init__.py")]
        found |= {next(candidate for candidate in candidates if candidate in MODULES)} if candidates else set()
    return found


def test_packages_stand_on_floors_and_no_module_stands_beside_them() -> None:
    assert {part(module) for module in MODULES} == set().union(*FLOORS) | {"__init__", "__main__"}
    assert {module for module in MODULES if "/" not in module} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("package", sorted(set().union(*FLOORS)))
def test_a_package_imports_from_few_below_it(package: str) -> None:
    below = set[str]().union(*itertools.takewhile(lambda floor: package not in floor, FLOORS))
    imported = {part(other) for module in MODULES if part(module) == package for other in own(MODULES[module])}
    assert imported - {package} <= below
    assert len(imported - {package}) <= MOST_IMPORTED


def test_a_build_is_read_in_few_modules() -> None:
    assert len(own(MODULES["build/pipeline.py"])) <= MOST_STEPS


def test_stages_never_import_each_other() -> None:
    def stage(module: str) -> str:
        return module.split("/")[1].removesuffix(".py")

    stages = {module: tree for module, tree in MODULES.items() if part(module) == "stages"}
    assert {stage(module) for module in stages} == {*STAGES, "__init__"}
    for module, tree in stages.items():
        assert {stage(other) for other in own(tree) if part(other) == "stages"} <= {stage(module)}


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_one_public_function_of_its_name(stage: str) -> None:
    tree = MODULES.get(f"stages/{stage}.py") or MODULES[f"stages/{stage}/__init__.py"]
    assert [node.name for node in functions(tree.body) if not node.name.startswith("_")] == [stage]


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {module: own(tree) - {module} for module, tree in MODULES.items()}
    assert set(TopologicalSorter(graph).static_order()) == set(MODULES)


def test_each_library_has_one_home() -> None:
    used = {(name.split(".")[0], module) for module, tree in MODULES.items() for name in imports(tree)}
    foreign = {name for name, _ in used} - sys.stdlib_module_names - {"sourcebook"}
    assert foreign == HOMES.keys() - sys.stdlib_module_names
    assert [(name, module) for name, module in used if name in NOWHERE or not at_home(name, module)] == []


def at_home(name: str, module: str) -> bool:
    return module.startswith(HOMES.get(name, ""))


def test_help_needs_no_library_but_click() -> None:
    start = "import sys; from sourcebook.__main__ import main; sys.argv.append('--help')"
    code = f"{start}; assert not main(); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert loaded & (HOMES.keys() - sys.stdlib_module_names) == {"click"}


def functions(body: list[ast.stmt]) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_functions_are_short() -> None:
    trees = {**MODULES, "../build.py": ast.parse((ROOT / "build.py").read_bytes())}
    lengths = {
        f"{module}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for module, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
    usual = [length for length in lengths.values() if length <= USUAL_FUNCTION]
    assert len(usual) >= USUAL_SHARE * len(lengths)


def test_files_are_read_in_one_sitting() -> None:
    lengths = {module: len((PACKAGE / module).read_bytes().splitlines()) for module in MODULES}
    assert {module: length for module, length in lengths.items() if length > LONGEST_FILE} == {}


def test_every_module_function_and_class_says_what_it_is() -> None:
    assert [name for module, tree in MODULES.items() for name in silent(module, tree)] == []


def silent(module: str, tree: ast.Module) -> Iterator[str]:
    """Public names of a module that have no docstring; methods speak for themselves."""
    if not ast.get_docstring(tree):
        yield module
    public = (node for node in tree.body if isinstance(node, DEFINITIONS) and not node.name.startswith("_"))
    yield from (f"{module}: {node.name}" for node in public if not ast.get_docstring(node))


def test_every_noun_and_verb_has_its_mirror_among_the_tests() -> None:
    nouns = {path.stem for path in (PACKAGE / "model").glob("[!_]*.py")}
    assert nouns >= WITHOUT_TESTS | READ_BY_ALL
    wanted = [f"model/test_{noun}.py" for noun in nouns - WITHOUT_TESTS - READ_BY_ALL]
    wanted += [f"stages/test_{stage}.py" for stage in STAGES]
    assert [test for test in wanted if not (ROOT / "tests" / test).is_file()] == []


def test_every_table_of_cases_has_its_test() -> None:
    for file in (ROOT / "tests").rglob("test_*.toml"):
        for table in tomllib.loads(file.read_text("utf-8")):
            assert f"@cases\ndef test_{table}(" in file.with_suffix(".py").read_text("utf-8"), f"{file}: {table}"


def test_the_house_names_no_subject() -> None:
    subjects = proper_words(ROOT / "content")
    assert len(subjects) > 20
    for path in house_files():
        words = {word.casefold() for word in WORD.findall(path.read_text("utf-8"))}
        assert words & subjects - COMMON.keys() == set(), path


WORD = re.compile(r"[^\W\d_]{3,}")


def proper_words(content: Path) -> set[str]:
    """Capitalised words in the names of people, places, organisations and events of a dossier, case folded."""
    files, _ = read(content)
    return {
        word.casefold()
        for name in (name for file in files for name in names_in(file))
        for word in WORD.findall(name)
        if not word.islower()
    }


def names_in(file: SourceFile) -> Iterator[str]:
    page, _ = parse(file)
    if isinstance(page, ParsedPage) and isinstance(page.entry.record, EntityRecord | EventRecord):
        yield page.entry.head.title
    if isinstance(page, ParsedPage) and isinstance(page.entry.record, EntityRecord) and page.entry.record.also:
        yield page.entry.record.also


def house_files() -> Iterator[Path]:
    for name in HOUSE:
        path = ROOT / name
        yield from [path] if path.is_file() else (inner for inner in path.rglob("*") if inner.suffix in WRITTEN)


def test_a_subject_in_the_house_would_be_found(tmp_path: Path) -> None:
    for name in ("people", "pages"):
        (tmp_path / name).mkdir()
    (tmp_path / "people" / "ida-storm.md").write_text("---\ntitle: Ida Storm of the Isle\n---\n", encoding="utf-8")
    (tmp_path / "pages" / "home.md").write_text("---\ntitle: No Name\n---\n", encoding="utf-8")
    assert proper_words(tmp_path) == {"ida", "storm", "isle"}
