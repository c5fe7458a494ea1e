"""Mutations of a dossier: each a slip that an editor could make, written with no knowledge of the rules.

It reads the files as text and front matter as YAML, and imports nothing of `sourcebook.rules`, so that it shares none
of their blind spots. OPERATORS names each kind of slip. Notes are left as they are: they rest on references, whose
texts are not in the record.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import yaml

MONTHS = "January February March April May June July August September October November December".split()
CARDINALS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen twenty thirty".split()
ORDINALS = "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
SAID = "said|says|say|told|reported|reports|wrote|writes|called|calls|spoke|speaks|announced|hoped|put|gives|gave|has"

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:(?: ?[–-] ?| to )\d{{1,2}})? )?(?:{_MONTH})(?: \d{{4}})?\b|\b(?:1\d|20)\d{{2}}\b"
)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w-]|[.,]\d)")
_WORDS = re.compile(rf"\b(?:{'|'.join([*CARDINALS, *ORDINALS])})\b", re.IGNORECASE)
_BOUND = re.compile(rf"\b(?:more than|fewer than|less than|at least|at most) (?=one|\d|{'|'.join(CARDINALS)})")
_NEGATION = re.compile(r"\b(?:not|never|no) ")
_CITATION = re.compile(r" ?\[@[^\]]*\]")
_MASK = re.compile(r"\[@[^\]]*\]|\[\[[^|\]]*\|?|\]\]|`[^`]*`|https?://[^\s)>]*")
_END = re.compile(r"(?:[.!?][”\")]*(?: ?\[@[^\]]*\])*(?: |$))|\n|$")
_BOUNDS = {"more than": "fewer than", "fewer than": "more than", "less than": "more than", "at least": "at most"}


class Mutation(NamedTuple):
    """At `start` of the text of `path`, `old` becomes `new`; `first` and `last`: lines of the block around it."""

    operator: str
    path: str
    start: int
    old: str
    new: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.path}:{self.first}: {self.old!r} to {self.new!r}"


class Block(NamedTuple):
    """A paragraph, item, row or heading of a body, or a field of front matter; `field` is its name."""

    path: str
    start: int
    text: str
    first: int
    field: str = ""

    @property
    def masked(self) -> str:
        """The text that a reader sees, at its offsets; marks are spaces."""
        return _MASK.sub(lambda match: " " * len(match.group()), self.text)

    @property
    def sentences(self) -> Iterator[tuple[int, str]]:
        start = 0
        for match in _END.finditer(self.text):
            if self.text[start : match.end()].strip():
                yield start, self.text[start : match.end()]
            start = match.end()

    def change(self, operator: str, start: int, old: str, new: str) -> Mutation:
        last = self.first + self.text.count("\n")
        return Mutation(operator, self.path, self.start + start, old, new, self.first, last)


class Record:
    """The files of a dossier as text, its names, and whose each claim is."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(folder.glob("*/*.md"))
        self.texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in paths}
        self.fronts: dict[str, dict[str, Any]] = {
            path: yaml.load(text.split("---\n", 2)[1], yaml.BaseLoader) for path, text in self.texts.items()
        }
        self.terms = re.findall(r'"([^"]+)"', " ".join(re.findall(r"forms = \[([^\]]*)\]", self._terms(folder))))
        self.claims = {
            f"{Path(path).stem}#{id_}": (Path(path).stem, claim)
            for path, front in self.fronts.items()
            for id_, claim in front.get("claims", {}).items()
            if path.startswith("sources/")
        }

    def _terms(self, folder: Path) -> str:
        file = folder / "terms.toml"
        return file.read_text("utf-8") if file.exists() else ""

    def names(self, folder: str) -> dict[str, str]:
        """Titles of a folder's pages by slug."""
        return {Path(path).stem: f["title"] for path, f in self.fronts.items() if path.startswith(f"{folder}/")}

    @cached_property
    def blocks(self) -> list[Block]:
        """All blocks of prose, without notes, headings and code."""
        return [block for path in self.texts if not path.startswith("notes/") for block in self._blocks(path)]

    def _blocks(self, path: str) -> Iterator[Block]:
        text = self.texts[path]
        start = text.index("\n---\n", 3) + 5
        for match in re.finditer(r"(?:^(?!\s*$).+\n?)(?:^(?!\s*$|[-*|#>]|\d+\. ).+\n?)*", text[start:], re.MULTILINE):
            if not match.group().startswith(("#", "|--", "    ", "```")):
                at = start + match.start()
                yield Block(path, at, match.group().rstrip("\n"), text.count("\n", 0, at) + 1)

    @cached_property
    def fields(self) -> list[Block]:
        """Fields in a line of the front matter of sources and events."""
        form = re.compile(r"^ *(says|when|due|value): (.*)$", re.MULTILINE)
        return [
            Block(path, match.start(2), match[2], text.count("\n", 0, match.start()) + 1, match[1])
            for path, text in self.texts.items()
            if path.startswith(("sources/", "events/"))
            for match in form.finditer(text, 0, text.index("\n---\n", 3))
        ]


Operator = Callable[[Record], Iterable[Mutation]]


def _other_digit(text: str, at: int) -> str:
    digits = [match.start() for match in re.finditer(r"\d", text)]
    where = digits[at]
    return text[:where] + str((int(text[where]) + 1) % 10 or 1) + text[where + 1 :]


def _in_blocks(blocks: Iterable[Block], form: re.Pattern[str]) -> Iterator[tuple[Block, re.Match[str]]]:
    return ((block, match) for block in blocks for match in form.finditer(block.masked))


def _no_dates(block: Block) -> Block:
    gone = _DATE.sub(lambda match: " " * len(match.group()), block.masked)
    return block._replace(text=re.sub(r"\bparagraphs? [\d, –and]+", lambda m: " " * len(m.group()), gone))


def figures(record: Record) -> Iterator[Mutation]:
    """A figure of the prose with another last digit, or with a nought more."""
    for block, match in _in_blocks(map(_no_dates, record.blocks), _NUMBER):
        yield block.change("figures", match.start(), match.group(), _other_digit(match.group(), -1))
        if "." not in match.group():
            yield block.change("figures", match.start(), match.group(), match.group() + "0")


def dates(record: Record) -> Iterator[Mutation]:
    """A date of the prose with another day, another month or another year."""
    for block, match in _in_blocks(record.blocks, _DATE):
        text = match.group()
        if text in MONTHS:
            continue
        month = re.search(_MONTH, text)
        new = {_other_digit(text, -1), _other_digit(text, 0)}
        if month:
            new.add(text.replace(month.group(), MONTHS[MONTHS.index(month.group()) - 5]))
        for changed in sorted(new):
            yield block.change("dates", match.start(), text, changed)


def figures_of_claims(record: Record) -> Iterator[Mutation]:
    """A figure or date in what a claim says with another last digit."""
    said = [block for block in record.fields if block.field == "says"]
    for block, match in _in_blocks(said, _NUMBER):
        yield block.change("figures of claims", match.start(), match.group(), _other_digit(match.group(), -1))


def values(record: Record) -> Iterator[Mutation]:
    """A value, `when` or `due` of a claim with another last digit."""
    for block in record.fields:
        if block.path.startswith("sources/") and re.fullmatch(r"[\"\d\[\]./?~%,-]*\d[\"\d\[\]./?~%,-]*", block.text):
            yield block.change("values", 0, block.text, _other_digit(block.text, -1))


def events(record: Record) -> Iterator[Mutation]:
    """The date of an event with another year or day, as a span of centuries, or as a day of publication."""
    published = [
        front["published"]["date"] for front in record.fronts.values() if isinstance(front.get("published"), dict)
    ]
    for block in record.fields:
        if block.path.startswith("events/") and block.field == "when" and any(map(str.isdigit, block.text)):
            bare = [day for day in published if re.fullmatch(r"\d{4}-\d\d-\d\d", day)]
            others = [_other_digit(block.text, at) for at in ((-1,) if "/" in block.text else (-1, 3))]
            others += ['"1200/2099"', *(f'"{day}"' for day in bare)]
            for new in dict.fromkeys(others):
                if new != block.text:
                    yield block.change("events", 0, block.text, new)


def number_words(record: Record) -> Iterator[Mutation]:
    """A number word of the prose, in a sentence that cites, as another one."""
    for block in record.blocks:
        for start, sentence in block.sentences:
            for match in _WORDS.finditer(_MASK.sub(lambda m: " " * len(m.group()), sentence)):
                if "[@" in sentence:
                    yield block.change("number words", start + match.start(), match.group(), _other_word(match.group()))


def number_words_of_claims(record: Record) -> Iterator[Mutation]:
    """A number word in what a claim says as another one."""
    for block, match in _in_blocks([block for block in record.fields if block.field == "says"], _WORDS):
        yield block.change("number words of claims", match.start(), match.group(), _other_word(match.group()))


def _other_word(word: str) -> str:
    names = CARDINALS if word.lower() in CARDINALS else ORDINALS
    new = names[(names.index(word.lower()) + 3) % len(names)]
    return new.capitalize() if word[0].isupper() else new


def spelled_figures(record: Record) -> Iterator[Mutation]:
    """A small figure of the prose as a wrong number word: `72` of `six of 72` as `nine`."""
    for block, match in _in_blocks(map(_no_dates, record.blocks), _NUMBER):
        if match.group().isdigit() and int(match.group()) < 20:
            yield block.change("spelled figures", match.start(), match.group(), CARDINALS[int(match.group()) % 12])


def bounds(record: Record) -> Iterator[Mutation]:
    """`More than` as `fewer than`, `at least` as `at most`, and a bound before a figure that has none."""
    for block, match in _in_blocks(record.blocks, _BOUND):
        word = match.group().strip()
        yield block.change("bounds", match.start(), word, _BOUNDS.get(word, "at least"))
    for block, match in _in_blocks(map(_no_dates, record.blocks), _NUMBER):
        yield block.change("bounds", match.start(), match.group(), f"more than {match.group()}")


def percentages(record: Record) -> Iterator[Mutation]:
    """A figure as a percentage, or as so many thousand."""
    for block, match in _in_blocks(map(_no_dates, record.blocks), _NUMBER):
        for unit in (" percent", "%", " thousand"):
            yield block.change("percentages", match.start(), match.group(), match.group() + unit)


class Mention(NamedTuple):
    """A name in a sentence: `start` in its block, as written, with the slug of its page."""

    block: Block
    sentence: str
    start: int
    text: str
    slug: str
    voice: bool


def _mentions(record: Record, folder: str) -> Iterator[Mention]:
    titles = record.names(folder)
    spellings = {title: slug for slug, title in titles.items()}
    if folder == "people":
        spellings |= {title.split()[-1]: slug for slug, title in titles.items()}
    names = "|".join(map(re.escape, sorted(spellings, key=len, reverse=True)))
    link = r"\[\[(?:{folder}/)?(?P<slug>{slugs})(?:\|[^\]]*)?\]\]".format(folder=folder, slugs="|".join(titles))
    form = re.compile(rf"{link}|\b(?P<name>{names})\b")
    said = re.compile(rf",? (?:also )?(?:{SAID})\b")
    for block in record.blocks:
        for start, sentence in block.sentences:
            if "[@" not in sentence:
                continue
            cites = [(match.start(), match.end()) for match in re.finditer(r"\[@[^\]]*\]|\[\[[^\]]*\]\]", sentence)]
            for match in form.finditer(sentence):
                if match["name"] and any(a < match.start() < b for a, b in cites):
                    continue
                slug = match["slug"] or spellings[match["name"]]
                voice = bool(
                    re.search(r"(?i)\b(?:according to|in|told|by|of) (?:the )?$", sentence[: match.start()])
                    if folder == "organisations"
                    else re.search(r"(?i)\baccording to (?:the \w+ )?$", sentence[: match.start()])
                ) or bool(said.match(sentence, match.end()))
                yield Mention(block, sentence, start + match.start(), match.group(), slug, voice)


def _owners(record: Record, sentence: str) -> set[str]:
    """Slugs of those who assert or report the claims that a sentence cites."""
    keys = [key.strip() for mark in re.findall(r"\[@([^\]]*)\]", sentence) for key in mark.split(";")]
    owners: set[str] = set()
    for key in keys:
        slug = key.removeprefix("@").strip()
        source, claim = record.claims.get(slug, (slug.split(" ")[0], {}))
        front = record.fronts.get(f"sources/{source}.md", {})
        by = claim.get("by", [])
        said_by = [by] if isinstance(by, str) else by
        owners |= {
            str(name).rpartition("/")[2] for name in [*said_by, front.get("author"), front.get("outlet")] if name
        }
    return owners


def _exchanged(record: Record, folder: str, operator: str) -> Iterator[Mutation]:
    """Names of those who assert or report what is cited, exchanged for others who do not."""
    titles = record.names(folder)
    outlets = {str(front.get("outlet")) for front in record.fronts.values()}
    pool = [slug for slug in titles if folder == "people" or slug in outlets]
    chance = random.Random(operator)
    for mention in _mentions(record, folder):
        owners = _owners(record, mention.sentence)
        others = [slug for slug in pool if slug not in owners and slug != mention.slug]
        if mention.slug in owners and mention.voice and others:
            other = chance.choice(others)
            label = titles[other] if " " in mention.text or folder != "people" else titles[other].split()[-1]
            linked = f"[[{folder}/{other}|{label}]]" if mention.text.startswith("[[") else label
            yield mention.block.change(operator, mention.start - 0, mention.text, linked)


def speakers(record: Record) -> Iterator[Mutation]:
    """A person who says what is cited exchanged for another person, at `according to` or a verb of saying."""
    return _exchanged(record, "people", "speakers")


def outlets(record: Record) -> Iterator[Mutation]:
    """An outlet that reports what is cited exchanged for another outlet."""
    return _exchanged(record, "organisations", "outlets")


def strangers(record: Record) -> Iterator[Mutation]:
    """`According to` somebody without a page at the end of a sentence that cites."""
    for block in record.blocks:
        for start, sentence in block.sentences:
            match = re.search(r"\.?(?: ?\[@[^\]]*\])+\.?\s*$", sentence)
            if match and not block.text.startswith("|"):
                yield block.change("strangers", start + match.start(), "", ", according to John Smith")


def pairs(record: Record) -> Iterator[Mutation]:
    """Two figures of one sentence that cites two documents, exchanged."""
    for block in record.blocks:
        for start, sentence in block.sentences:
            sources = {
                cite.split("#")[0].strip(" @") for m in re.findall(r"\[@([^\]]*)\]", sentence) for cite in m.split(";")
            }
            masked = _MASK.sub(lambda match: " " * len(match.group()), sentence)
            found = [*re.finditer(rf"{_DATE.pattern}|{_NUMBER.pattern}", masked)]
            if len(sources) > 1 and len(found) > 1 and found[0].group() != found[-1].group():
                a, b = found[0], found[-1]
                old = sentence[a.start() : b.end()]
                yield block.change(
                    "pairs", start + a.start(), old, b.group() + sentence[a.end() : b.start()] + a.group()
                )


def citations(record: Record) -> Iterator[Mutation]:
    """A citation dropped from a sentence with a figure, or exchanged for a claim of another document."""
    chance = random.Random("citations")
    for block in record.blocks:
        for start, sentence in block.sentences:
            marks = [*_CITATION.finditer(sentence)]
            if len(marks) != 1 or not _NUMBER.search(_MASK.sub("", sentence)):
                continue
            mark = marks[0]
            yield block.change("citations", start + mark.start(), mark.group(), "")
            used = {cite.split("#")[0].strip(" @") for cite in mark.group().strip(" []").split(";")}
            others = [key for key, (source, _) in record.claims.items() if source not in used]
            if others:
                yield block.change("citations", start + mark.start(), mark.group(), f" [@{chance.choice(others)}]")


def terms(record: Record) -> Iterator[Mutation]:
    """A loaded term at the head of a block of prose or of what a claim says."""
    for number, block in enumerate([*record.blocks, *(b for b in record.fields if b.field == "says")]):
        lead = re.match(r"(?:[-*>|] ?|\d+\. |[\"'])*", block.text)
        if record.terms and lead:
            yield block.change("terms", lead.end(), "", f"{record.terms[number % len(record.terms)]} ")


def negations(record: Record) -> Iterator[Mutation]:
    """A negation left out. No machine can tell: counted to show it."""
    for block, match in _in_blocks(record.blocks, _NEGATION):
        yield block.change("negations", match.start(), match.group(), "")


OPERATORS: tuple[Operator, ...] = (
    figures, dates, figures_of_claims, values, events, number_words, number_words_of_claims, spelled_figures, bounds,
    percentages, speakers, outlets, strangers, pairs, citations, terms, negations,
)  # fmt: skip


def rounds(mutations: Iterable[Mutation]) -> Iterator[list[Mutation]]:
    """Mutations in rounds, of which each has one at most in a block."""
    waiting = list(mutations)
    for _ in count():
        if not waiting:
            return
        first = {(mutation.path, mutation.first): mutation for mutation in reversed(waiting)}
        yield list(first.values())
        chosen = set(map(id, first.values()))
        waiting = [mutation for mutation in waiting if id(mutation) not in chosen]


def apply(texts: dict[str, str], mutations: Iterable[Mutation]) -> dict[str, str]:
    """The texts that these mutations change."""
    changed: dict[str, str] = {}
    for mutation in sorted(mutations, key=lambda each: -each.start):
        text = changed.get(mutation.path, texts[mutation.path])
        end = mutation.start + len(mutation.old)
        assert text[mutation.start : end] == mutation.old, mutation
        changed[mutation.path] = text[: mutation.start] + mutation.new + text[end:]
    return changed
