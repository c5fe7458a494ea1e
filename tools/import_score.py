"""`make import-score FOLDER=…`: scores of the import on saved pages whose metadata are known.

The folder holds pages and `truth.json`: for the name of each page its `headline` and `outlet` (accepted spellings),
`authors` (all persons), `credits` (outlets and agencies that may stand for them), `date` and `paragraphs`. The import
is measured beside trafilatura and Mozilla's Readability by the same rules: blanks, kinds of quotation marks and
composed letters are as good as each other, and to state no author is right if no person is named.
"""

import argparse
import datetime
import re
import subprocess
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, field

from sourcebook.model.characters import visible
from tools.environment import SetupError
from tools.node import provide_modules
from tools.scripts import NODE

FIELDS = ("headline", "author", "date", "outlet")
_QUOTES = str.maketrans(dict.fromkeys('‘’‚‛“”„‟«»‹›"', "'"))
_BETWEEN_NAMES = re.compile(r"[;,]| (?:and|und|et|y|&) ")


class Truth(Struct):
    """Known metadata and paragraphs of a page."""

    headline: list[str]
    authors: list[str]
    date: str
    outlet: list[str]
    paragraphs: list[str]
    credits: list[str] = field(default_factory=list)


class Extraction(Struct):
    """Metadata and paragraphs that a program states for a page; unknown ones are empty."""

    headline: str | None = ""
    authors: list[str] = field(default_factory=list)
    date: str | None = ""
    outlet: str | None = ""
    paragraphs: list[str] = field(default_factory=list)


class Score(Struct):
    """Sums over pages: values stated rightly and wrongly by field; F1 of words, paragraphs and exact paragraphs."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    f1: dict[str, float] = field(default_factory=lambda: {"words": 0.0, "exact": 0.0})
    seconds: float = 0.0


def bare(text: str | None) -> str:
    """Letters and digits of a text, folded, for comparison."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text or "").casefold()))


def plain(text: str) -> str:
    """A text with composed letters, single blanks and one kind of quotation marks, for exact comparison."""
    return " ".join(unicodedata.normalize("NFC", visible(text)).translate(_QUOTES).split())


def verdicts(truth: Truth, found: Extraction) -> dict[str, bool | None]:
    """For each field whether the value stated is right; None if one is wanted and none is stated."""
    authors, known = set(map(bare, found.authors)) - {""}, set(map(bare, truth.authors + truth.credits))
    outlet, outlets = bare(found.outlet), [bare(name) for name in truth.outlet]
    return {
        "headline": plain(found.headline) in map(plain, truth.headline) if found.headline else None,
        "author": authors <= known if authors else None if truth.authors else True,
        "date": found.date[:10] == truth.date[:10] if found.date else None,
        "outlet": any(outlet in name or name in outlet for name in outlets if name) if outlet else None,
    }


def f1(wanted: Iterable[str], found: Iterable[str]) -> float:
    """Harmonic mean of precision and recall of two bags."""
    bag, other = Counter(wanted), Counter(found)
    both = (bag & other).total()
    return 2 * both / (bag.total() + other.total()) if both else 0.0


def overlaps(truth: Sequence[str], found: Sequence[str]) -> dict[str, float]:
    """F1 of the words, and of the paragraphs that are exactly the same."""
    lines, other_lines = ([" ".join(text.split()) for text in texts if text.strip()] for texts in (truth, found))
    words, other_words = (re.findall(r"\w+", " ".join(texts)) for texts in (lines, other_lines))
    return {"words": f1(words, other_words), "exact": f1(map(bare, lines), map(bare, other_lines))}


def ours(path: Path, today: datetime.date) -> Extraction:
    """Extraction by the import; only values that it states."""
    from sourcebook.desk.imports.article import RefusedError
    from sourcebook.desk.imports.reading import read_saved
    from sourcebook.desk.name_index import NameIndex

    try:
        article = read_saved(path.name, path.read_bytes(), NameIndex(None), today)
    except RefusedError:
        return Extraction()
    named = article.authors or ([article.agency] if article.agency else [])
    date = article.date.day if article.date and article.date.basis == "stated" else ""
    texts = [extract.text if extract else "" for extract in (article.headline, article.outlet)]
    paragraphs = article.paragraphs[article.paragraphs[:1] == texts[:1] :]
    return Extraction(texts[0], [extract.text for extract in named], date, texts[1], paragraphs)


def by_trafilatura(path: Path, _today: datetime.date) -> Extraction:
    """Extraction by trafilatura with its default options."""
    import trafilatura

    document = trafilatura.bare_extraction(path.read_bytes(), include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict):
        return Extraction()
    authors = _BETWEEN_NAMES.split(document.author or "")
    return Extraction(document.title, authors, document.date, document.sitename, (document.text or "").splitlines())


def by_readability(paths: Sequence[Path]) -> list[Extraction]:
    """Extraction by Mozilla's Readability in Node.js."""
    script = provide_modules("readability").parent / "extract.mjs"
    listed = "\n".join(str(path.absolute()) for path in paths)
    done = subprocess.run([NODE, script], input=listed, capture_output=True, text=True, check=True)
    rows = [msgspec.json.decode(line) for line in done.stdout.splitlines()]
    return [_of_readability(row) for row in rows]


def _of_readability(row: Mapping[str, object]) -> Extraction:
    authors = _BETWEEN_NAMES.split(re.sub(r"\A(?:By|Von|Par|Por) ", "", str(row.get("authors") or "")))
    return msgspec.convert({**row, "authors": authors}, Extraction)


def scored(truths: Mapping[Path, Truth], found: Sequence[Extraction], verbose: bool) -> Score:
    """Compare extractions with the truth; `verbose` prints each field that is not right."""
    score = Score()
    for (path, truth), extraction in zip(truths.items(), found, strict=True):
        for name, verdict in verdicts(truth, extraction).items():
            score.right[name] += verdict is True
            score.wrong[name] += verdict is False
            if verbose and not verdict:
                wanted = getattr(truth, name, None) or truth.authors
                stated = getattr(extraction, name, None) if name != "author" else extraction.authors
                print(f"{path.name}: {name} is {wanted!r}, {'not ' if verdict is None else ''}stated {stated!r}")
        for name, share in overlaps(truth.paragraphs, extraction.paragraphs).items():
            score.f1[name] += share
            if verbose and share < 0.9:
                print(f"{path.name}: {name} {share:.3f}")
    return score


def row(name: str, score: Score, pages: int) -> str:
    """One line of the table."""
    cells = [f"{score.right[field]:4} /{score.wrong[field]:3}" for field in FIELDS]
    shares = [f"{score.f1[name] / pages:6.3f}" for name in ("words", "exact")]
    seconds = f"{score.seconds / pages:7.3f}" if score.seconds else "       "
    return f"{name:12} {'  '.join(cells)}  {score.wrong.total():5}  {'  '.join(shares)}  {seconds}"


def main() -> int:
    """Print the table of a folder, for the import and for both others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--verbose", action="store_true", help="Print each field that the import states wrongly.")
    parser.add_argument("--alone", action="store_true", help="Measure the import alone.")
    arguments = parser.parse_args()
    table = msgspec.json.decode((arguments.folder / "truth.json").read_bytes(), type=dict[str, Truth])
    truths, today = (
        {arguments.folder / name: truth for name, truth in sorted(table.items())},
        datetime.datetime.now().astimezone().date(),
    )
    heads = "  ".join(f"{name:9}" for name in FIELDS)
    print(f"{len(truths)} pages; right / wrong\n{'':12} {heads}  wrong   words   exact  seconds")
    for name, read in {"sourcebook": ours, "trafilatura": by_trafilatura}.items():
        if name == "sourcebook" or not arguments.alone:
            started = time.process_time()
            found = [read(path, today) for path in truths]
            seconds = time.process_time() - started
            score = scored(truths, found, arguments.verbose and name == "sourcebook")
            score.seconds = seconds
            print(row(name, score, len(truths)), flush=True)
    if not arguments.alone:
        print(row("readability", scored(truths, by_readability(list(truths)), verbose=False), len(truths)))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except SetupError as error:
        sys.exit(str(error))
