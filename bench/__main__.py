"""`make bench`: installs the generators, measures all in turn, prints the report."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from shutil import rmtree

from bench.corpus import make_corpus
from bench.generators import BASE, DOSSIER, PARTS, PEERS, Generator, chosen
from bench.install import FOLDER, Program
from bench.report import report, write_report
from bench.results import Results
from bench.scenarios import COLD, MEMORY, SAME, SEEN, TIMED, Material
from bench.seen import save_to_seen
from bench.sites import AWAY, Site, make_site
from tools.environment import SetupError

SIZES = (5, 1000, 10_000)
ROUNDS = {5: 7}
USUAL_ROUNDS = 3
PREVIEWED = 1000
"""From how many articles on the preview is measured."""

Figures = dict[tuple[str, Material, str], list[float]]


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line, read."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what is built")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of articles")
    parser.add_argument("--peers", nargs="+", choices=sorted([*PEERS, "none"]), help="instead of all")
    parser.add_argument("--base", metavar="COMMIT", help="an older commit of ours to measure beside")
    parser.add_argument("--rounds", type=_odd, help="an odd number of rounds for every size")
    parser.add_argument("--write", action="store_true", help="put the report into bench/README.md")
    return parser.parse_args(given)


def main(given: Sequence[str]) -> int:
    """Measure and report; 1 where something could not be installed or built."""
    options = arguments(given)
    listed = list(materials(options))
    figures: Figures = {}
    notes: list[str] = []
    try:
        named = {generator.name: generator for _, generators in listed for generator in generators}
        programs = {name: generator.provide() for name, generator in named.items()}
        for material, generators in listed:
            rounds = options.rounds or ROUNDS.get(material.size, USUAL_ROUNDS)
            taken, noted = measure(material, generators, programs, rounds)
            figures |= taken
            notes += noted
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    for material, _ in listed:
        rmtree(FOLDER / material.part / str(material.size) / AWAY, ignore_errors=True)
    versions = {name: program.version for name, program in programs.items()}
    text = report(Results(figures, versions.get(BASE, ""), notes), versions, datetime.now(UTC).date())
    print(f"\n{text}", end="")
    if options.write:
        write_report(text)
    return 0


def materials(options: argparse.Namespace) -> Iterator[tuple[Material, list[Generator]]]:
    """What is to be built, and with which generators."""
    for part in PARTS:
        for size in [0] if part == DOSSIER else sorted(options.sizes):
            named = [name for name in options.peers or PEERS if name in PEERS]
            generators = chosen(part, options.base, named)
            limited = [each for each in generators if size <= each.up_to or each.name in (options.peers or ())]
            if part in options.parts and limited:
                yield Material(part, size), limited


def measure(
    material: Material, generators: Sequence[Generator], programs: Mapping[str, Program], rounds: int
) -> tuple[Figures, list[str]]:
    """All figures of one material, and notes on them. Generators take turns within each scenario of each round."""
    print(f"{material.title}: writing for {len(generators)} generators", flush=True)
    corpus, folder = make_corpus(material.size), FOLDER / material.part / str(material.size)
    sites = [make_site(each, programs[each.name], material, corpus, folder / each.name) for each in generators]
    figures: Figures = {}

    # The sampled run comes first: it also has Python compile what the timed ones import.
    for site in sites:
        _take(figures, site, MEMORY)
    for number in range(rounds):
        for scenario in TIMED:
            # Each second round goes the other way, so that none profits from its place.
            for site in sites[:: 1 if number % 2 else -1]:
                if scenario in (COLD, SAME, *site.edits):
                    _take(figures, site, scenario)
    for site in sites if material.size >= PREVIEWED or material.part == DOSSIER else ():
        if site.generator.serve:
            _take(figures, site, SEEN)
    return figures, [site.note for site in sites if site.note]


def _take(figures: Figures, site: Site, scenario: str) -> None:
    several = [{SEEN: seen} for seen in save_to_seen(site)] if scenario == SEEN else [site.measure(scenario)]
    for measured in several:
        for column, figure in measured.items():
            figures.setdefault((site.generator.name, site.material, column), []).append(figure)
    shown = " ".join(f"{figure:9.3f}" for figure in several[-1].values())
    print(f"{site.material.title:>13} {scenario:<13} {site.generator.title:<23} {shown}", flush=True)


def _odd(text: str) -> int:
    number = int(text)
    if number % 2 == 0 or number < 1:
        raise ValueError
    return number


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
