"""`make docs`: the documentation in `docs/` as a site, built by the program itself into `dist/docs/`.

Each page of `docs/` becomes a page of a dossier: its heading the title, its links to other pages marks.
"""

import re
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.rules import RULES
from tools.environment import ROOT

DOCS = ROOT / "docs"
LEFT_OUT = ("reliability",)
"""Pages for those who work on the program."""

SLUGS = {"README": "home", "record": "the-record"}
"""Slugs of pages whose own names a dossier has other pages for."""

_LINK = re.compile(r"\[([^\[\]]+)\]\(([\w-]+)\.md(?:#[\w-]+)?\)")
_ANCHOR = re.compile(r"\[([^\[\]]+)\]\((?:#[^)]*|(?![a-z]+:)[^)]*)\)")
_CODE = re.compile(r"(^<!--.*?-->\n|^```.*?^```|^(?: {4}[^\n]*\n)+|``[^\n]+?``|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def page(text: str) -> str:
    """A page of `docs/` as a page of a dossier; code stays as it is, comments are left out."""
    title, _, body = text.partition("\n")
    parts = ["" if part.startswith("<!--") else part for part in _CODE.split(body)]
    parts[::2] = [_ANCHOR.sub(r"\1", _LINK.sub(_mark, part.replace("[[", "\\[["))) for part in parts[::2]]
    return f"---\ntitle: {title.removeprefix('# ')}\n---\n{''.join(parts)}"


def _mark(link: re.Match[str]) -> str:
    return link[1] if link[2] in LEFT_OUT else f"[[{SLUGS.get(link[2], link[2])}|{link[1]}]]"


def write_dossier(to: Path) -> Path:
    """Write the documentation as a dossier into a folder."""
    (to / "pages").mkdir(parents=True)
    for file in (file for file in DOCS.glob("*.md") if file.stem not in LEFT_OUT):
        slug = SLUGS.get(file.stem, file.stem)
        (to / "pages" / f"{slug}.md").write_text(page(file.read_text("utf-8")), "utf-8")
    shutil.copyfile(DOCS / "site.toml", to / "site.toml")
    return to


def build_docs(to: Path) -> Report:
    """Build the documentation into a folder.

    A manual rests on no document: the rule that every figure is cited is left out for it, and no other.
    """
    rules = tuple(rule for rule in RULES if rule.code != "NUMBER")
    with TemporaryDirectory(prefix="sourcebook-") as folder, patch("sourcebook.stages.check.RULES", rules):
        return build(BuildOptions(ROOT, write_dossier(Path(folder, "dossier")), to, cards=False))


def main() -> int:
    """Run `make docs`."""
    report = build_docs(ROOT / "dist" / "docs")
    for problem in report.problems:
        print(problem, file=sys.stderr)
    print(f"{len(report.made)} files written into dist/docs/")
    return int(report.failed)


if __name__ == "__main__":
    sys.exit(main())
