"""The dossier in `content/`: sound by every rule, complete, its articles neither notes nor books."""

import os
import re
from pathlib import Path

import pytest

from sourcebook.desk.originals import verify
from tests.dossiers import examine
from sourcebook.model.dossier import Dossier, Source
from sourcebook.build.options import Report
from tools.environment import ROOT

DOSSIERS = {"content": ROOT / "content", **{path.name: path for path in sorted((ROOT / "examples").iterdir())}}
ENOUGH = range(500, 901)


def originals(dossier: Path) -> Path | None:
    """The documents of a dossier: beside it, or those of `content/` where the environment says."""
    beside, named = dossier / "originals", os.environ.get("SOURCEBOOK_ORIGINALS")
    if beside.is_dir():
        return beside
    return Path(named) if named and dossier.name == "content" else None


@pytest.fixture(scope="module")
def results() -> dict[str, Report]:
    return {name: examine(folder) for name, folder in DOSSIERS.items()}


@pytest.mark.parametrize("name", DOSSIERS)
def test_breaks_no_rule(results: dict[str, Report], name: str) -> None:
    assert [str(problem) for problem in results[name].problems] == []


@pytest.mark.parametrize("name", DOSSIERS)
def test_every_paragraph_is_accounted_for_once(results: dict[str, Report], name: str) -> None:
    for slug, source in sources(results[name].dossier):
        claimed = {number for claim in source.record.claims for number in claim.at}
        skipped = [number for skip in source.record.skip for number in skip.at]
        assert sorted([*claimed, *skipped]) == list(range(1, source.record.paragraphs + 1)), slug


@pytest.mark.parametrize("name", [name for name, path in DOSSIERS.items() if originals(path)])
def test_agrees_with_the_documents_themselves(results: dict[str, Report], name: str) -> None:
    """Where the documents are: beside the dossier, or in the folder that SOURCEBOOK_ORIGINALS names."""
    folder = originals(DOSSIERS[name])
    assert folder is not None
    dossier = results[name].dossier
    assert dossier is not None
    assert [str(problem) for problem in verify(dossier, folder)] == []


def test_articles_have_the_length_of_articles(results: dict[str, Report]) -> None:
    dossier, bodies = results["content"].dossier, results["content"].bodies
    assert dossier is not None
    assert bodies is not None
    lengths = {
        page.key.slug: sum(
            len(sentence.text.split()) for block in bodies(page.key).blocks for sentence in block.sentences
        )
        for page in dossier.pages.values()
        if page.key.folder == "topics"
    }
    assert lengths
    assert {slug: length for slug, length in lengths.items() if length not in ENOUGH} == {}


@pytest.mark.parametrize("name", DOSSIERS)
def test_names_no_path_outside_its_folder(name: str) -> None:
    files = [path for path in DOSSIERS[name].rglob("*") if path.is_file()]
    assert len(files) > 20
    assert [path for path in files if re.search(r"\.\./[a-z]|file://|/home/|/tmp/", path.read_text("utf-8"))] == []
    assert [path for path in files if path.is_symlink()] == []


def sources(dossier: Dossier | None) -> list[tuple[str, Source]]:
    assert dossier is not None
    found = [(page.key.slug, page.matter) for page in dossier.pages.values() if isinstance(page.matter, Source)]
    assert found
    return found
