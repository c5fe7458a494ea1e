"""The names of a dossier in all spellings, found in a document whatever its script."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from sourcebook.model.dossier import Dossier, Entity, Source
from sourcebook.model.folding import fold
from sourcebook.model.names import ENTITY_FOLDERS, Key

CAPITAL = f"[{''.join(filter(str.isupper, map(chr, range(0x590))))}]"
"""A capital letter of a script that has them, for patterns."""

_TOKEN = re.compile(r"[^\W_][\w\u0300-\u036f\u064b-\u065f]*")
_GAP = re.compile(r"[ ,.&\"“”'’-]{1,2}")
_SHORT = 4
_BETWEEN = 3
_INITIAL = 2
_PARTICLES = frozenset("al bin bint da de del der di du el ibn la le van von".split())

Spelling = tuple[frozenset[str], ...]


class Token(NamedTuple):
    """A word of a paragraph: where it stands, and all readings of its folded form."""

    start: int
    end: int
    text: str
    readings: frozenset[str]


class Mention(Struct, frozen=True):
    """Somebody's name in a document, spelt as there, and the paragraph in which that spelling first stands."""

    who: Key
    spelling: str
    at: int


class Directory:
    """Titles, second names, names in other languages, and every spelling that a document was found to use."""

    def __init__(self, dossier: Dossier | None) -> None:
        self._spellings: dict[str, list[tuple[Spelling, Key]]] = defaultdict(list)
        self._people: list[tuple[Spelling, Key]] = []
        self._slugs: dict[str, int] = defaultdict(int)
        surnames: dict[Spelling, set[Key]] = defaultdict(set)
        for text, key in _names(dossier) if dossier else ():
            spelling = tuple(token.readings for token in tokens(text))
            self._add(spelling, key)
            if key.folder == "people" and len(spelling) > 1:
                self._people.append((spelling, key))
                surnames[spelling[-1:]].add(key)
        for spelling, keys in surnames.items():
            if len(keys) == 1 and len(min(spelling[0])) >= _SHORT:
                self._add(spelling, *keys)
        for key in dossier.pages if dossier else ():
            self._slugs[key.slug] += 1

    def who(self, name: str) -> Key | None:
        """Whose name this is, whole; None if nobody's or that of several."""
        words = tokens(name)
        found = {key for size, key in self._at(words, 0) if size == len(words)} if words else set()
        return found.pop() if len(found) == 1 else None

    def written(self, key: Key) -> str:
        """A page's name as front matter may have it."""
        return key.slug if self._slugs[key.slug] == 1 else str(key)

    def mentions(self, paragraphs: Iterable[str]) -> list[Mention]:
        """Every spelling of every name that stands in the paragraphs, once each, in their order."""
        seen: dict[tuple[Key, str], Mention] = {}
        for at, paragraph in enumerate(paragraphs, 1):
            for mention in self._in(paragraph, at):
                seen.setdefault((mention.who, mention.spelling), mention)
        return list(seen.values())

    def _add(self, spelling: Spelling, key: Key) -> None:
        for reading in spelling[0] if spelling else ():
            self._spellings[reading].append((spelling, key))

    def _in(self, paragraph: str, at: int) -> Iterator[Mention]:
        words = tokens(paragraph)
        n = 0
        while n < len(words):
            found = sorted(self._at(words, n)) if not words[n].text.islower() else []
            size, key = found[-1] if found else (0, None)
            if key and len({other for length, other in found if length == size}) == 1:
                part = words[n : n + size]
                if all(_belong_together(paragraph, *pair) for pair in pairwise(part)):
                    yield Mention(key, _quoted(paragraph, part[0].start, part[-1].end), at)
                    n += size - 1
            n += 1

    def _at(self, words: list[Token], n: int) -> Iterator[tuple[int, Key]]:
        """Lengths in words, and whose the name is, of all names that begin at a word."""
        for reading in words[n].readings:
            for spelling, key in self._spellings[reading]:
                part = words[n : n + len(spelling)]
                if len(part) == len(spelling) and all(a.readings & b for a, b in zip(part, spelling, strict=True)):
                    yield len(spelling), key
        for spelling, key in self._people:
            if words[n].readings & spelling[0]:
                yield from ((size, key) for size in _with_more_between(words, n, spelling[-1]))


def tokens(text: str) -> list[Token]:
    """The words of a text, folded."""
    found = ((match, fold(match.group())) for match in _TOKEN.finditer(text))
    return [Token(match.start(), match.end(), match.group(), frozenset(words[0])) for match, words in found if words]


def _with_more_between(words: list[Token], n: int, last: frozenset[str]) -> Iterator[int]:
    """Lengths of a name that has further names between its first and its last."""
    for size in range(2, _BETWEEN + 3):
        if n + size > len(words) or not _may_stand_in_name(words[n + size - 1].text):
            return
        if words[n + size - 1].readings & last:
            yield size


def _belong_together(paragraph: str, one: Token, next_one: Token) -> bool:
    """Whether two words can be of one name: a full stop between them ends an initial, not a sentence."""
    gap = paragraph[one.end : next_one.start]
    return _GAP.fullmatch(gap) is not None and ("." not in gap or len(one.text) <= _INITIAL or " " not in gap)


def _quoted(paragraph: str, start: int, end: int) -> str:
    """A name with the quotation mark that closes or opens what is quoted in it."""
    if paragraph.count('"', start, end) % 2:
        end += paragraph[end : end + 1] == '"'
    if paragraph.count('"', start, end) % 2:
        start -= paragraph[start - 1 : start] == '"'
    return paragraph[start:end]


def _may_stand_in_name(word: str) -> bool:
    return not word.islower() or word in _PARTICLES


def _names(dossier: Dossier) -> Iterator[tuple[str, Key]]:
    for page in dossier.pages.values():
        if isinstance(page.matter, Entity) and page.key.folder in ENTITY_FOLDERS:
            record = page.matter.record
            also = [record.also.rpartition(":")[2]] if record.also else []
            yield from ((text, page.key) for text in (page.title, *also, *(name.text for name in record.names)))
        if isinstance(page.matter, Source):
            spelt = ((named.record.spelling, named.who) for named in page.matter.names)
            yield from ((text, who) for text, who in spelt if text and not text[:1].islower())
