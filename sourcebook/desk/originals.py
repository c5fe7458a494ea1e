"""The record held to the documents themselves: digests, paragraphs, words, spellings, digits."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.problem import START, Place, Problem
from sourcebook.model.record import FieldPath
from sourcebook.rules.figures import backed, figures
from sourcebook.rules.numbers import claim_figures

_FOLDS = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "\u00a0": " ", "\u202f": " "}
)


def verify(dossier: Dossier, folder: Path) -> list[Problem]:
    """What of the record does not agree with the documents in `folder`, which are found by their digest.

    Quotes, dashes, no-break spaces and case are folded before words are compared.
    """
    if not folder.is_dir():
        return [Problem(str(folder), START, "ORIGINAL", "there is no such folder", "name the documents' folder")]
    documents = [path.read_bytes() for path in sorted(folder.glob("*.txt"))]
    texts = {hashlib.sha256(data).hexdigest(): data.decode("utf-8-sig", "replace") for data in documents}
    return [
        problem
        for page in dossier.pages.values()
        if isinstance(page.matter, Source)
        for problem in _Document(dossier, page, page.matter, texts).problems()
    ]


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of a document; the first is paragraph 1."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def fold(text: str) -> str:
    """A text as it is compared."""
    return " ".join(text.translate(_FOLDS).casefold().split())


class _Document:
    def __init__(self, dossier: Dossier, page: Page, source: Source, texts: Mapping[str, str]) -> None:
        self.dossier, self.page, self.source = dossier, page, source
        self.text = texts.get(source.record.sha256)

    def problems(self) -> Iterator[Problem]:
        if self.text is None:
            yield self._problem(("file",), "no document in the folder has this sha256", "is it another edition?")
            return
        found = paragraphs(self.text)
        if len(found) != self.source.record.paragraphs:
            yield self._problem(("file",), f"the document has {len(found)} paragraphs", "mend `paragraphs`")
            return
        yield from self._words(found)
        yield from self._names(found)
        yield from self._digits(found)

    def _words(self, found: list[str]) -> Iterator[Problem]:
        for claim in self.source.record.claims:
            text = fold(" ".join(found[number - 1] for number in claim.at))
            for n, words in enumerate(claim.words):
                if fold(words) not in text:
                    field = ("claims", claim.id, "words", n)
                    yield self._problem(field, f"'{words}' does not stand in the paragraph", "copy it letter by letter")

    def _names(self, found: list[str]) -> Iterator[Problem]:
        for n, name in enumerate(self.source.record.names):
            text = fold(" ".join(found[number - 1] for number in name.at))
            if name.spelling and fold(name.spelling) not in text:
                message = f"'{name.spelling}' does not stand in the paragraph"
                yield self._problem(("names", n, "as"), message, "copy it letter by letter")

    def _digits(self, found: list[str]) -> Iterator[Problem]:
        skipped = {number for skip in self.source.record.skip for number in skip.at}
        for number, paragraph in enumerate(found, 1):
            claims = [claim for claim in self.source.claims if number in claim.record.at]
            carried = [figure for claim in claims for figure in claim_figures(claim, self.source.record.published.date)]
            for figure in figures(paragraph) if number not in skipped else ():
                if not backed(carried, figure):
                    message = f"no claim carries '{figure.text}' of paragraph {number}"
                    yield self._problem(("claims",), message, "write the claim that has it")

    def _problem(self, field: FieldPath, message: str, hint: str) -> Problem:
        place: Place = self.page.entry.place(*field)
        return Problem(self.page.entry.path, place, "ORIGINAL", message, hint)
