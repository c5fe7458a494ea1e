"""A small sound dossier on an invented subject, `tests/skerry`, as a dict of files, to be changed and written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import check
from sourcebook.model.dossier import Dossier
from sourcebook.model.entry import Entry
from sourcebook.model.files import SourceFile
from sourcebook.model.lookup import Lookup
from sourcebook.model.problem import Problem
from sourcebook.model.reader import Reader
from sourcebook.model.tables import Settings, Tables
from sourcebook.stages.link import link
from sourcebook.stages.parse import ParsedPage, parse
from tools.environment import ROOT

Files = Mapping[str, str]
Changes = Mapping[str, str | None]


def page(title: str, body: str = "A page of this record.", fields: str = "") -> str:
    """A page's file: its title, further fields a line each, its text."""
    return f"---\ntitle: {title}\n{fields}---\n{body}\n"


FOLDER = Path(__file__).parent / "skerry"
SKERRY: Files = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.*"))}
SITE, REPORT = SKERRY["site.toml"], SKERRY["sources/lamp-relit.md"]


def changed(changes: Changes) -> dict[str, str]:
    """The Skerry dossier with some files other than they were; None takes a file away."""
    files = {path: changes.get(path, text) for path, text in SKERRY.items()} | dict(changes)
    return {path: text for path, text in files.items() if text is not None}


def write(folder: Path, changes: Changes | None = None) -> Path:
    """The Skerry dossier, changed, as files in `folder`."""
    for path, text in changed(changes or {}).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def examine(content: Path) -> Report:
    """All that is wrong with a dossier, and the dossier linked."""
    return check(BuildOptions(ROOT, content, content))


def read_dossier(content: Path) -> Reader:
    """A sound dossier as tasks read it."""
    report = examine(content)
    assert report.dossier is not None
    assert report.bodies is not None
    return Reader(Lookup(report.dossier), report.bodies)


def parsed(changes: Changes | None = None) -> tuple[list[Entry], Tables, list[str], list[Problem]]:
    """Entries and tables of the Skerry dossier, changed; the files that cannot be parsed, and why not."""
    entries: list[Entry] = []
    broken: list[str] = []
    problems: list[Problem] = []
    tables: dict[str, Any] = {}
    for path, text in sorted(changed(changes or {}).items()):
        said, found = parse(SourceFile(path, text.encode()))
        problems += found
        if isinstance(said, ParsedPage):
            entries.append(said.entry)
        elif said is None:
            broken.append(path)
        else:
            tables[path.partition(".")[0]] = said
    settings = tables.pop("site")
    assert isinstance(settings, Settings)
    names = ("references", "terms", "corrections", "published", "releases")
    return entries, Tables(settings, **{name: tables.get(name, ()) for name in names}), broken, problems


def reader(changes: Changes | None = None) -> Reader:
    """The Skerry dossier, changed and sound, as tasks read it."""
    dossier, problems = linked(changes)
    assert problems == []
    pages = (parse(SourceFile(path, text.encode()))[0] for path, text in changed(changes or {}).items())
    bodies = {page.entry.key: page.body for page in pages if isinstance(page, ParsedPage)}
    return Reader(Lookup(dossier), bodies.__getitem__)


def linked(changes: Changes | None = None) -> tuple[Dossier, list[str]]:
    """The Skerry dossier, changed and linked, and the problems of linking as they are printed."""
    entries, tables, broken, _ = parsed(changes)
    dossier, problems = link(entries, tables, broken)
    return dossier, [str(problem) for problem in sorted(problems)]
