"""The benchmark: its corpus, the corpus in every generator's format, its measuring and its tables."""

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench.corpus import Corpus, make_corpus
from bench.generators import DOSSIER, OURS, PARTS, PEERS, PLAIN, Generator, chosen
from bench.install import Program
from bench.processes import PROC, peak_memory
from bench.report import bars_table
from bench.results import CITING, FEW, FIRST, MANY, THOUSAND, Results, bars
from bench.scenarios import BODY, COLD, CPU, MEMORY, SAME, SEEN, TITLE, VALUE, Material
from bench.sites import Site, make_site
from tests.dossiers import examine
from tools.environment import SetupError

DIGEST = "e71335185c29ac67345850b8e09395da45ab4005ea7495b9d6273f28617c96f5"
RESULTS = Results(
    {
        ("sourcebook", FIRST, COLD): [4.0, 3.0, 8.0],
        ("base", FIRST, COLD): [4.0, 4.0, 5.0],
        ("sourcebook", FIRST, COLD + CPU): [6.0, 6.3, 6.6],
        ("base", FIRST, COLD + CPU): [6.0, 6.0, 6.0],
        ("sourcebook", CITING, COLD): [3.0],
        ("base", CITING, COLD): [2.5],
        ("sourcebook", FEW, MEMORY): [50.0],
        ("sourcebook", THOUSAND, COLD): [1.4, 1.2, 1.3],
        ("sourcebook", THOUSAND, BODY): [0.2, 0.2, 0.3],
        ("sourcebook", THOUSAND, MEMORY): [100.0],
        ("sourcebook", THOUSAND, SEEN): [0.05, 0.16, 0.17],
        ("sourcebook", MANY, MEMORY): [600.0],
        ("hugo", THOUSAND, COLD): [0.4, 0.5, 0.6],
        ("hugo", THOUSAND, BODY): [0.5, 1.0, 1.5],
        ("lektor", THOUSAND, COLD): [2.0, 2.8, 3.0],
    },
    base="91903c9a4b9a",
)
GENERATORS = [(part, generator) for part in PARTS for generator in chosen(part, "HEAD", [*PEERS])]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(5)


def write_site(
    generator: Generator, corpus: Corpus, folder: Path, part: str = PLAIN, command: tuple[str, ...] = (sys.executable,)
) -> Site:
    """A generator's site, with a command in place of the generator's program."""
    return make_site(generator, Program(command, {}, ""), Material(part, 5), corpus, folder / "site")


def test_a_corpus_is_the_same_on_any_machine(corpus: Corpus) -> None:
    texts = [article.markdown(repr) + repr(replace(article, blocks=())) for article in corpus.articles]
    assert hashlib.sha256("".join(texts).encode()).hexdigest() == DIGEST


@pytest.mark.parametrize("part", PARTS)
def test_our_dossiers_have_no_problem_before_and_after_edits(part: str, corpus: Corpus, tmp_path: Path) -> None:
    site = write_site(OURS[part], corpus, tmp_path, part)
    assert set(site.edits) == {BODY, TITLE} | ({VALUE} if part != PLAIN else set())
    for edited in (False, True):
        for scenario in site.edits if edited else ():
            site.save(scenario)
        result = examine(site.folder / "content")
        told = {problem.code for problem in result.problems}
        assert told == ({"CHANGED"} if edited and part == DOSSIER else set())
        assert result.dossier is not None
        assert bool(result.dossier.claims) == (part != PLAIN)


@pytest.mark.parametrize(("part", "generator"), GENERATORS, ids=[f"{part}-{made.name}" for part, made in GENERATORS])
def test_each_edit_puts_another_word_into_the_text(
    part: str, generator: Generator, corpus: Corpus, tmp_path: Path
) -> None:
    site = write_site(generator, corpus, tmp_path, part)
    before = {path: path.read_text("utf-8") for path in site.folder.rglob("*.*") if path.suffix in {".md", ".lr"}}
    saved = {scenario: (site.save(scenario), site.save(scenario)) for scenario in site.edits}
    assert len({word for words in saved.values() for word in words}) == 2 * len(site.edits)
    for scenario, (first, second) in saved.items():
        source = site.folder / site.generator.content / site.edits[scenario].source
        text = source.read_text("utf-8")
        assert (first in text, second in text, second in before[source]) == (False, True, False)
    changed = {path for path, text in before.items() if path.read_text("utf-8") != text}
    assert changed == {site.folder / site.generator.content / edit.source for edit in site.edits.values()}


def test_a_page_that_was_not_written_anew_is_told(corpus: Corpus, tmp_path: Path) -> None:
    site = write_site(PEERS["hugo"], corpus, tmp_path, command=(sys.executable, "-c", "pass"))
    with pytest.raises(SetupError, match="did not write"):
        site.measure(COLD)
    page = site.folder / site.edits[BODY].page
    page.parent.mkdir(parents=True)
    page.write_text("the page as it was")
    assert site.measure(SAME)[SAME] > 0
    with pytest.raises(SetupError, match="did not write"):
        site.measure(TITLE)


@pytest.mark.skipif(not PROC.is_dir(), reason="this machine tells no process's memory")
def test_memory_is_that_of_a_command_and_of_what_it_starts(tmp_path: Path) -> None:
    hold = "import time; held = b'x' * 40_000_000; time.sleep(0.4)"
    assert 40 < peak_memory([sys.executable, "-c", hold], tmp_path, {}) < 75
    child = f"child = subprocess.Popen([sys.executable, '-c', {hold!r}])"
    both = f"import subprocess, sys; {child}; held = b'x' * 40_000_000; child.wait()"
    assert 80 < peak_memory([sys.executable, "-c", both], tmp_path, {}) < 130


def test_bars_hold_or_not_or_are_not_measured() -> None:
    verdicts = {f"{bar.what} {bar.unit}": bar.holds for bar in bars(RESULTS) if bar.holds is not None}
    assert verdicts == {
        "1,000 plain, cold x Hugo": True,
        "1,000 plain, edit of body x Hugo": True,
        "1,000 plain, cold x Lektor": True,
        "dossier, cold x 91903c9": False,
        "1,000 claims, cold x 91903c9": False,
        "memory, growth an article to 10,000 x that to 1,000": True,
        "1,000 plain, save to seen ms": False,
        "1,000 plain, memory MB": True,
        "10,000 plain, memory MB": False,
    }
    assert "| 1,000 plain, save to seen | ms | 150 | – | 160 | **no** |" in bars_table(bars(RESULTS)).splitlines()
    beside_another = bars(replace(RESULTS, base="0123456789ab"))
    assert [bar.holds for bar in beside_another if "91903c9" in bar.unit] == [None] * 6
