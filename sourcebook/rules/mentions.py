"""Rules on attribution and on links at first mentions."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from sourcebook.model.blocks import Sentence
from sourcebook.model.dossier import Page
from sourcebook.model.edges import target_page
from sourcebook.model.marks import Ref
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Key
from sourcebook.model.reader import Reader
from sourcebook.rules.finding import Finding, PageCheck

VOICES = ("according to", "article", "document", "text", "report", "headline")
WRITTEN = ("topics", "sources", "people", "places", "organisations", "events", "pages")


def speakers_named(dossier: Reader) -> PageCheck:
    """A sentence that cites a claim, or the one before it, names the speaker or outlet
    or says "according to".

    Returns the function that checks one page.
    """
    return partial(_unnamed, dossier)


def _unnamed(dossier: Reader, page: Page) -> Iterator[Finding]:
    for block in dossier.body(page.key).blocks if page.cites else ():
        sentences = block.sentences if block.kind in ("paragraph", "quotation") else ()
        for before, sentence in zip((None, *sentences), sentences, strict=False):
            claims = page.cited(sentence)
            if not claims:
                continue
            text = " ".join(_with_titles(dossier, page, near) for near in (before, sentence) if near)
            if not any(_named(text, voice) for voice in _voices(dossier, claims)):
                hint = "say who says it, or which outlet reports it"
                yield Finding(
                    page.entry.path,
                    sentence.place(0),
                    "this sentence cites a claim, but names neither speaker nor outlet",
                    hint,
                )


def first_mentions_linked(dossier: Reader) -> PageCheck:
    """The first mention of a person, place or organisation on a page links its page.

    Returns the function that checks one page.
    """
    titles = {title: key for folder in sorted(ENTITY_FOLDERS) for key, title in dossier.titles(folder)}
    names = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return partial(_unlinked, dossier, titles, re.compile(rf"\b(?:{names})\b(?! [A-Z])" if titles else r"(?!)"))


def _unlinked(dossier: Reader, titles: dict[str, Key], pattern: re.Pattern[str], page: Page) -> Iterator[Finding]:
    if not titles or page.key.folder not in WRITTEN:
        return
    seen = {page.key.slug}
    for block in dossier.body(page.key).blocks:
        if block.kind in ("heading", "code"):
            continue
        for sentence in block.sentences:
            offset = 0
            for piece in sentence.pieces:
                if isinstance(piece, Ref):
                    seen |= {target_page(target).slug for target in page.resolve(piece)}
                    offset += len(piece.label or "")
                    continue
                for match in pattern.finditer(piece):
                    if titles[match.group()].slug not in seen:
                        place = sentence.place(offset + match.start())
                        hint = f"write [[{titles[match.group()]}|{match.group()}]]"
                        message = f"the first mention of '{match.group()}' here is not a link"
                        yield Finding(page.entry.path, place, message, hint)
                    seen.add(titles[match.group()].slug)
                offset += len(piece)


def _with_titles(dossier: Reader, page: Page, sentence: Sentence) -> str:
    """Text of a sentence, with the titles of linked pages after the labels of links."""
    return "".join(piece if isinstance(piece, str) else _spelled(dossier, page, piece) for piece in sentence.pieces)


def _spelled(dossier: Reader, page: Page, ref: Ref) -> str:
    if ref.kind == "cite":
        return ""
    titles = [dossier.title(target_page(target)) for target in page.resolve(ref)]
    return " ".join([ref.label or "", *titles])


def _named(text: str, voice: str) -> bool:
    return re.search(rf"\b{re.escape(voice)}", text, re.IGNORECASE) is not None


def _voices(dossier: Reader, claims: Iterable[ClaimKey]) -> set[str]:
    """Words that attribute these claims in a sentence.

    VOICES; names and roles of speakers, authors and outlets; titles of the documents.
    """
    voices = set(VOICES)
    for key in claims:
        source = dossier.head(key.page)
        keys = [*dossier.claim(key).by, *(who for who in (source.author, source.outlet, source.relies_on) if who)]
        for who in keys:
            voices.add(dossier.title(who))
            voices |= {dossier.title(who).split()[-1]} if who.folder == "people" else set()
            voices |= _titles(dossier, key.page, who)
        voices.add(dossier.title(key.page))
    return voices


def _titles(dossier: Reader, source: Key, who: Key) -> set[str]:
    """Roles in the titles that a document gives somebody: "minister", "ambassador"."""
    words = " ".join(named.record.title or "" for where, named in dossier.names(who) if where == source).lower()
    return {word for word in re.findall(r"[a-z]{5,}", words) if word.endswith(("er", "or", "ent", "ry"))}
