"""The corpus in each generator's own format: one function each, from corpus and empty folder."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bench.corpus import Corpus
from bench.writers.claims import write_claims
from bench.writers.eleventy import write_eleventy
from bench.writers.hugo import write_hugo
from bench.writers.lektor import write_lektor
from bench.writers.mkdocs import write_mkdocs, write_zensical
from bench.writers.nikola import write_nikola
from bench.writers.pelican import write_pelican
from bench.writers.sourcebook import write_plain

WRITERS: Mapping[str, Callable[[Corpus, Path], None]] = {
    "sourcebook": write_plain,
    "sourcebook-claims": write_claims,
    "hugo": write_hugo,
    "eleventy": write_eleventy,
    "lektor": write_lektor,
    "mkdocs": write_mkdocs,
    "nikola": write_nikola,
    "pelican": write_pelican,
    "zensical": write_zensical,
}
