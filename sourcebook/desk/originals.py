"""Compares source pages with the documents they describe.

Digests, numbers of paragraphs, words of claims, spellings, figures.
"""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sourcebook.desk.decoding import MOST_BYTES
from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.reading import read_file
from sourcebook.model.record import FieldPath
from sourcebook.rules.backing import backed
from sourcebook.rules.figures import figures
from sourcebook.rules.numbers import claim_figures

_FOLDS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u202f": " "}
)


def verify(dossier: Dossier, folder: Path) -> list[Problem]:
    """Compare all source pages with the documents in `folder`. Returns differences.

    Documents are text files, identified by their SHA-256. Words are compared regardless of case and of the kind of
    quotes, dashes and spaces.
    """
    if not folder.is_dir():
        return [Problem(str(folder), START, "ORIGINAL", "there is no such folder", "name the documents' folder")]
    documents = [read_file(path, str(path), MOST_BYTES, folder) for path in sorted(folder.glob("*.txt"))]
    texts = {
        hashlib.sha256(data).hexdigest(): data.decode("utf-8-sig", "replace")
        for data in documents
        if isinstance(data, bytes)
    }
    return [data for data in documents if isinstance(data, Problem)] + [
        problem
        for page in dossier.pages.values()
        if isinstance(page.matter, Source)
        for problem in _Document(dossier, page, page.matter, texts).problems()
    ]


def paragraphs(text: str) -> list[str]:
    """Split a document into its non-empty lines; the first is paragraph 1."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def fold(text: str) -> str:
    """Normalise a text for comparison: case, spaces, kinds of quotes and dashes."""
    return " ".join(text.translate(_FOLDS).casefold().split())


class _Document:
    def __init__(self, dossier: Dossier, page: Page, source: Source, texts: Mapping[str, str]) -> None:
        self.dossier, self.page, self.source = dossier, page, source
        self.language = dossier.tables.settings.language
        self.text = texts.get(source.record.sha256)

    def problems(self) -> Iterator[Problem]:
        if self.text is None:
            yield self._problem(("file",), "no document in the folder has this sha256", "is it another edition?")
            return
        lines = paragraphs(self.text)
        if len(lines) != self.source.record.paragraphs:
            yield self._problem(("file",), f"the document has {len(lines)} paragraphs", "correct `paragraphs`")
            return
        yield from self._words(lines)
        yield from self._digits(lines)

    def _words(self, lines: list[str]) -> Iterator[Problem]:
        for field, words, at in self._quotations():
            if fold(words) not in fold(" ".join(lines[number - 1] for number in at)):
                yield self._problem(field, f"'{words}' is not in the paragraph", "copy it letter by letter")

    def _quotations(self) -> Iterator[tuple[FieldPath, str, tuple[int, ...]]]:
        """Words of claims and spellings of names.

        Field, text, and the paragraphs that should have it.
        """
        for claim in self.source.record.claims:
            yield from ((("claims", claim.id, "words", n), words, claim.at) for n, words in enumerate(claim.words))
        for n, name in enumerate(self.source.record.names):
            yield ("names", n, "as"), name.spelling or "", name.at

    def _digits(self, lines: list[str]) -> Iterator[Problem]:
        skipped = {number for skip in self.source.record.skip for number in skip.at}
        for number, paragraph in enumerate(lines, 1):
            claims = [claim for claim in self.source.claims if number in claim.record.at]
            day = self.source.record.published.date
            carried = [figure for claim in claims for figure in claim_figures(claim, day, self.language)]
            for figure in figures(paragraph, self.language) if number not in skipped else ():
                if not backed(carried, figure):
                    message = f"no claim carries '{figure.text}' of paragraph {number}"
                    yield self._problem(("claims",), message, "write the claim that has it")

    def _problem(self, field: FieldPath, message: str, hint: str) -> Problem:
        place: Place = self.page.entry.place(*field)
        return Problem(self.page.entry.path, place, "ORIGINAL", message, hint)
