"""Index of a dossier's names, in every spelling and script, to find them in texts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from sourcebook.model.dossier import Dossier, Entity, Source
from sourcebook.model.folding import fold
from sourcebook.model.names import ENTITY_FOLDERS, Key

CAPITAL = f"[{''.join(filter(str.isupper, map(chr, range(0x590))))}]"
"""Character class of capital letters, for patterns."""

_TOKEN = re.compile(r"[^\W_][\w\u0300-\u036f\u064b-\u065f]*")
_GAP = re.compile(r"[ ,.&\"“”'’-]{1,2}")
_SHORTEST_SURNAME = 4
_MIDDLE_NAMES = 3
_INITIAL = 2
_PARTICLES = frozenset("al bin bint da de del der di du el ibn la le van von".split())

Spelling = tuple[frozenset[str], ...]


class Token(NamedTuple):
    """A word of a text with its offsets. `readings`: its possible search keys."""

    start: int
    end: int
    text: str
    readings: frozenset[str]


class Mention(Struct, frozen=True):
    """A page's name in a document. `spelling`: as written; `at`: its first paragraph."""

    key: Key
    spelling: str
    at: int


class NameIndex:
    """Index of the names of all pages: titles, further names, spellings in documents.

    A surname that only one person has counts as a name too.
    """

    def __init__(self, dossier: Dossier | None) -> None:
        self._spellings: dict[str, list[tuple[Spelling, Key]]] = defaultdict(list)
        self._people: list[tuple[Spelling, Key]] = []
        self._slugs = Counter(key.slug for key in (dossier.pages if dossier else ()))
        surnames: dict[Spelling, set[Key]] = defaultdict(set)
        for text, key in _spellings(dossier) if dossier else ():
            spelling = tuple(token.readings for token in tokens(text))
            self._add(spelling, key)
            if key.folder == "people" and len(spelling) > 1:
                self._people.append((spelling, key))
                surnames[spelling[-1:]].add(key)
        for spelling, keys in surnames.items():
            if len(keys) == 1 and len(min(spelling[0])) >= _SHORTEST_SURNAME:
                self._add(spelling, *keys)

    def find(self, name: str) -> Key | None:
        """Page that has this name; None if there is none, or more than one."""
        words = tokens(name)
        keys = {key for size, key in self._at(words, 0) if size == len(words)} if words else set()
        return keys.pop() if len(keys) == 1 else None

    def reference(self, key: Key) -> str:
        """Name of a page for front matter: its slug if unique, else `folder/slug`."""
        return key.slug if self._slugs[key.slug] == 1 else str(key)

    def mentions(self, paragraphs: Iterable[str]) -> list[Mention]:
        """Find names of pages in paragraphs: each spelling once, in order of appearance."""
        seen: dict[tuple[Key, str], Mention] = {}
        for at, paragraph in enumerate(paragraphs, 1):
            for mention in self._in(paragraph, at):
                seen.setdefault((mention.key, mention.spelling), mention)
        return list(seen.values())

    def _add(self, spelling: Spelling, key: Key) -> None:
        for reading in spelling[0] if spelling else ():
            self._spellings[reading].append((spelling, key))

    def _in(self, paragraph: str, at: int) -> Iterator[Mention]:
        words = tokens(paragraph)
        n = 0
        while n < len(words):
            names = sorted(self._at(words, n)) if not words[n].text.islower() else []
            size, key = names[-1] if names else (0, None)
            if key and len({candidate for length, candidate in names if length == size}) == 1:
                part = words[n : n + size]
                if all(_are_one_name(paragraph, *pair) for pair in pairwise(part)):
                    yield Mention(key, _quoted(paragraph, part[0].start, part[-1].end), at)
                    n += size - 1
            n += 1

    def _at(self, words: list[Token], n: int) -> Iterator[tuple[int, Key]]:
        """All names that begin at a word: length in words, and page."""
        for reading in words[n].readings:
            for spelling, key in self._spellings[reading]:
                part = words[n : n + len(spelling)]
                if len(part) == len(spelling) and all(a.readings & b for a, b in zip(part, spelling, strict=True)):
                    yield len(spelling), key
        for spelling, key in self._people:
            if words[n].readings & spelling[0]:
                yield from ((size, key) for size in _with_middle_names(words, n, spelling[-1]))


def tokens(text: str) -> list[Token]:
    """Split a text into words, each with its offsets and its readings.

    A reading is a folded Latin spelling; an ambiguous letter gives several. Words without one are left out.
    """
    folded = ((match, fold(match.group())) for match in _TOKEN.finditer(text))
    return [Token(*match.span(), match.group(), frozenset(words[0])) for match, words in folded if words]


def _with_middle_names(words: list[Token], n: int, last: frozenset[str]) -> Iterator[int]:
    """Lengths in words of a name with middle names."""
    for size in range(2, _MIDDLE_NAMES + 3):
        if n + size > len(words) or not _may_stand_in_name(words[n + size - 1].text):
            return
        if words[n + size - 1].readings & last:
            yield size


def _are_one_name(paragraph: str, word: Token, next_word: Token) -> bool:
    """True if two words can be of one name.

    A full stop between them must end an initial, not a sentence.
    """
    gap = paragraph[word.end : next_word.start]
    return _GAP.fullmatch(gap) is not None and ("." not in gap or len(word.text) <= _INITIAL or " " not in gap)


def _quoted(paragraph: str, start: int, end: int) -> str:
    """A name, with the quotation mark before or after it that pairs with one inside."""
    if paragraph.count('"', start, end) % 2:
        end += paragraph[end : end + 1] == '"'
    if paragraph.count('"', start, end) % 2:
        start -= paragraph[start - 1 : start] == '"'
    return paragraph[start:end]


def _may_stand_in_name(word: str) -> bool:
    return not word.islower() or word in _PARTICLES


def _spellings(dossier: Dossier) -> Iterator[tuple[str, Key]]:
    for page in dossier.pages.values():
        if isinstance(page.matter, Entity) and page.key.folder in ENTITY_FOLDERS:
            record = page.matter.record
            also = [record.also.rpartition(":")[2]] if record.also else []
            yield from ((text, page.key) for text in (page.title, *also, *(name.text for name in record.names)))
        if isinstance(page.matter, Source):
            recorded = ((named.record.spelling, named.who) for named in page.matter.names)
            yield from ((text, key) for text, key in recorded if text and not text[:1].islower())
