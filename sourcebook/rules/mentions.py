"""Rules on attribution and on links at first mentions."""

import re
from collections.abc import Iterator
from functools import partial

from sourcebook.model.dossier import Page
from sourcebook.model.edges import target_page
from sourcebook.model.marks import Ref
from sourcebook.model.names import ENTITY_FOLDERS, Key
from sourcebook.model.reader import Reader
from sourcebook.rules.finding import Finding, PageCheck

WRITTEN = ("topics", "sources", "people", "places", "organisations", "events", "pages")


def first_mentions_linked(dossier: Reader) -> PageCheck:
    """The first mention of a person, place or organisation on a page links its page.

    Returns the function that checks one page.
    """
    titles = {title: key for folder in sorted(ENTITY_FOLDERS) for key, title in dossier.titles(folder)}
    names = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
    return partial(_unlinked, dossier, titles, re.compile(rf"\b(?:{names})\b(?! [A-Z])" if titles else r"(?!)"))


def _unlinked(dossier: Reader, titles: dict[str, Key], pattern: re.Pattern[str], page: Page) -> Iterator[Finding]:
    if not titles or page.key.folder not in WRITTEN or page.entry.path in dossier.gaps.unsure:
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
