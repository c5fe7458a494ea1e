"""Rule on sentences that cite: they name who says it, or follow upon one that does."""

from collections.abc import Iterator
from functools import partial

from sourcebook.model.blocks import Block
from sourcebook.model.dossier import Page
from sourcebook.model.language import language_of
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.reader import Reader
from sourcebook.rules.finding import Finding, PageCheck, known_blocks
from sourcebook.rules.pairs import attributable_to
from sourcebook.rules.spoken import Names, Spoken, long_words


def speakers_named(dossier: Reader) -> PageCheck:
    """A sentence that cites a claim names its speaker, outlet or document, or follows in its paragraph upon one that
    does. A voice holds until another one is named.
    """
    return partial(_page, dossier, Names(dossier, language_of(dossier.settings().language)))


def _page(dossier: Reader, names: Names, page: Page) -> Iterator[Finding]:
    for block in known_blocks(dossier, page, attributable_to) if page.cites else ():
        if block.kind in ("paragraph", "quotation") and any(map(page.cited, block.sentences)):
            yield from _block(dossier, names, page, block)


def _block(dossier: Reader, names: Names, page: Page, block: Block) -> Iterator[Finding]:
    held: set[Key] = set()
    is_document = False
    for sentence in block.sentences:
        spoken = Spoken(dossier, page, sentence, names)
        claims = page.cited(sentence)
        if any(mention.says for mention in spoken.mentions):
            voices = {who for key in claims for who in attributable_to(dossier, key)}
            held &= voices
            is_document = False
        held |= spoken.named
        is_document = is_document or names.document.search(spoken.text) is not None
        if not is_document and any(not _has_voice(dossier, key, held, spoken) for key in claims):
            message = "this sentence cites a claim, but names neither speaker nor outlet"
            yield Finding(page.entry.path, sentence.place(0), message, "say who says it, or which outlet reports it")


def _has_voice(dossier: Reader, key: ClaimKey, held: set[Key], spoken: Spoken) -> bool:
    return not attributable_to(dossier, key).isdisjoint(held) or _has_word_for(dossier, key, spoken)


def _has_word_for(dossier: Reader, key: ClaimKey, spoken: Spoken) -> bool:
    """True if a sentence has a word for a speaker or document: of the office that it gives, or of its title."""
    names = [named for who in dossier.claim(key).by for where, named in dossier.names(who) if where == key.page]
    titles = [dossier.title(key.page), *(named.record.title or "" for named in names)]
    words = set(long_words(spoken.text))
    return any(not words.isdisjoint(long_words(title)) for title in titles)
