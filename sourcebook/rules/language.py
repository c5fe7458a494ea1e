"""Rule on loaded terms (words that take sides): only quotations may use them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from sourcebook.model.blocks import Block
from sourcebook.model.dossier import Claim, Dossier, Entity, Event, Page, Puzzle, Question, Source
from sourcebook.model.marks import Ref
from sourcebook.model.problem import START
from sourcebook.model.reader import Reader
from sourcebook.model.tables import Term
from sourcebook.rules.finding import Finding, PageCheck, known_blocks

_QUOTED = re.compile(r"“[^”]*”")
Forms = Mapping[str, Term]


def no_loaded_terms(dossier: Reader) -> PageCheck:
    """A loaded term is used between quotation marks alone, never in our own voice,
    and in prose only where a claim cited in the paragraph quotes it from its document.

    Returns the function that checks one page.
    """
    return partial(_page, dossier, *_terms(dossier.terms()))


def no_loaded_terms_in_tables(dossier: Dossier) -> Iterator[Finding]:
    """The rule `no_loaded_terms` for the texts of settings and corrections."""
    pattern, forms = _terms(dossier.tables.terms)
    settings, corrections = dossier.tables.settings, dossier.tables.corrections
    texts = [("site.toml", text) for text in (settings.title, settings.tagline)]
    texts += [("corrections.toml", text) for entry in corrections for text in (entry.was, entry.now, entry.why)]
    for path, text in texts:
        for match in pattern.finditer(_unquoted(text)):
            yield Finding(path, START, *_message(match.group(), forms))


def _terms(terms: Iterable[Term]) -> tuple[re.Pattern[str], Forms]:
    forms = {form: term for term in terms for form in term.forms}
    longest_first = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    return re.compile(rf"\b(?:{longest_first})\b" if forms else r"(?!)", re.IGNORECASE), forms


def _page(dossier: Reader, pattern: re.Pattern[str], forms: Forms, page: Page) -> Iterator[Finding]:
    alignment = dossier.body(page.key).alignment
    labels = (mark.label or "" for mark in alignment.marks if isinstance(mark, Ref))
    texts = (text for _, text in (*_texts(page), *alignment.raw))
    if not _is_free("\n".join((*texts, *labels)), forms):
        yield from _fields(dossier, page, pattern, forms)
        for block in known_blocks(dossier, page):
            yield from _block(dossier, page, block, pattern, forms)


def _fields(dossier: Reader, page: Page, pattern: re.Pattern[str], forms: Forms) -> Iterator[Finding]:
    for field, text in _texts(page):
        if _is_free(text, forms):
            continue
        for match in pattern.finditer(_unquoted(text)):
            yield Finding(page.entry.path, dossier.place(page.key, *field), *_message(match.group(), forms))


def _block(dossier: Reader, page: Page, block: Block, pattern: re.Pattern[str], forms: Forms) -> Iterator[Finding]:
    if block.kind == "code" or _is_free(" ".join(sentence.text for sentence in block.sentences), forms):
        return
    cited = [dossier.claim(key) for sentence in block.sentences for key in page.cited(sentence)]
    for sentence in block.sentences:
        text = sentence.text
        bare = _unquoted(text)
        for match in pattern.finditer(text):
            if bare[match.start() : match.end()] == match.group():
                message, hint = _message(match.group(), forms)
            elif page.key.folder != "notes" and not _given(match.group(), cited):
                message = f"no claim cited here gives the word '{match.group()}'"
                hint = "cite in this paragraph a claim whose `words` hold it"
            else:
                continue
            yield Finding(page.entry.path, sentence.place(match.start()), message, hint)


def _is_free(text: str, forms: Forms) -> bool:
    """True if a text cannot have a loaded term: ten times faster than the pattern."""
    folded = text.casefold()
    return not any(map(folded.__contains__, forms))


def _given(word: str, claims: Iterable[Claim]) -> bool:
    return any(word.casefold() in words.casefold() for claim in claims for words in claim.record.words)


def _message(written: str, forms: Forms) -> tuple[str, str]:
    term = forms[written.casefold()]
    return f"'{written}' is a loaded term in our own voice", f"write {term.instead}, or quote it as the document's word"


def _unquoted(text: str) -> str:
    """Text with its quotations replaced by spaces; the length stays the same."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def _texts(page: Page) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Fields of a page written in our own voice, with their texts."""
    yield ("title",), page.title
    yield ("summary",), page.entry.head.summary or ""
    match page.matter:
        case Source() as source:
            yield ("obtained",), source.record.obtained
            yield ("published", "why"), source.record.published.why or ""
            yield from ((("skip", n, "why"), skip.why) for n, skip in enumerate(source.record.skip))
            for claim in source.record.claims:
                for name in ("says", "why", "scope", "value"):
                    yield ("claims", claim.id, name), getattr(claim, name) or ""
        case Question() as question:
            yield ("asks",), question.record.asks
            yield ("unit",), question.record.unit or ""
        case Entity() as entity:
            yield ("why",), entity.record.why or ""
        case Puzzle() as puzzle:
            yield from ((("readings", n), reading) for n, reading in enumerate(puzzle.record.readings))
        case Event() as event:
            yield ("why",), event.record.why
