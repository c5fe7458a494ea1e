"""A small sound dossier on an invented subject, as a dict of files, to be changed and written to a folder."""

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

REPORT = """\
---
title: The lamp is lit again
headline: The lamp is lit again
author: none
outlet: courier
published: {date: "2019-03-12", basis: stated}
obtained: A cutting from a folder of the harbour library.
file: {sha256: 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef, paragraphs: 2}
names:
  - {who: ida-storm, as: Ida Storm, title: keeper, at: 1}
claims:
  relit:
    at: 1
    by: ida-storm
    says: The lamp of Skerry burns again.
    words: [burns again]
    about: [skerry, ida-storm]
  height:
    at: 2
    by: article
    says: The tower of Skerry is 27 metres high.
    words: [27 metres]
    about: [skerry]
    answers: tower-height
    value: 27
---
The [[courier]] reports what [[ida-storm]] says of [[skerry]].
"""

SITE = """\
title = "The Skerry light"
tagline = "One report on a lighthouse, claim by claim"
language = "en"
address = "https://skerry.example"
published = "2020-05-01"
navigation = ["topics", "questions", "sources", "a-z"]

[licence]
name = "CC BY 4.0"
url = "https://creativecommons.org/licenses/by/4.0/"
"""

PAGES = ("/", *(f"/{slug}/" for slug in ("about", "corrections", "limits", "method")))
ADDRESSES = (
    *PAGES,
    "/organisations/courier/",
    "/people/ida-storm/",
    "/places/skerry/",
    "/questions/tower-height/",
    "/sources/lamp-relit/",
    "/sources/lamp-relit/#height",
    "/sources/lamp-relit/#relit",
    "/topics/lamp/",
)


def page(title: str, body: str = "A page of this record.", fields: str = "") -> str:
    """A page's file: its title, further fields a line each, its text."""
    return f"---\ntitle: {title}\n{fields}---\n{body}\n"


SKERRY: Files = {
    "site.toml": SITE,
    "addresses.txt": "".join(f"{address}\n" for address in ADDRESSES),
    "pages/home.md": page("The Skerry light", "Begin with [[lamp]] or with [[tower-height]]."),
    "pages/about.md": page("About"),
    "pages/corrections.md": page("Corrections"),
    "pages/limits.md": page("Limits"),
    "pages/method.md": page("Method"),
    "organisations/courier.md": page("The Courier", "The outlet of [[lamp-relit]]."),
    "people/ida-storm.md": page("Ida Storm", "The keeper of [[skerry]]."),
    "places/skerry.md": page("Skerry", "An island with a tower."),
    "questions/tower-height.md": page(
        "How high is the tower?",
        "The height from the ground to the lamp.",
        "asks: How high is the tower of Skerry?\ntype: number\nunit: metres\nabout: [skerry]\n",
    ),
    "sources/lamp-relit.md": REPORT,
    "topics/lamp.md": page(
        "The lamp",
        "[[ida-storm]] says that the lamp of [[skerry]] burns again.[@lamp-relit#relit]\n"
        "According to the [[courier]], the tower is 27 metres high.[@lamp-relit#height]",
    ),
}


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
    names = ("references", "terms", "corrections", "addresses")
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
