"""The list of problem codes: complete, current, and each example causes its code."""

import ast
import datetime
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.build.comparison import verify_release
from sourcebook.build.editions import write_editions
from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import check
from sourcebook.build.template_errors import template_error
from sourcebook.cache.cache import Caches
from sourcebook.desk import external
from sourcebook.desk.expiry import future_days
from sourcebook.desk.external import check_links
from sourcebook.desk.http_request import Answer
from sourcebook.desk.imports.importing import import_file
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.new import new_page
from sourcebook.desk.originals import verify
from sourcebook.desk.problem_codes import problem_codes
from sourcebook.desk.references import Name
from sourcebook.desk.renaming import still_referring
from sourcebook.desk.site_check import check_site
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.output.files import write
from sourcebook.output.guard import refusal
from sourcebook.preview.builder import Builder
from tests.dossiers import examine
from tests.lighthouse import copy
from tools.environment import ROOT

CODES = problem_codes()
EDITS = [code for code, entry in CODES.items() if entry.file]
TODAY = datetime.date(2026, 1, 1)

REPORTERS = {
    "Problem": 2, "Fault": 0, "fail": 0, "Rule": 0, "PageRule": 0, "_problem": 1, "problem": 1, "field_problem": 1,
    "note": 1, "stop": 1, "RefusedError": 0,
}  # fmt: skip
"""Functions that make a problem, each with the position of the code among its arguments."""
PATTERN = re.compile(r"[A-Z][A-Z0-9-]{2,}")


def raised() -> Iterator[str]:
    """Codes in the program: constants in the place of a code, and constants by which such a place is named."""
    for path in (ROOT / "sourcebook").rglob("*.py"):
        tree = ast.parse(path.read_bytes())
        values = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Constant)
        }
        for call in ast.walk(tree):
            name = getattr(call.func, "attr", getattr(call.func, "id", "")) if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and len(call.args) > REPORTERS.get(name, 99):
                for part in ast.walk(call.args[REPORTERS[name]]):
                    code = part.value if isinstance(part, ast.Constant) else values.get(getattr(part, "id", ""))
                    if isinstance(code, str) and PATTERN.fullmatch(code):
                        yield code


def test_every_code_is_documented_and_every_documented_code_is_raised() -> None:
    assert set(raised()) == set(CODES)
    assert [*CODES] == sorted(CODES)


def test_every_entry_says_what_to_do_and_has_one_example() -> None:
    for code, entry in CODES.items():
        assert entry.means.endswith("."), code
        assert entry.cure, code
        assert bool(entry.file) != bool(entry.example), code


@pytest.fixture(scope="module")
def lighthouse(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Caches]:
    """A copy of the lighthouse, and a cache of its parsed files: parsing all for each example takes 0.3 s."""
    return copy(tmp_path_factory.mktemp("examples") / "content"), Caches.in_memory()


@pytest.mark.parametrize("code", EDITS)
def test_the_example_of_a_code_causes_it(code: str, lighthouse: tuple[Path, Caches]) -> None:
    (content, caches), entry = lighthouse, CODES[code]
    file = content / entry.file
    before = file.read_text("utf-8") if entry.right else None
    assert file.exists() == bool(entry.right)
    assert before is None or before.count(entry.right) == 1
    file.write_text(before.replace(entry.right, entry.wrong) if before else entry.wrong, "utf-8")
    report = check(BuildOptions(ROOT, content, content), caches)
    file.write_text(before, "utf-8") if before else file.unlink()
    assert {problem.level for problem in report.problems if problem.code == code} == {entry.level}


class Cases:
    """Cases of the codes that no edit of a dossier causes, by the name of the code. `content` is the lighthouse's."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.monkeypatch = folder, monkeypatch
        self.content = copy(folder / "content")

    def imported(self, name: str, data: bytes) -> Problem:
        self.folder.joinpath(name).write_bytes(data)
        return self.problem(import_file(self.content, self.folder / name, NameIndex(None), TODAY))

    @staticmethod
    def problem(result: object) -> Problem:
        assert isinstance(result, Problem)
        return result

    def external(self) -> Problem:
        self.monkeypatch.setattr(external, "check_link", lambda address: Answer("gone", 404))
        self.monkeypatch.setattr(external, "pause", lambda: None)
        report = examine(self.content)
        assert report.dossier
        assert report.bodies
        return check_links(report.dossier, report.bodies, self.content, TODAY, lambda line: None)[0]

    def future(self) -> Problem:
        report = examine(self.content)
        assert report.dossier
        return next(future_days(report.dossier, datetime.date(1900, 1, 1)))

    def fault(self) -> Problem:
        def fail(*_: object, **__: object) -> None:
            raise ZeroDivisionError

        self.monkeypatch.setattr("sourcebook.preview.builder.load", fail)
        builder = Builder(BuildOptions(ROOT, self.content, self.content))
        builder.build()
        return builder.shown.findings[0].problem

    def book(self) -> Problem:
        self.monkeypatch.setattr("sourcebook.build.editions.is_installed", lambda module: False)
        return self.problem(next(write_editions((), self.folder)))

    def import_(self) -> Problem:
        return self.imported("photo.jpg", b"\xff\xd8\x00")

    def link(self) -> Problem:
        (self.content / "terms.toml").unlink()
        (self.content / "terms.toml").symlink_to("/etc/hostname")
        return self.problem(write(self.content, "terms.toml", b""))

    def menu(self) -> Problem:
        for path, old, new in (
            ("site.toml", '["topics"', '["language", "topics"'),
            ("pages/language.md", "title:", "draft: true\ntitle:"),
        ):
            text = (self.content / path).read_text("utf-8").replace(old, new, 1)
            (self.content / path).write_text(text, "utf-8")
        return next(problem for problem in examine(self.content).problems if problem.code == "MENU")

    def original(self) -> Problem:
        page = self.content / "sources" / "report-on-the-lamp.md"
        page.write_text(page.read_text("utf-8").replace("[168 steps to", "[168 stairs to"), "utf-8")
        dossier = examine(self.content).dossier
        assert dossier
        return verify(dossier, self.content / "originals")[0]

    def out(self) -> Problem:
        return self.problem(refusal(self.content, [self.content]))

    def read(self) -> Problem:
        return self.problem(import_file(self.content, self.folder / "no-such-file.txt", NameIndex(None), TODAY))

    def refers(self) -> Problem:
        files = {
            path.relative_to(self.content).as_posix(): path.read_text("utf-8") for path in self.content.glob("*/*.md")
        }
        return self.problem(still_referring(files, Name(Key("places", "tressland")))[0])

    def release(self) -> Problem:
        return next(verify_release("release", {"SHA256SUMS": f"{'0' * 64}  index.html\n".encode()}))

    def site(self) -> Problem:
        (self.folder / "index.html").write_text("<p style='color: red'>", "utf-8")
        return self.problem(next(check_site(self.folder)))

    def size(self) -> Problem:
        return self.imported("book.txt", b"a" * (9 << 20))

    def taken(self) -> Problem:
        return self.problem(new_page(self.content, "places", "Skarvoy", "", TODAY))

    def template(self) -> Problem:
        path = self.theme("question.html", b"view.no_such_field")
        with pytest.raises(NameError) as raised:
            exec(compile(path.read_text("utf-8"), path, "exec"))  # as Jinja runs what it compiled from a template
        return self.problem(template_error(raised.value, self.folder))

    def utf_8(self) -> Problem:
        path = self.theme("words/en.toml", b"# \xe9\n")
        with pytest.raises(UnicodeDecodeError) as raised:
            path.read_text("utf-8")
        return self.problem(template_error(raised.value, self.folder))

    def words(self) -> Problem:
        path = self.theme("words/en.toml", b"= 1\n")
        with pytest.raises(tomllib.TOMLDecodeError) as raised:
            tomllib.loads(path.read_text("utf-8"))
        return self.problem(template_error(raised.value, self.folder))

    def theme(self, name: str, data: bytes) -> Path:
        path = self.folder / "templates" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        return path

    def write(self) -> Problem:
        return self.problem(write(self.content, "site.toml/a.md", b""))


@pytest.mark.parametrize("code", [code for code in CODES if code not in EDITS])
def test_every_other_code_has_a_case(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = code.lower().replace("-", "_")
    case = getattr(Cases(tmp_path, monkeypatch), {"import": "import_"}.get(name, name))
    problem = case()
    assert (problem.code, problem.level) == (code, CODES[code].level)
