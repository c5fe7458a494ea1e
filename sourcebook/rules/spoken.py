"""Sentences as they are read: their text with the titles of what they link, and who is named in it."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from sourcebook.model.blocks import Sentence
from sourcebook.model.dossier import Page
from sourcebook.model.edges import target_page
from sourcebook.model.language import Language
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.problem import Place
from sourcebook.model.reader import Reader

SPEAKERS = ("people", "organisations", "places")


LONG_WORD = re.compile(r"\w{5,}")


def long_words(text: str) -> list[str]:
    """Words of five letters and more, in small letters."""
    return LONG_WORD.findall(text.casefold())


def contains_name(text: str, name: str) -> bool:
    """True if a text has a name as words of their own, not as part of another word."""
    start = text.find(name)
    while start >= 0 and (text[start - 1 : start].isalnum() or text[start + len(name) :][:1].isalnum()):
        start = text.find(name, start + 1)
    return start >= 0


class Mention(NamedTuple):
    """A name in a sentence, from `start` to `end` of its text, and the page that it is the name of.

    `says`: True if the words around it make it the name of a speaker.
    """

    start: int
    end: int
    key: Key
    says: bool


class Names:
    """Names of all speakers of a dossier, and the words that make a name that of a speaker."""

    def __init__(self, dossier: Reader, language: Language) -> None:
        self._keys: dict[str, Key] = {}
        for folder in SPEAKERS:
            for key, title in dossier.titles(folder):
                self._keys[title] = key
                if folder == "people":
                    self._keys.setdefault(title.split()[-1], key)
        names = "|".join(map(re.escape, sorted(self._keys, key=len, reverse=True)))
        attributed, sayings, own = (
            "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or r"(?!)"
            for words in (language.attributed, language.sayings, language.own)
        )
        self.pattern = re.compile(rf"\b(?:{names})\b(?! [A-Z])" if names else r"(?!)")
        words = rf"(?: (?!(?:{own})\b)[\w’-]+){{0,4}}?"
        self.before = re.compile(rf"(?:\b(?:{attributed}){words}|”,? (?:{sayings})) $", re.IGNORECASE)
        self.after = re.compile(rf"(?:’s \w+)?(?:, [^,.;:]{{1,80}},)?(?: (?:also|then|only|itself))? (?:{sayings})\b")
        self.document = re.compile(rf"\b(?:{own}|{attributed})", re.IGNORECASE)
        self.stranger = re.compile(rf"\b(?i:{attributed}) (?P<name>[A-Z][\w.’-]*[\w](?: [A-Z][\w.’-]*\w)*)")

    def key_of(self, name: str) -> Key:
        """Page of a name that the pattern matches."""
        return self._keys[name]


class Spoken:
    """A sentence with labels or titles in place of links."""

    def __init__(self, dossier: Reader, page: Page, sentence: Sentence, names: Names) -> None:
        self.page, self.sentence, self._names = page, sentence, names
        self._dossier = dossier
        self.text, self._pieces = _joined(dossier, page, sentence)

    @cached_property
    def _links(self) -> list[tuple[int, int, Key]]:
        """Spans of links, with their pages."""
        ends = [piece.start for piece in self._pieces[1:]] + [len(self.text)]
        return [
            (piece.start, end, target_page(target))
            for piece, end in zip(self._pieces, ends, strict=True)
            for target in piece.targets
            if not piece.is_citation
        ]

    def place(self, offset: int) -> Place:
        """Place in the file of an offset of the text."""
        piece = next(piece for piece in reversed(self._pieces) if piece.start <= offset)
        return self.sentence.place(piece.at + min(offset - piece.start, piece.length))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Everyone named, in the order of the text."""
        linked = [(start, end, key) for start, end, key in self._links if key.folder in (*SPEAKERS, "sources")]
        plain = [
            (match.start(), match.end(), self._names.key_of(match.group()))
            for match in self._names.pattern.finditer(self.text)
        ]
        free = [span for span in plain if not any(a < span[1] and span[0] < b for a, b, _ in self._links)]
        return tuple(Mention(*span, self._says(*span[:2])) for span in sorted({*linked, *free}))

    @property
    def named(self) -> set[Key]:
        """Pages of everyone named."""
        return {mention.key for mention in self.mentions}

    @property
    def documents(self) -> set[Key]:
        """Documents that the sentence links or cites a paragraph of, and their makers."""
        targets = {
            target_page(target) for target in self.page.targets(self.sentence) if not isinstance(target, ClaimKey)
        }
        sources = [key for key in targets if key.folder == "sources"]
        return {*sources, *(who for key in sources for who in self._dossier.origins(key))}

    def cited_around(self, start: int) -> tuple[set[ClaimKey], set[ClaimKey]]:
        """Claims cited before an offset, and those of the first citation after it."""
        cites = [(piece.start, piece.targets) for piece in self._pieces if piece.is_citation]
        before = {target for at, targets in cites for target in targets if at <= start}
        after = next((targets for at, targets in cites if at > start), ())
        return {key for key in before if isinstance(key, ClaimKey)}, {key for key in after if isinstance(key, ClaimKey)}

    def strangers(self) -> Iterator[tuple[int, str]]:
        """Names that are said to speak and are those of no page, each with its offset."""
        for match in self._names.stranger.finditer(self.text):
            if not self.is_named(*match.span("name")):
                yield match.start("name"), match["name"]

    def is_named(self, start: int, end: int) -> bool:
        """True if a span of the text is part of a name or link."""
        spans = [(mention.start, mention.end) for mention in self.mentions] + [(a, b) for a, b, _ in self._links]
        return any(a < end and start < b for a, b in spans)

    def _says(self, start: int, end: int) -> bool:
        before = self._names.before.search(self.text, max(0, start - 60), start)
        return before is not None or self._names.after.match(self.text, end) is not None


class _Piece(NamedTuple):
    """A piece of a sentence: `start` in the text as read and `at` in the text with labels alone, of `length` there."""

    start: int
    at: int
    length: int
    targets: tuple[Target, ...] = ()
    is_citation: bool = False


def _joined(dossier: Reader, page: Page, sentence: Sentence) -> tuple[str, list[_Piece]]:
    """Text of a sentence with the titles of links without a label, and its pieces."""
    text, at, pieces = "", 0, []
    for piece in sentence.pieces:
        if isinstance(piece, str):
            pieces.append(_Piece(len(text), at, len(piece)))
            text += piece
        else:
            label, targets = piece.label or "", page.resolve(piece)
            pieces.append(_Piece(len(text), at, len(label), targets, piece.kind != "link"))
            shown = targets if piece.kind == "link" else ()
            text += label or " ".join(dossier.title(target_page(target)) for target in shown)
        at += pieces[-1].length
    return text, pieces
