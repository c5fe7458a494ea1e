"""Attribution and first mentions: who speaks is named, and who is named can be followed."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from sourcebook.model.blocks import Sentence
from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.edges import target_page
from sourcebook.model.marks import Ref
from sourcebook.model.names import ENTITY_FOLDERS, ClaimKey, Key
from sourcebook.rules.finding import Finding, PageCheck

VOICES = ("according to", "article", "document", "text", "report", "headline")
WRITTEN = ("topics", "sources", "people", "places", "organisations", "events", "pages")


def speakers_named(dossier: Dossier) -> PageCheck:
    """A sentence that cites a claim, or the sentence before it, names the speaker or the outlet, or says "according
    to".
    """
    return partial(_unnamed, dossier)


def _unnamed(dossier: Dossier, page: Page) -> Iterator[Finding]:
    for block in page.prose.blocks if page.cites else ():
        sentences = block.sentences if block.kind in ("paragraph", "quotation") else ()
        for before, sentence in zip((None, *sentences), sentences, strict=False):
            claims = page.cited(sentence)
            if not claims:
                continue
            text = " ".join(_with_titles(dossier, page, each) for each in (before, sentence) if each)
            if not any(_named(text, voice) for voice in _voices(dossier, claims)):
                hint = "say who says it, or which outlet reports it"
                yield Finding(page.entry.path, sentence.place(0), "this sentence names nobody who says so", hint)


def first_mentions_linked(dossier: Dossier) -> PageCheck:
    """The first mention of a person, place or organisation on a page leads to its own page."""
    titles = {page.title: page.key for page in dossier.of(*ENTITY_FOLDERS)}
    names = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return partial(_unlinked, titles, re.compile(rf"\b(?:{names})\b(?! [A-Z])" if titles else r"(?!)"))


def _unlinked(titles: dict[str, Key], pattern: re.Pattern[str], page: Page) -> Iterator[Finding]:
    if not titles or page.key.folder not in WRITTEN:
        return
    seen = {page.key.slug}
    for block in page.prose.blocks:
        if block.kind in ("heading", "code"):
            continue
        for sentence in block.sentences:
            offset = 0
            for piece in sentence.pieces:
                if isinstance(piece, Ref):
                    seen |= {target_page(target).slug for target in page.leads(piece)}
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


def _with_titles(dossier: Dossier, page: Page, sentence: Sentence) -> str:
    """A sentence with the titles of the pages that it links, beside the words that link them."""
    return "".join(piece if isinstance(piece, str) else _spelled(dossier, page, piece) for piece in sentence.pieces)


def _spelled(dossier: Dossier, page: Page, ref: Ref) -> str:
    if ref.kind == "cite":
        return ""
    titles = [dossier.pages[target_page(target)].title for target in page.leads(ref)]
    return " ".join([ref.label or "", *titles])


def _named(text: str, voice: str) -> bool:
    return re.search(rf"\b{re.escape(voice)}", text, re.IGNORECASE) is not None


def _voices(dossier: Dossier, claims: Iterable[ClaimKey]) -> set[str]:
    """Words by which a sentence can name who says these claims."""
    found = set(VOICES)
    for key in claims:
        source = dossier.source(key.source)
        keys = [*dossier.claims[key].by, *(who for who in (source.author, source.outlet, source.relies_on) if who)]
        for who in keys:
            found.add(dossier.pages[who].title)
            found |= {dossier.pages[who].title.split()[-1]} if who.folder == "people" else set()
            found |= _titles(source, who)
        found.add(dossier.pages[key.page].title)
    return found


def _titles(source: Source, who: Key) -> set[str]:
    """The last word of each title that the document gives somebody: "minister", "ambassador"."""
    words = " ".join(named.record.title or "" for named in source.names if named.who == who).lower()
    return {word for word in re.findall(r"[a-z]{5,}", words) if word.endswith(("er", "or", "ent", "ry"))}
