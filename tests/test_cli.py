"""The front door: commands, options, exit codes, and what is printed where."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases import cases
from tests.dossiers import page, write
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT

SECONDS = 60


def run(*args: str | Path, python: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *python, str(ROOT / "build.py"), *map(str, args)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return write(tmp_path / "content")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_no_command_means_build(content: Path, out: Path) -> None:
    done = run("--content", content, "--out", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert (out / "index.html").is_file()
    assert "Claims     2" in done.stdout
    [built] = [line for line in done.stdout.splitlines() if line.startswith("Built ")]
    made, kept, *_ = map(int, re.findall(r"\d+", built))
    assert (made > 50, kept) == (True, 0)
    assert (out / "index.html").as_uri() in done.stdout


def test_build_takes_its_options(content: Path, out: Path) -> None:
    done = run(
        "build", "--content", content, "--out", out, "--address", "https://example.org/repo", "--noindex", "--for-disk",
        "--report", "mailto:keeper@skerry.example",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    home, about = ((out / path).read_text("utf-8") for path in ("index.html", "about/index.html"))
    assert 'href="https://example.org/repo/"' in home
    assert 'href="topics/index.html"' in home
    assert '<meta name="robots" content="noindex">' in home
    assert "mailto:keeper@skerry.example" in home + about
    assert "X-Robots-Tag: noindex" in (out / "_headers").read_text("utf-8")


def test_a_site_can_be_read_by_everybody(content: Path, out: Path) -> None:
    before = os.umask(0o077)
    try:
        assert run("--content", content, "--out", out, "--quiet").returncode == 0
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in (out, *out.rglob("*"))}
    assert modes == {0o755, 0o644}


def test_a_quiet_build_says_nothing_and_a_verbose_one_how_long_each_stage_took(content: Path, out: Path) -> None:
    quiet = run("--content", content, "--out", out, "--quiet")
    assert (quiet.returncode, quiet.stdout, quiet.stderr) == (0, "", "")
    content.joinpath("pages/about.md").write_text(page("About", "Another text."), "utf-8")
    verbose = run("--content", content, "--out", out, "-v")
    stages = [line.split()[0] for line in verbose.stderr.splitlines()]
    assert {"read", "publish"} <= set(stages)
    assert all(" s" in line for line in verbose.stderr.splitlines())


@pytest.mark.parametrize(("options", "drawn"), [((), True), (("--no-cards",), False)])
def test_cards_are_drawn_unless_told_otherwise(content: Path, out: Path, options: tuple[str, ...], drawn: bool) -> None:
    assert run("--content", content, "--out", out, *options).returncode == 0
    assert [(out / name).exists() for name in ("cards/home.png", "favicon.ico")] == [drawn, drawn]


@cases
def test_wrong_usage(content: Path, out: Path, command: list[str], wrong: list[str], said: str) -> None:
    done = run(*command, "--content", content, "--out", out, *wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_check_builds_nothing_and_warns(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"people/una-reef.md": page("Una Reef")})
    lenient, strict = run("check", "--content", content), run("check", "--content", content, "--strict")
    assert (lenient.returncode, strict.returncode) == (0, 1)
    assert "people/una-reef.md:2:1: ORPHAN " in lenient.stderr
    assert lenient.stdout.endswith("0 errors, 1 warning\n")
    assert [path.name for path in tmp_path.iterdir()] == ["content"]


def test_outside_its_environment_it_says_what_to_run() -> None:
    done = run(python=("-S", "-E"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Sourcebook's environment is not active: there is no 'click'. Run: make\n"


def test_an_old_python_is_told_so(tmp_path: Path) -> None:
    pretend = "import sys, runpy; sys.version_info = (3, 10, 0); runpy.run_path('build.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "Sourcebook needs Python 3.11 or newer. Run: make\n")


def test_a_fault_of_the_program_is_not_hidden_as_a_missing_library(tmp_path: Path) -> None:
    """Only a library that is not there is told as one; a module of our own raises."""
    for name in ("build.py", "sourcebook/__init__.py", "sourcebook/__main__.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    done = subprocess.run(
        [sys.executable, str(tmp_path / "build.py")], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "No module named 'sourcebook.cli'" in done.stderr


def test_a_process_that_is_ended_from_outside_is_told_without_a_traceback(tmp_path: Path) -> None:
    """As a system does that has no memory left."""
    kill = "import os, sourcebook.cache.workers as w; w._begin = lambda *given: os._exit(9)"
    start = f"import runpy, sys; sys.argv = sys.argv[1:]; {kill}; runpy.run_path(sys.argv[0], run_name='__main__')"
    options = ["--content", str(LIGHTHOUSE), "--out", str(tmp_path / "site"), "--no-cards", "--workers", "2", "--quiet"]
    done = subprocess.run(
        [sys.executable, "-c", start, str(ROOT / "build.py"), *options],
        cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Not built: a worker process was ended from outside, perhaps for lack of memory. Try --workers 1.\n"
    )
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("path", "old", "new", "said", "workers"),
    [
        ("templates/words/en.toml", b"", b"= 1\n", ":1:1: WORDS Invalid statement", 1),
        ("templates/question.html", b"", b"\xe9\n", ":1:1: UTF-8 byte 0xe9", 2),
        ("templates/question.html", b"  <dl", b"{% if %}\n  <dl", ":10:1: TEMPLATE TemplateSyntaxError", 2),
        ("templates/question.html", b"  <dl", b"{{ x.y }}\n  <dl", ":10:1: TEMPLATE UndefinedError", 2),
        (
            "templates/question.html",
            b"  <dl",
            b"{% include 'none.html' %}\n  <dl",
            ":10:1: TEMPLATE TemplateNotFound",
            1,
        ),
    ],
)
def test_a_mistake_in_a_template_is_told_at_its_line(
    tmp_path: Path, path: str, old: bytes, new: bytes, said: str, workers: int
) -> None:
    for name in ("sourcebook", "templates", "assets"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "build.py", tmp_path)
    broken = tmp_path / path
    broken.write_bytes(broken.read_bytes().replace(old, new, 1))
    options = ["--content", LIGHTHOUSE, "--out", tmp_path / "site", "--no-cards", "--no-search", "--workers", workers]
    done = subprocess.run(
        [sys.executable, tmp_path / "build.py", *map(str, options)],
        cwd=tmp_path, capture_output=True, text=True, timeout=SECONDS, check=False,
    )  # fmt: skip
    told, verdict = done.stderr.splitlines()[-2:]  # after the progress
    assert told.startswith(f"{path}{said}")
    assert verdict == f"Not built: 1 error, 0 warnings. {tmp_path / 'site'} was not made."
    assert (done.returncode, done.stdout) == (1, "")
