"""The package as it is installed: from a wheel, in a folder of one's own, without a checkout."""

import re
import shutil
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

import sourcebook.build
from sourcebook.model.files import find_dossier, output_of
from tests.dossiers import write
from tests.sites import site_files
from tools.environment import ROOT
from tools.wheel import build_package, install

SECONDS = 120


def run(command: str, folder: Path, scripts: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A line of a shell, in which the installed program is on the path."""
    environment = {"PATH": f"{scripts}:/usr/bin:/bin", "HOME": str(folder)} if scripts else None
    return subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def test_the_wheel_and_the_checkout_build_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "lighthouse", tmp_path / "dossier")
    done = run("sourcebook build", tmp_path / "dossier", installed)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    checkout = f"{sys.executable} {ROOT / 'build.py'} build --out {tmp_path / 'site'}"
    assert run(checkout, tmp_path / "dossier").returncode == 0
    here, there = site_files(tmp_path / "dossier" / "site"), site_files(tmp_path / "site")
    assert len(there) > 100
    assert {path for path in here.keys() | there.keys() if here.get(path) != there.get(path)} == set()


def test_commands_in_messages_are_those_of_the_installed_program(installed: Path, tmp_path: Path) -> None:
    write(tmp_path, {"published.csv": "/\n"})
    done = run("sourcebook check", tmp_path, installed)
    assert "run: sourcebook addresses)" in done.stderr
    assert run("sourcebook addresses", tmp_path, installed).returncode == 0
    elsewhere = run(f"{installed}/python -m sourcebook check --content dossier", tmp_path.parent)
    assert elsewhere.returncode == 1
    assert "name it with --content DIR" in elsewhere.stderr


def test_the_installed_program_verifies_its_builds(installed: Path, tmp_path: Path) -> None:
    done = run("sourcebook build --verify --no-cards --no-search", write(tmp_path / "dossier"), installed)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("The same ")


def test_without_a_dossier_it_says_how_to_begin_one(installed: Path, tmp_path: Path) -> None:
    done = run("sourcebook check", tmp_path, installed)
    assert done.returncode == 2
    assert "sourcebook init FOLDER" in done.stderr


def test_a_dossier_is_found_from_the_folder_one_stands_in(tmp_path: Path) -> None:
    flat, inner = write(tmp_path / "flat"), write(tmp_path / "repository" / "content")
    (tmp_path / "repository" / "scans").mkdir()
    for folder, found in (
        (flat, flat), (flat / "pages", flat), (inner.parent, inner), (inner / "pages", inner),
        (inner.parent / "scans", inner), (tmp_path, ROOT / "content"),
    ):  # fmt: skip
        assert find_dossier(folder, ROOT) == found
    assert find_dossier(tmp_path, tmp_path) is None
    assert output_of(flat) == flat / "site"
    assert output_of(inner) == tmp_path / "repository" / "site"


def test_a_repository_may_hold_what_repositories_hold_and_its_output(tmp_path: Path) -> None:
    dossier = write(tmp_path)
    for name in ("README.md", "LICENSE", "CNAME", "Makefile", "netlify.toml", "requirements.txt", ".gitignore"):
        (dossier / name).write_text("x", "utf-8")
    for _ in range(2):
        done = run(f"{sys.executable} {ROOT / 'build.py'} --no-cards --no-search", dossier / "pages")
        assert (done.returncode, done.stderr) == (0, "")
    assert (dossier / "site" / "index.html").is_file()
    (dossier / "Topics").mkdir()
    (dossier / "notes.txt").touch()
    refused = run(f"{sys.executable} {ROOT / 'build.py'} check", dossier).stderr
    assert {line.partition(":")[0] for line in refused.splitlines()} == {"Topics", "notes.txt"}
    inside = run(f"{sys.executable} {ROOT / 'build.py'} --out pages/site", dossier)
    assert "the output folder lies in the dossier" in inside.stderr


def test_the_example_of_the_public_names_runs(tmp_path: Path) -> None:
    text = sourcebook.build.__doc__ or ""
    example = textwrap.dedent("".join(re.findall(r"^ {4}.*\n|^\n(?= {4})", text, re.MULTILINE)))
    write(tmp_path / "dossier")
    (tmp_path / "example.py").write_text(example, "utf-8")
    done = subprocess.run(
        [sys.executable, "example.py"], cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"\d+ files written\n", done.stdout)
    assert all(getattr(sourcebook.build, name).__doc__ for name in sourcebook.build.__all__)


def test_an_absent_extra_is_said_once_and_is_no_problem(tmp_path: Path) -> None:
    """Where the modules of two extras are hidden, as in a bare install."""
    hide = "import sys; sys.modules |= {'resvg_py': None, 'pagefind_bin': None}"
    start = f"{hide}; from sourcebook.__main__ import run; run()"
    command = [sys.executable, "-c", start, "build", "--content", str(write(tmp_path / "dossier"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if line.startswith("Left out")] == [
        "Left out   cards, search: installed by pip install 'sourcebook[cards,search]'"
    ]
    assert "0 errors, 0 warnings" in done.stdout
    assert not (tmp_path / "dossier" / "site" / "pagefind").exists()


def test_extras_are_those_that_are_described() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert {*extras} == {"cards", "search", "pdf", "import", "all"}


MOST_BYTES = 35_000_000
"""What a bare install may take on a disk: build, check and preview."""


@pytest.mark.validate
def test_it_installs_from_the_index(tmp_path: Path) -> None:
    wheel = build_package("wheel", tmp_path)
    version, size = install(wheel)
    assert version == f"sourcebook {sourcebook.__version__}"
    assert size <= MOST_BYTES
    assert install(wheel, "[all]")[1] > size
