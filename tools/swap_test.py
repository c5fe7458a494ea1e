"""Swap test: sentences in a dossier's own voice that name a side and what was done, counted by verb and side.

`python -m tools.swap_test content --sides Armenia Azerbaijan` prints the counts, and the sentences with `--list`.
Exchange the sides in each sentence: one whose exchanged form nobody would print is a fault.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

VERBS = ("took", "held", "hold", "had to leave", "destroy", "damage", "killed", "control", "govern", "accus", "condemn")
QUOTED = re.compile(r"“[^”]*”")
ALSO = re.compile(r" \(\w+: [^)]*\)")
"""Second name of a place, such as ` (Armenian: Shushi)`."""
MARKS = re.compile(r"\s*\[@[^\]]*\]|\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
END = re.compile(r"(?<=[.;!?])\s+|\n+")


def told(text: str, sides: Iterable[str], verbs: Iterable[str] = VERBS) -> Iterator[tuple[str, str, str]]:
    """Side, verb and sentence for each that the prose of a page names together; quotations are not its own voice."""
    prose = MARKS.sub(lambda mark: (mark[1] or "").replace("-", " "), ALSO.sub("", FRONT.sub("", text)))
    for sentence in END.split(prose):
        own = QUOTED.sub("", sentence).casefold()
        for side in sides:
            for verb in verbs:
                if side.casefold() in own and verb in own:
                    yield side, verb, sentence.strip()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sides", nargs="+", required=True)
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    pages = sorted(given.folder.rglob("*.md"))
    found = [(path, *hit) for path in pages for hit in told(path.read_text("utf-8"), given.sides)]
    counts = Counter((verb, side) for _, side, verb, _ in found)
    for verb in VERBS:
        print(f"{verb:14}", *(f"{side} {counts[verb, side]:3}" for side in given.sides), sep="  ")
    print(f"{'all':14}", *(f"{side} {sum(hit[1] == side for hit in found):3}" for side in given.sides), sep="  ")
    for path, side, verb, sentence in found if given.list else ():
        print(f"{path}: {side}, {verb}: {sentence}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
