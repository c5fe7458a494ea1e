"""Compares source pages with the documents they describe.

Digests, numbers of paragraphs, words of claims, spellings, figures.
"""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sourcebook.desk.imports.article import RefusedError
from sourcebook.desk.imports.decoding import MOST_BYTES, UnknownEncodingError, decode_saved
from sourcebook.desk.imports.formats import pages_of_pdf
from sourcebook.model.characters import visible
from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.entry import FieldPath
from sourcebook.model.places import Unit
from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.reading import read_file
from sourcebook.rules.backing import backed
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures
from sourcebook.rules.numbers import claim_figures

_READ = (".txt", ".csv", ".pdf")
_MARKS = frozenset("\"'`´‘’‚‛“”„‟«»‹›ʻʼʽˮ′″‵‶〝〞〟「」『』")
_HYPHENS = frozenset("-⁃−֊־")
_SPACED = re.compile(r" ?(['-])(?: ?\1)* ?")
_DOTS = re.compile(r"\.(?: ?\.)+")
_UNSEEN = "\u0640"
"""Arabic tatweel, which lengthens a word."""
_KEPT = ("<super>", "<sub>", "<fraction>")
"""Variants of signs that say something else than the plain sign."""
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011] $")
"""Hyphen that parts a word at the end of a line."""


def verify(dossier: Dossier, folder: Path) -> list[Problem]:
    """Compare all source pages with the documents in `folder`. Returns differences.

    Documents are identified by their SHA-256. Words are compared as `fold` normalises them.
    """
    if not folder.is_dir():
        return [Problem(str(folder), START, "ORIGINAL", "there is no such folder", "name the documents' folder")]
    found = sorted(path for path in folder.iterdir() if path.suffix in _READ)
    documents = [read_file(path, str(path), MOST_BYTES, folder) for path in found]
    files = {hashlib.sha256(data).hexdigest(): data for data in documents if isinstance(data, bytes)}
    return [data for data in documents if isinstance(data, Problem)] + [
        problem
        for page in dossier.pages.values()
        if isinstance(page.matter, Source)
        for problem in _Document(dossier, page, page.matter, files).problems()
    ]


def _decoded(data: bytes) -> str:
    try:
        saved = decode_saved(data)
    except UnknownEncodingError:
        saved = None
    return unicodedata.normalize("NFC", saved.text if saved else data.decode("utf-8", "replace"))


def parts_of(data: bytes, unit: Unit) -> list[str]:
    """Texts of the paragraphs, pages or rows of a document; of sections and recordings the whole text.

    Pages of a text end with a form feed. Raises RefusedError for a PDF that cannot be read.
    """
    pages = pages_of_pdf(data) if data.startswith(b"%PDF") else _decoded(data).split("\f")
    match unit:
        case "page":
            return pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages
        case "row":
            return [", ".join(row) for row in csv.reader("\n".join(pages).splitlines())][1:]
        case "paragraph":
            return paragraphs("\n".join(pages))
    return ["\n".join(pages)]


def paragraphs(text: str) -> list[str]:
    """Split a document into its non-empty lines; the first is paragraph 1."""
    return [line.strip() for line in text.splitlines() if visible(line).strip()]


def fold(text: str) -> str:
    """Normalise a text for comparison.

    Case, blanks, kinds of quotation marks and dashes, ligatures, composed letters and invisible characters are as good
    as each other.
    """
    signs = map(_fold_sign, unicodedata.normalize("NFC", visible(text)))
    plain = unicodedata.normalize("NFC", "".join(signs).casefold())
    return _DOTS.sub("...", _SPACED.sub(r"\1", " ".join(plain.split()))).strip()


def _fold_sign(sign: str) -> str:
    if sign in _MARKS:
        return "'"
    if sign in _HYPHENS or unicodedata.category(sign) == "Pd":
        return "-"
    if sign == _UNSEEN:
        return ""
    return sign if unicodedata.decomposition(sign).startswith(_KEPT) else unicodedata.normalize("NFKC", sign)


class _Document:
    def __init__(self, dossier: Dossier, page: Page, source: Source, files: Mapping[str, bytes]) -> None:
        self.dossier, self.page, self.source = dossier, page, source
        self.language = dossier.tables.settings.language
        self.unit = source.record.unit
        self.data = files.get(source.record.sha256)

    def problems(self) -> Iterator[Problem]:
        if self.data is None:
            yield self._problem(("file",), "no document in the folder has this sha256", "is it another edition?")
            return
        try:
            lines = parts_of(self.data, self.unit)
        except RefusedError as error:
            yield self._problem(("file",), error.message, error.hint)
            return
        if self.unit in ("section", "second"):
            lines *= self.source.record.extent + 1
        elif len(lines) != self.source.record.extent:
            yield self._problem(("file",), f"the document has {len(lines)} {self.unit}s", f"correct `{self.unit}s`")
            return
        yield from self._words(lines)
        if self.unit != "paragraph":
            return
        yield from self._passages(lines)
        if self.page.entry.path not in self.dossier.gaps.unread:
            yield from self._digits(lines)

    def _words(self, lines: list[str]) -> Iterator[Problem]:
        for field, words, at in self._quotations():
            if not _stands(words, [lines[number - 1] for number in at]):
                others = [number for number, line in enumerate(lines, 1) if _stands(words, [line])]
                hint = f"it is in {self.unit} {others[0]}: correct `at`" if others else "copy it letter by letter"
                yield self._problem(field, f"'{words}' is not in the {self.unit}", hint)

    def _passages(self, lines: list[str]) -> Iterator[Problem]:
        """Problems of claims whose words, from the first to the last, lead to another place of the document."""
        text = "\n".join(map(fold, lines))
        for claim in self.source.record.claims:
            starts = [text.find(fold(words), text.find(fold(lines[claim.at.first - 1]))) for words in claim.words]
            if -1 in starts:
                continue
            if starts != sorted(starts):
                hint = "write them in the order of the text"
                yield self._problem(("claims", claim.id, "words"), "the words are out of order", hint)
            elif text.count(fold(claim.words[0])) > 1 and text.find(fold(claim.words[0])) < starts[0]:
                hint = "begin with words that stand nowhere before"
                message = f"'{claim.words[0]}' leads to an earlier place of the document"
                yield self._problem(("claims", claim.id, "words", 0), message, hint)

    def _quotations(self) -> Iterator[tuple[FieldPath, str, tuple[int, ...]]]:
        """Words of claims and spellings of names.

        Field, text, and the paragraphs that should have it.
        """
        for claim in self.source.record.claims:
            yield from (
                (("claims", claim.id, "words", n), words, claim.at.numbers) for n, words in enumerate(claim.words)
            )
        for n, name in enumerate(self.source.record.names):
            yield ("names", n, "as"), name.spelling or "", name.at.numbers

    def _digits(self, lines: list[str]) -> Iterator[Problem]:
        skipped = {number for skip in self.source.record.skip for number in skip.at.numbers}
        for number, paragraph in enumerate(lines, 1):
            claims = [claim for claim in self.source.claims if number in claim.record.at.numbers]
            day = self.source.record.published.date
            carried = [figure for claim in claims for figure in claim_figures(claim, day, self.language)]
            for figure in figures(visible(paragraph), self.language) if number not in skipped else ():
                if not backed(carried, figure) and not backed(carried, self._unwrapped(lines, number, figure)):
                    message = f"no claim carries '{figure.text}' of paragraph {number}"
                    yield self._problem(("claims",), message, "write the claim that has it")

    def _unwrapped(self, lines: list[str], number: int, figure: Figure) -> Figure:
        """A figure that goes on in the line before or behind; itself if it does not."""
        before = visible(_unwrap(lines[max(number - 2, 0) : number - 1]))
        start = len(before) + figure.start
        joined = figures(before + visible(_unwrap(lines[number - 1 : number + 1])), self.language)
        return next((whole for whole in joined if whole.start <= start < whole.start + len(whole.text)), figure)

    def _problem(self, field: FieldPath, message: str, hint: str) -> Problem:
        place: Place = self.page.entry.place(*field)
        return Problem(self.page.entry.path, place, "ORIGINAL", message, hint)


def _stands(words: str, lines: Sequence[str]) -> bool:
    """True if words stand in lines, of which one may go on in the next."""
    wanted = fold(words)
    return wanted in fold(" ".join(lines)) or wanted in fold(_unwrap(lines))


def _unwrap(lines: Sequence[str]) -> str:
    """Join lines, and the parts of words that a hyphen parts at the end of a line."""
    return "".join(_BROKEN.sub("", f"{line} ") for line in lines)
