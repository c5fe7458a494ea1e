"""`build --verify`: the example is the same everywhere, and a build that is not is found out."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from sourcebook.build.verify import AGAIN, ELSEWHERE, FIRST, surroundings, verify
from sourcebook.cli.main import main
from tests.dossiers import page, write
from tools.environment import ROOT

QUICK = ("--no-cards", "--no-search")

FAULTS = {
    "the clock's zone": "__import__('time').localtime().tm_gmtoff",
    "the order of a set": "list({'lamp', 'light', 'rock', 'fog', 'reef'})",
    "a variable": "__import__('os').environ.get('LC_ALL')",
    "where it lies": "__file__",
    "its own folder": "__import__('os').getcwd()",
    "its home": "str(__import__('pathlib').Path.home())",
    "optimisation": "__debug__",
    "what is remembered": "any((__import__('pathlib').Path.home() / '.cache').rglob('templates.db'))",
}
"""What output must not depend on, as an expression of Python."""


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A copy of the program, to plant a fault in."""
    for part in ("sourcebook", "templates", "assets"):
        shutil.copytree(ROOT / part, tmp_path / "program" / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "program"


def test_each_dependence_on_its_surroundings_is_found(program: Path, tmp_path: Path) -> None:
    """All planted at once: each writes a file of its own."""
    planted = "\n".join(
        f"    yield OutputFile('fault-{number}.txt', repr({fault}).encode(), 'exports/hosting.py')"
        for number, fault in enumerate(FAULTS.values())
    )
    module = program / "sourcebook" / "exports" / "hosting.py"
    text = module.read_text("utf-8")
    start = "    settings = site.dossier.settings()\n"
    assert text.count(start) == 1
    module.write_text(text.replace(start, f"{planted}\n{start}"), "utf-8")
    verdict = verify(program, write(tmp_path / "content"), QUICK, surroundings())
    found = {line.partition(":")[0] for line in verdict.faults}
    assert found == {f"fault-{number}.txt" for number in range(len(FAULTS))}
    again = [line for line in verdict.faults if AGAIN.name in line]
    assert [line.partition(":")[0] for line in again] == [f"fault-{[*FAULTS].index('what is remembered')}.txt"]


def test_the_front_door_says_the_digest_and_builds_nothing_here(tmp_path: Path) -> None:
    content = write(tmp_path / "content")
    given = ["build", "--verify", *QUICK, "--noindex", "--content", str(content), "--out", str(tmp_path / "site")]
    done = CliRunner().invoke(main, given, standalone_mode=False)
    assert (done.return_value, done.stderr) == (0, "")
    first, second = done.stdout.splitlines()
    assert first.startswith("The same ")
    assert first.endswith(f"files in 3 builds: {FIRST.name}; {AGAIN.name}; {ELSEWHERE.name}")
    assert len(second.removeprefix("sha256 ")) == 64
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_a_dossier_that_does_not_build_is_told(tmp_path: Path) -> None:
    content = write(tmp_path / "content", {"pages/about.md": page("About", "See [[zzz]].")})
    verdict = verify(ROOT, content, QUICK, surroundings())
    assert verdict.faults[0] == f"{FIRST.name}: it does not build"
    assert any("pages/about.md:" in line and "NAME" in line for line in verdict.faults)
