"""The benchmark: its corpus, the corpus in every generator's format, its measuring and its tables."""

import hashlib
import math
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.__main__ import arguments, chosen
from bench.corpus import Corpus, make_corpus
from bench.generators import GENERATORS, OURS
from bench.install import Program
from bench.processes import PROC, peak_memory, seconds
from bench.report import BEGIN, END, README, bars_table, machine, size_table, write_report
from bench.results import COLD, EDIT, MEMORY, SEEN, Results, bars
from bench.sites import Site
from bench.writers import WRITERS
from tests.dossiers import examine
from tools.environment import ROOT, SetupError

DIGEST = "e71335185c29ac67345850b8e09395da45ab4005ea7495b9d6273f28617c96f5"
RESULTS = Results(
    {
        ("sourcebook", 1000, COLD): [1.4, 1.2, 1.3],
        ("sourcebook", 1000, EDIT): [0.2, 0.2, 0.3],
        ("sourcebook", 1000, MEMORY): [100.0],
        ("sourcebook", 5, MEMORY): [50.0],
        ("sourcebook", 10_000, MEMORY): [600.0],
        ("sourcebook", 1000, SEEN): [0.05, 0.12, 0.11],
        ("sourcebook-claims", 1000, COLD): [2.0],
        ("hugo", 1000, COLD): [0.4, 0.5, 0.6],
        ("hugo", 1000, EDIT): [0.5, 1.0, 1.5],
        ("lektor", 1000, COLD): [2.0, 2.8, 3.0],
    }
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(5)


def write_site(name: str, corpus: Corpus, folder: Path) -> Site:
    """What `make_site` makes, without a program to build it with."""
    generator = GENERATORS[name]
    generator.write(corpus, folder)
    site = Site(generator, Program((), {}, ""), folder, corpus.edited.slug, "", len(corpus.articles))
    return replace(site, text=site.source.read_text("utf-8"))


def test_a_corpus_is_the_same_on_any_machine(corpus: Corpus) -> None:
    texts = [article.markdown(repr) + repr(replace(article, blocks=())) for article in corpus.articles]
    assert hashlib.sha256("".join(texts).encode()).hexdigest() == DIGEST


@pytest.mark.parametrize("size", [5, 400])
def test_articles_are_alike_and_each_is_another(size: int) -> None:
    articles, tags = (made := make_corpus(size)).articles, made.tags
    for name in ("slug", "title", "day"):
        assert len({getattr(article, name) for article in articles}) == size
    lengths = [len(article.markdown(lambda link: link.label).split()) for article in articles]
    assert min(lengths) > 300
    assert max(lengths) < 400
    assert {tag for article in articles for tag in article.tags} == set(tags)
    assert set(made.filed[tags[0]]) == {article for article in articles if tags[0] in article.tags}


def test_articles_link_to_what_there_is_and_use_what_prose_has(corpus: Corpus) -> None:
    there = {("article", article.slug) for article in corpus.articles} | {("tag", tag.slug) for tag in corpus.tags}
    for article in corpus.articles:
        text = article.markdown(lambda link: f"<{link.kind} {link.slug}>")
        links = re.findall(r"<(\w+) ([a-z-]+)>", text)
        assert [kind for kind, _ in links] == ["article", "article", "tag", "article"]
        assert set(links) <= there
        assert [len(re.findall(mark, text, re.MULTILINE)) for mark in ("^## ", "^- ")] == [2, 3]
        assert re.search(r"\*\w", text)


@pytest.mark.parametrize("name", OURS)
def test_our_dossier_has_no_problem(name: str, corpus: Corpus, tmp_path: Path) -> None:
    WRITERS[name](corpus, tmp_path)
    result = examine(tmp_path)
    assert result.problems == ()
    assert result.dossier is not None
    assert bool(result.dossier.claims) == (name == "sourcebook-claims")


def test_every_generator_has_a_writer() -> None:
    assert set(WRITERS) == set(GENERATORS)


@pytest.mark.parametrize("name", GENERATORS)
def test_each_edit_puts_another_word_into_the_text(name: str, corpus: Corpus, tmp_path: Path) -> None:
    site = write_site(name, corpus, tmp_path)
    first = site.save()
    second = site.save()
    assert first != second
    text = site.source.read_text("utf-8")
    assert (first in text, second in text) == (False, True)
    assert text.replace(f"This was told at {second}. ", "") == site.text


def test_our_edited_dossier_has_no_problem(corpus: Corpus, tmp_path: Path) -> None:
    site = write_site("sourcebook-claims", corpus, tmp_path)
    site.save()
    assert examine(tmp_path / "content").problems == ()


def test_output_and_memories_are_forgotten_and_sources_stay(corpus: Corpus, tmp_path: Path) -> None:
    site = write_site("nikola", corpus, tmp_path)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    (tmp_path / "output" / "tags").mkdir(parents=True)
    for name in (".doit.db.dat", "output/index.html"):
        (tmp_path / name).write_text("")
    site.forget()
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_page_that_was_not_written_anew_is_told(corpus: Corpus, tmp_path: Path) -> None:
    site = replace(write_site("hugo", corpus, tmp_path), program=Program((sys.executable, "-c", "pass"), {}, ""))
    with pytest.raises(SetupError, match="did not write"):
        site.cold()
    page = tmp_path / site.generator.page.format(slug=site.slug)
    page.parent.mkdir(parents=True)
    page.write_text("the page as it was")
    assert site.same() > 0
    with pytest.raises(SetupError, match="did not write"):
        site.edit()


def test_a_command_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no such page"):
        seconds([sys.executable, "-c", "raise SystemExit('no such page')"], tmp_path, {})


@pytest.mark.skipif(not PROC.is_dir(), reason="this machine tells no process's memory")
def test_memory_is_that_of_a_command_and_of_what_it_starts(tmp_path: Path) -> None:
    hold = "import time; held = b'x' * 40_000_000; time.sleep(0.4)"
    assert 40 < peak_memory([sys.executable, "-c", hold], tmp_path, {}) < 75
    child = f"child = subprocess.Popen([sys.executable, '-c', {hold!r}])"
    both = f"import subprocess, sys; {child}; held = b'x' * 40_000_000; child.wait()"
    assert 80 < peak_memory([sys.executable, "-c", both], tmp_path, {}) < 130


def test_a_table_gives_medians_and_multiples() -> None:
    assert size_table(RESULTS, 1000, 3).splitlines() == [
        "### 1,000 articles: medians of 3 rounds (times Hugo)",
        "",
        "|  | cold, s | one edit, s | memory, MB | save to seen, s |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| Sourcebook | 1.300 (2.60) | 0.200 (0.20) | 100 | 0.110 |",
        "| Sourcebook, with claims | 2.000 | – | – | – |",
        "| Hugo | 0.500 (1.00) | 1.000 (1.00) | – | – |",
        "| Lektor | 2.800 (5.60) | – | – | – |",
    ]


def test_bars_hold_or_not_or_are_not_measured() -> None:
    listed = bars(RESULTS)
    verdicts = {f"{bar.what} {bar.unit}": bar.holds for bar in listed if bar.holds is not None}
    assert verdicts == {
        "cold, 1,000 articles x Hugo": True,
        "one edit, 1,000 articles x Hugo": True,
        "cold, 1,000 articles x Lektor": True,
        "memory, growth an article to 10,000 x that to 1,000": True,
        "save to seen, 1,000 articles ms": False,
        "memory, 1,000 articles MB": True,
        "memory, 10,000 articles MB": False,
    }
    lines = bars_table(listed).splitlines()
    assert "| save to seen, 1,000 articles | ms | 100 | 25 | 110 | **no** |" in lines
    assert "| cold, 5 articles | x Hugo | 3.5 | – | – | not measured |" in lines


def test_ratios_without_the_other_are_not_measured() -> None:
    assert math.isnan(Results({("sourcebook", 5, COLD): [1.0]}).ratio(5, COLD))


def test_a_report_replaces_the_last_one_alone(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n")
    for text in ("new\n", "newer\n"):
        write_report(text, page)
    assert page.read_text() == f"Before.\n\n{BEGIN}\n\nnewer\n\n{END}\n\nAfter.\n"
    page.write_text("No marks.\n")
    with pytest.raises(ValueError, match="no marks"):
        write_report("new\n", page)
    assert README.read_text("utf-8").count(BEGIN) == README.read_text("utf-8").count(END) == 1


def test_peers_and_rounds_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    options = arguments("--sizes 5 1000 --peers lektor hugo --rounds 3".split())
    assert (options.sizes, options.rounds, options.write) == ([5, 1000], 3, False)
    assert chosen(options.peers) == ["sourcebook", "hugo", "lektor"]
    assert chosen(None) == list(GENERATORS)
    with pytest.raises(SystemExit):
        arguments(["--rounds", "4"])
    assert "invalid" in capsys.readouterr().err


def test_the_lock_of_eleventy_pins_every_package_by_its_hash_and_names_no_host() -> None:
    text = (ROOT / "requirements" / "eleventy" / "package-lock.json").read_text("utf-8")
    packages = re.findall(r'"node_modules/[^"]+": \{(.*?)\n  \}', text, re.DOTALL)
    assert len(packages) > 50
    assert all('"integrity": "sha512-' in package for package in packages)
    assert "://" not in text


def test_the_machine_and_the_versions_stand_in_the_report() -> None:
    said = machine({"hugo": "0.1", "lektor": "2"}, date(2024, 5, 1))
    assert said.startswith("2024-05-01: ")
    assert said.endswith("; Hugo 0.1, Lektor 2.")
