"""`make bench`: installs the peers, measures all in turn, prints the report."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from shutil import rmtree

from bench.corpus import make_corpus
from bench.generators import GENERATORS, WITH_CLAIMS
from bench.install import Program
from bench.report import report, write_report
from bench.results import COLD, EDIT, MEMORY, SAME, SEEN, US, Results
from bench.seen import save_to_seen
from bench.sites import AWAY, Site, make_site
from tools.environment import ROOT, SetupError

FOLDER = ROOT / ".bench"
SIZES = (5, 1000, 10_000)
ROUNDS = {5: 7}
USUAL_ROUNDS = 3
PREVIEWED = 1000
"""From how many articles on the preview is measured."""

Figures = dict[tuple[str, int, str], list[float]]


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    parser.add_argument("--peers", nargs="+", choices=sorted({*GENERATORS} - {US}), help="instead of all")
    parser.add_argument("--rounds", type=_odd, help="an odd number of rounds for every size")
    parser.add_argument("--write", action="store_true", help="put the report into bench/README.md")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Measure and report; 1 where something could not be installed or built."""
    options = arguments(given)
    rounds = {size: options.rounds or ROUNDS.get(size, USUAL_ROUNDS) for size in options.sizes}
    try:
        programs = {name: GENERATORS[name].provide() for name in chosen(options.peers)}
        figures: Figures = {}
        for size in sorted(options.sizes):
            named = [name for name in programs if options.peers or size <= GENERATORS[name].up_to]
            figures |= measure(size, {name: programs[name] for name in named}, rounds[size])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    for size in options.sizes:
        rmtree(FOLDER / str(size) / AWAY, ignore_errors=True)
    versions = {name: program.version for name, program in programs.items() if name != WITH_CLAIMS}
    text = report(Results(figures), versions, rounds, datetime.now(UTC).date())
    print(f"\n{text}", end="")
    if options.write:
        write_report(text)
    return 0


def chosen(peers: Sequence[str] | None) -> list[str]:
    """The names of the generators to be measured: our plain one, and those asked for or else all."""
    return [name for name in GENERATORS if name == US or not peers or name in peers]


def measure(size: int, programs: Mapping[str, Program], rounds: int) -> Figures:
    """All figures at one size. Generators take turns within each scenario of each round."""
    print(f"{size:,} articles: writing them for {len(programs)} generators", flush=True)
    corpus = make_corpus(size)
    sites = [
        make_site(GENERATORS[name], program, corpus, FOLDER / str(size) / name) for name, program in programs.items()
    ]
    figures: Figures = {}
    # The sampled run comes first: it also has Python compile what the timed ones import.
    _take(figures, MEMORY, sites, Site.memory)
    for _ in range(rounds):
        _take(figures, COLD, sites, Site.cold)
        _take(figures, SAME, sites, Site.same)
        _take(figures, EDIT, sites, Site.edit)
    for site in sites if size >= PREVIEWED else ():
        if site.generator.serve:
            figures[site.generator.name, size, SEEN] = save_to_seen(site)
            _say(site, SEEN, figures[site.generator.name, size, SEEN])
    return figures


def _take(figures: Figures, column: str, sites: Sequence[Site], take: Callable[[Site], float]) -> None:
    """One round of one scenario: every generator once."""
    for site in sites:
        taken = figures.setdefault((site.generator.name, site.size, column), [])
        taken.append(take(site))
        _say(site, column, taken)


def _say(site: Site, column: str, taken: Sequence[float]) -> None:
    print(f"{site.size:>6,} {column:<12} {site.generator.title:<24} {taken[-1]:9.3f}", flush=True)


def _odd(text: str) -> int:
    number = int(text)
    if number % 2 == 0 or number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
