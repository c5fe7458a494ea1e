"""Draft of a source page: front matter generated from an article's metadata.

Comments say what the editor has to fill in.
"""

import datetime
import re
from collections.abc import Iterator

from msgspec import Struct

from sourcebook.desk.imports.article import Article, Extract
from sourcebook.desk.name_index import CAPITAL, NameIndex, tokens
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import clean, comment, row, scalar
from sourcebook.model.language import language_of
from sourcebook.model.places import EXTENTS
from sourcebook.rules.figures import figures
from sourcebook.schema.pages import RESERVED

NOBODY = "none"
_MOST_NAMES = 24
_DIGITS = re.compile(r"\b\w*\d[\w.,]*\w|\d")
_WORD = rf"{CAPITAL}(?:\.|[\w'’-]*)"
_RUN = re.compile(rf"{_WORD}(?:(?: (?:bin|da|de|der|ibn|of|van|von))? {_WORD})+")
_OPENERS = frozenset(
    "a after all also an and as at before but by during following for from he her his if in it its last moreover new no"
    " on our over she since the their then there these they this to under when while with".split()
)


class Provenance(Struct, frozen=True):
    """Origin of an imported document.

    `file`: name of the imported file; `original`: name of its copy; `digest`: SHA-256 of the copy; `today`: day of
    import.
    """

    file: str
    original: str
    digest: str
    today: datetime.date


class Draft(Struct, frozen=True):
    """Text of a draft page, and a report for its editor.

    `facts`: for each metadata field a few words, or "open". `open`: questions. `missing`: kind and name of pages that
    the draft refers to and that do not exist.
    """

    text: str
    facts: dict[str, str]
    open: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def draft_of(article: Article, provenance: Provenance, names: NameIndex) -> Draft:
    """Write a draft page that passes the schema.

    Of the document's sentences it contains only the headline.
    """
    writer = _Writer(article, provenance, names)
    lines = ["---", *writer.fields(), *writer.open_questions(), *writer.paragraphs_without_claim(), "---", ""]
    return Draft("\n".join(lines), writer.facts(), tuple(writer.open), tuple(writer.missing))


class _Writer:
    def __init__(self, article: Article, provenance: Provenance, names: NameIndex) -> None:
        self.article, self.provenance, self.names = article, provenance, names
        self.paragraphs = dict(enumerate(map(clean, article.paragraphs), 1))
        self.figures = {at: texts for at, text in self.paragraphs.items() if (texts := _figures(text))}
        self.mentions = names.mentions(article.paragraphs)
        self.unit, (self.extent, *_) = article.unit, [name for name, unit in EXTENTS.items() if unit == article.unit]
        self.missing: list[tuple[str, str]] = []
        authors = [self._reference("author", "person", author) for author in article.authors]
        self.author = ", ".join(dict.fromkeys(filter(None, authors)))
        self.outlet = self._reference("outlet", "organisation", article.outlet)
        self.agency = self._reference("relies_on", "organisation", article.agency)
        self.open = list(self._questions())

    def fields(self) -> Iterator[str]:
        """Front matter, line by line."""
        article, date, today = self.article, self.article.date, self.provenance.today
        headline = clean(article.headline.text) if article.headline else ""
        in_hand = article.saved or today
        yield from comment("The page's own name; the headline, or the name of the file, until you give a better one.")
        yield f"title: {scalar(headline or f'Document {self.provenance.original}')}"
        yield "draft: true"
        if self.unit == "row":
            yield "kind: dataset"
        yield f"headline: {scalar(headline) if headline and headline != NOBODY else NOBODY}"
        yield f"author: {f'[{self.author}]' if ',' in self.author else self.author or NOBODY}"
        yield f"outlet: {self.outlet or NOBODY}"
        if self.agency:
            yield f"relies_on: {self.agency}"
        yield "published:"
        yield f'  date: "{date.day if date else f"[..{in_hand}]"}"'
        yield f"  basis: {date.basis if date else 'inferred'}"
        yield f"  why: {scalar(date.why if date else f'The document has no date; it was in hand on {in_hand}.')}"
        yield f"obtained: {scalar(self._obtained())}"
        yield f"file: {row([('sha256', self.provenance.digest), (self.extent, len(article.paragraphs))])}"
        if article.address:
            yield f"address: {scalar(article.address)}"
        yield from ["skip:"] if article.skip else []
        yield from (f"  - {row([('at', at), ('why', why)])}" for at, why in sorted(article.skip.items()))
        yield from ["names:"] if self.mentions else []
        for mention in self.mentions:
            who = self.names.reference(mention.key)
            yield f"  - {row([('who', who), ('as', mention.spelling), ('at', mention.at)])}"

    def _obtained(self) -> str:
        """How the document came into the collection, in a sentence."""
        article = self.article
        encoding = "" if article.encoding == "utf-8" else f", which was read as {article.encoding}"
        told = (("published at", article.address), ("archived at", article.archived), ("saved on", article.saved))
        origin = "; ".join(f"{how} {value}" for how, value in told if value)
        place = f" ({origin})" if origin else ""
        return clean(f"Imported on {self.provenance.today} from the file {self.provenance.file}{encoding}{place}.")

    def open_questions(self) -> Iterator[str]:
        """Comments that list what the editor has to decide."""
        yield from comment("Left open:") if self.open else ()
        for question in self.open:
            yield from comment(f"- {question}")

    def paragraphs_without_claim(self) -> Iterator[str]:
        """Comments that list the paragraphs that need a claim, and show how to write one."""
        skip = self.article.skip
        figures_at = {at: texts for at, texts in self.figures.items() if at not in skip}
        rest = [str(at) for at in self.paragraphs if at not in figures_at and at not in skip]
        needed = "Every paragraph needs a claim, or a reason to skip it. These have figures, which need claims:"
        yield from comment(
            needed if self.unit == "paragraph" else f"Each {self.unit} that pages rest on needs a claim."
        )
        for at, texts in figures_at.items() if self.unit != "row" else ():
            yield from comment(f"- {self.unit} {at}: {', '.join(texts)}")
        if rest and self.unit == "paragraph":
            yield from comment(f"These have none: {', '.join(rest)}.")
        yield "#claims:"
        yield "#  name-of-the-claim:"
        first = next(iter(figures_at), 1)
        for line in (f"at: {first}", "by: article", "says: …", "words: […]", "about: [name-of-a-page]"):
            yield f"#    {line}"

    def facts(self) -> dict[str, str]:
        """For each metadata field a few words, or "open" if unknown."""
        date = self.article.date
        with_figures = sum(at not in self.article.skip for at in self.figures)
        return {
            "date": f"{date.day} ({date.basis})" if date else "open",
            "outlet": self.outlet or "open",
            "author": self.author or "open",
            "agency": self.agency or "open",
            "headline": "yes" if self.article.headline else "open",
            f"{self.unit}s": f"{len(self.paragraphs)}, {with_figures} with figures",
            "names": str(len(self.mentions)),
        }

    def _reference(self, field: str, kind: str, extract: Extract | None) -> str | None:
        """Reference to the page of somebody whom the document names.

        If there is no page, its future slug is noted as missing.
        """
        if extract is None:
            return None
        if key := self.names.find(extract.text):
            return self.names.reference(key)
        named, slug = f"`{field}` is “{extract.text}” ({extract.where})", slug_of(extract.text)
        if not slug or slug in RESERVED:
            self.article.open.append(f"{named}: make a page for it and name it here.")
            return None
        self.missing.append((kind, clean(extract.text)))
        self.article.open.append(f"{named}: no page has that name yet.")
        return slug

    def _questions(self) -> Iterator[str]:
        article = self.article
        if not article.date:
            dates = [
                f"{figure.text} ({self.unit} {at})"
                for at, text in self.paragraphs.items()
                for figure in figures(text)
                if figure.date
            ]
            yield "No date of publication was found: narrow `published` as far as the text allows, and say why." + (
                f" Dates in the text: {', '.join(dates)}." if dates else ""
            )
        for field in ("outlet", "author", "headline"):
            if getattr(article, field) is None and not any(f"The {field} is open" in text for text in article.open):
                yield f"No {field} was found: write it, or leave `none` if the document has none."
        yield "Write under `obtained` how the document came into the collection, and what in the file is foreign."
        yield from dict.fromkeys(article.open)
        if self.mentions:
            yield "`names` lists first mentions; add the `title` that the document gives a person."
        if unknown := self._unknown_names():
            names = [f"{name} ({self.unit} {at})" for name, at in unknown.items()]
            yield f"Names for which no page was found: {', '.join(names[:_MOST_NAMES])}."

    def _unknown_names(self) -> dict[str, int]:
        """Runs of capitalised words that no page has as a name.

        The value is the first paragraph of each.
        """
        known = {token.text.casefold() for mention in self.mentions for token in tokens(mention.spelling)}
        unknown: dict[str, int] = {}
        for at, text in self.paragraphs.items():
            for run in _RUN.findall(text) if at not in self.article.skip else ():
                words = run.split()
                while words and (words[0].lower() in _OPENERS or words[0] in language_of("en").months):
                    words = words[1:]
                name = re.sub(r"['’]s\Z", "", " ".join(words))
                if len(words) > 1 and not any(token.text.casefold() in known for token in tokens(name)):
                    unknown.setdefault(name, at)
        return unknown


def _figures(text: str) -> list[str]:
    """Figures of a paragraph as they are written, each once; else words with digits."""
    return list(dict.fromkeys([figure.text for figure in figures(text)] or _DIGITS.findall(text)))
