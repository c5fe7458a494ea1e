"""A draft source: what a document told of itself as front matter, what it did not tell as comments."""

import datetime
import re
from collections.abc import Iterator

from msgspec import Struct

from sourcebook.desk.directory import CAPITAL, Directory, tokens
from sourcebook.desk.reading import Reading, Told
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import clean, comment, row, scalar
from sourcebook.rules.figures import MONTHS, figures
from sourcebook.schema.pages import RESERVED

NOBODY = "none"
_MOST_NAMES = 24
_DIGITS = re.compile(r"\w*\d[\w.,]*\w|\d")
_WORD = rf"{CAPITAL}(?:\.|[\w'’-]*)"
_RUN = re.compile(rf"{_WORD}(?:(?: (?:bin|da|de|der|ibn|of|van|von))? {_WORD})+")
_OPENERS = frozenset(
    "a after all also an and as at before but by during following for from he her his if in it its last moreover new no"
    " on our over she since the their then there these they this to under when while with".split()
)


class Origin(Struct, frozen=True):
    """Where a document came from: the file that was imported, its copy, the digest of that, and the day."""

    file: str
    original: str
    digest: str
    today: datetime.date


class Draft(Struct, frozen=True):
    """The text of a draft, and for its editor: what was told, what is left open, pages that are still to be made."""

    text: str
    facts: dict[str, str]
    open: tuple[str, ...]
    missing: tuple[tuple[str, str], ...]


def as_page(reading: Reading, origin: Origin, directory: Directory) -> Draft:
    """A draft that passes the schema, with none of the document's sentences but its headline."""
    writer = _Writer(reading, origin, directory)
    fields = writer.fields()
    lines = ["---", *fields, *writer.left_open(), *writer.owing(), "---", ""]
    return Draft("\n".join(lines), writer.facts(), tuple(writer.open), tuple(writer.missing))


class _Writer:
    def __init__(self, reading: Reading, origin: Origin, directory: Directory) -> None:
        self.reading, self.origin, self.directory = reading, origin, directory
        self.mentions = directory.mentions(reading.paragraphs)
        self.missing: list[tuple[str, str]] = []
        self.author = self._who("author", "person", reading.author)
        self.outlet = self._who("outlet", "organisation", reading.outlet)
        self.agency = self._who("relies_on", "organisation", reading.agency)
        self.open = list(self._open())

    def fields(self) -> Iterator[str]:
        """Front matter, a field a line."""
        reading, origin = self.reading, self.origin
        headline = clean(reading.headline.text) if reading.headline else ""
        yield from comment("The page's own name; the headline, or the name of the file, until you give a better one.")
        yield f"title: {scalar(headline or f'Document {origin.original}')}"
        yield "draft: true"
        yield f"headline: {scalar(headline) if headline and headline != NOBODY else NOBODY}"
        yield f"author: {self.author or NOBODY}"
        yield f"outlet: {self.outlet or NOBODY}"
        if self.agency:
            yield f"relies_on: {self.agency}"
        yield from self._published()
        yield f"obtained: {scalar(self._obtained())}"
        yield f"file: {row([('sha256', origin.digest), ('paragraphs', len(reading.paragraphs))])}"
        yield from self._rows()

    def left_open(self) -> Iterator[str]:
        """What its editor has to look at."""
        yield from comment("Left open:") if self.open else ()
        for said in self.open:
            yield from comment(f"- {said}")

    def owing(self) -> Iterator[str]:
        """Which paragraphs owe a claim, and how one is written."""
        owed = {at: said for at, said in self._figures().items() if at not in self.reading.skip}
        rest = [str(at) for at in range(1, len(self.reading.paragraphs) + 1) if at not in {*owed, *self.reading.skip}]
        yield from comment(
            "Every paragraph carries a claim, or is skipped with a reason. These have digits, each owing a claim:"
        )
        for at, said in owed.items():
            yield from comment(f"- paragraph {at}: {', '.join(said)}")
        if rest:
            yield from comment(f"These have none: {', '.join(rest)}.")
        yield "#claims:"
        yield "#  name-of-the-claim:"
        for line in (f"at: {next(iter(owed), 1)}", "by: article", "says: …", "words: […]", "about: [name-of-a-page]"):
            yield f"#    {line}"

    def facts(self) -> dict[str, str]:
        """The draft in few words, by field: what was told, or that it is open."""
        date, headline = self.reading.date, self.reading.headline
        owed = sum(at not in self.reading.skip for at in self._figures())
        return {
            "date": f"{date.day} ({date.basis})" if date else "open",
            "outlet": self.outlet or "open",
            "author": self.author or "open",
            "agency": self.agency or "open",
            "headline": "yes" if headline else "open",
            "paragraphs": f"{len(self.reading.paragraphs)}, {owed} with digits",
            "names": str(len(self.mentions)),
        }

    def _who(self, field: str, kind: str, told: Told | None) -> str | None:
        """The page of somebody that the document names; the name it is to have, if there is none yet."""
        if told is None:
            return None
        key = self.directory.who(told.text)
        if key:
            return self.directory.written(key)
        slug = slug_of(told.text)
        if not slug or slug in RESERVED:
            self.reading.open.append(f"`{field}` is “{told.text}” ({told.where}): make a page for it and name it here.")
            return None
        self.missing.append((kind, clean(told.text)))
        self.reading.open.append(f"`{field}` is “{told.text}” ({told.where}): no page has that name yet.")
        return slug

    def _published(self) -> Iterator[str]:
        date, today = self.reading.date, self.origin.today
        yield "published:"
        yield f'  date: "{date.day if date else f"[..{today}]"}"'
        yield f"  basis: {date.basis if date else 'inferred'}"
        why = date.why if date else f"The document has no date; it was in hand on {today}."
        yield f"  why: {scalar(why)}"

    def _obtained(self) -> str:
        read = "" if self.reading.encoding == "utf-8" else f", which was read as {self.reading.encoding}"
        return f"Imported on {self.origin.today} from the file {self.origin.file}{read}."

    def _rows(self) -> Iterator[str]:
        if self.reading.skip:
            yield "skip:"
        for at, why in sorted(self.reading.skip.items()):
            yield f"  - {row([('at', at), ('why', why)])}"
        if self.mentions:
            yield "names:"
        for mention in self.mentions:
            fields: list[tuple[str, str | int]] = [
                ("who", self.directory.written(mention.who)),
                ("as", mention.spelling),
                ("at", mention.at),
            ]
            yield f"  - {row(fields)}"

    def _open(self) -> Iterator[str]:
        reading = self.reading
        if not reading.date:
            dates = [
                f"{figure.text} (paragraph {at})"
                for at, text in self._lines()
                for figure in figures(text)
                if figure.date
            ]
            yield "No date of publication was found: narrow `published` as far as the text allows, and say why." + (
                f" Dates in the text: {', '.join(dates)}." if dates else ""
            )
        for field in ("outlet", "author", "headline"):
            if getattr(reading, field) is None:
                yield f"No {field} was found: `none`, if the document has none."
        yield "How the document came into the collection, and what debris it carries, belongs under `obtained`."
        if reading.address:
            yield f"The page gives its address as {reading.address}: `copies` names it by an id in references.toml."
        yield from reading.open
        if self.mentions:
            yield "`names` has first mentions; add the `title` that the document gives somebody."
        strangers = dict(reversed(list(self._strangers())))
        if strangers:
            said = [f"{name} (paragraph {at})" for name, at in reversed(strangers.items())]
            yield f"Names for which no page was found: {', '.join(said[:_MOST_NAMES])}."

    def _figures(self) -> dict[int, list[str]]:
        """Paragraphs with digits, and the figures in each."""
        found = {at: [figure.text for figure in figures(text)] or _DIGITS.findall(text) for at, text in self._lines()}
        return {at: list(dict.fromkeys(said)) for at, said in found.items() if said}

    def _strangers(self) -> Iterator[tuple[str, int]]:
        """Runs of capitalised words that are nobody's name here, and the paragraph of each."""
        known = {token.text.casefold() for mention in self.mentions for token in tokens(mention.spelling)}
        for at, text in self._lines():
            for found in _RUN.finditer(text) if at not in self.reading.skip else ():
                words = found.group().split()
                while words and (words[0].lower() in _OPENERS or words[0] in MONTHS):
                    words = words[1:]
                name = re.sub(r"['’]s\Z", "", " ".join(words))
                if len(words) > 1 and not any(token.text.casefold() in known for token in tokens(name)):
                    yield name, at

    def _lines(self) -> Iterator[tuple[int, str]]:
        return enumerate(map(clean, self.reading.paragraphs), 1)
