"""The tutorial, typed from an installed wheel into an empty folder; the documentation as a site of the program."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.desk.site_check import check_site
from tests.harness.server import serve
from tests.sites import one
from tests.test_architecture import COMMON, WORD, proper_words
from tools.docs import DOCS, LEFT_OUT, SLUGS, build_docs
from tools.environment import ROOT

SECONDS = 120
TUTORIAL = (DOCS / "tutorial.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", TUTORIAL, re.MULTILINE | re.DOTALL)
SOURCE, TOPIC, TEAM = "sources/a-new-lamp-for-skarvoy.md", "topics/first-topic.md", "pages/team.md"
TAGLINE = "{{ layout.tagline }}"


class Reader:
    """Somebody who follows the tutorial: types its commands, and edits files as it says."""

    def __init__(self, folder: Path, scripts: Path) -> None:
        self.folder, self.scripts = folder, scripts
        self.environment = {"PATH": f"{scripts}:/usr/bin:/bin", "HOME": str(folder), "NO_COLOR": "1"}
        self.said: list[str] = []

    def type(self, line: str) -> None:
        if line.startswith("cd "):
            self.folder /= line.removeprefix("cd ")
        elif line == "sourcebook preview":
            self.preview()
        else:
            done = subprocess.run(
                line, shell=True, cwd=self.folder, env=self.environment, capture_output=True, text=True,
                timeout=SECONDS, check=False,
            )  # fmt: skip
            assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
            self.said.append(done.stdout)

    def preview(self) -> None:
        """Start the preview, look at home, and end it."""
        command = [str(self.scripts / "sourcebook"), "preview", "--port", "0"]
        with subprocess.Popen(command, cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, text=True) as run:
            assert run.stdout is not None
            address = run.stdout.readline().split()[2]
            for _ in range(100):
                page = urlopen(address).read().decode()
                if "Our papers" in page:
                    break
                time.sleep(0.1)
            assert "Our papers" in page
            run.terminate()

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text, "utf-8")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text("utf-8")


def edits(reader: Reader) -> Iterator[None]:
    """What the reader does with each block that is not of commands, in their order."""
    blocks = (text for kind, text in BLOCKS if kind != "sh")
    draft = reader.read(SOURCE)
    reader.write(SOURCE, draft[: draft.index("skip:\n")] + next(blocks))
    for path in reader.folder.rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("draft: true\n", ""), "utf-8")
    yield
    reader.write(TOPIC, next(blocks))
    yield
    reader.write("theme/assets/lamp.svg", next(blocks))
    yield
    reader.write(TEAM, next(blocks))
    yield
    menu = next(blocks)
    reader.write(
        "site.toml", re.sub(r"^navigation = .*\n", lambda _: menu, reader.read("site.toml"), flags=re.MULTILINE)
    )
    yield
    reader.write("site.toml", f"{reader.read('site.toml')}\n{next(blocks)}")
    yield


@pytest.fixture(scope="module")
def reader(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader who has gone through the whole tutorial."""
    somebody = Reader(tmp_path_factory.mktemp("empty"), installed)
    doing: Iterator[None] | None = None
    for kind, text in BLOCKS:
        if kind == "sh":
            for line in text.splitlines():
                somebody.type(line)
        else:
            doing = doing or edits(somebody)
            next(doing)
        if "sourcebook theme" in text:
            footer = "theme/templates/partials/site_footer.html"
            assert somebody.read(footer).count(TAGLINE) == 1
            somebody.write(footer, somebody.read(footer).replace(TAGLINE, "Set by hand."))
    return somebody


def test_the_tutorial_leads_to_a_site_in_its_own_look(reader: Reader) -> None:
    with serve(reader.folder / "site", prefix="/papers/") as base:
        home = urlopen(f"{base}").read().decode()
        tree = LexborHTMLParser(home)
        assert [node.text() for node in tree.css(".site-head nav a")][-2:] == ["Us", "All lists, A–Z"]
        about = LexborHTMLParser(urlopen(f"{base}about/").read().decode())
        assert "Set by hand." in one(about, "footer").text()
        assert one(tree, ".site-name img").attributes["src"]
        question = urlopen(f"{base}questions/how-many-steps-are-there/").read().decode()
        assert "168 steps lead up to the gallery" in question
        style = one(tree, "link[rel=stylesheet]").attributes["href"] or ""
        assert "--accent: #7a1f2b" in urlopen(f"{base}{style}").read().decode()
    assert not any("\x1b[" in said for said in reader.said)
    assert "pagefind" in {path.name for path in (reader.folder / "site").iterdir()}


def test_a_wrong_figure_is_found_as_the_tutorial_says(reader: Reader) -> None:
    right = reader.read(TOPIC)
    reader.write(TOPIC, right.replace("168", "167"))
    with pytest.raises(AssertionError, match=r"topics/first-topic\.md:5:"):
        reader.type("sourcebook check")
    reader.write(TOPIC, right)


def test_the_documentation_is_a_sound_site_of_the_program(tmp_path: Path) -> None:
    report = build_docs(tmp_path / "site")
    assert [str(problem) for problem in report.problems if problem.code != "UNLISTED"] == []
    assert [*check_site(tmp_path / "site")] == []
    pages = {path.parent.name for path in (tmp_path / "site").rglob("index.html")}
    assert {SLUGS.get(path.stem, path.stem) for path in DOCS.glob("*.md")} - {"home", *LEFT_OUT} <= pages


def test_the_documentation_names_no_subject() -> None:
    subjects = proper_words(ROOT / "content")
    for file in DOCS.glob("*.md"):
        words = {word.casefold() for word in WORD.findall(file.read_text("utf-8"))}
        assert words & subjects - COMMON.keys() == set(), file
