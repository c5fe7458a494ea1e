"""Compares the words that claims quote with what stands at the address of their source today."""

import html
import re
from collections.abc import Collection, Iterator

from sourcebook.desk.http_request import body_of, pause
from sourcebook.desk.imports.article import RefusedError
from sourcebook.desk.imports.decoding import MOST_BYTES
from sourcebook.desk.originals import fold, parts_of
from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.places import NAMED_BY_NUMBER
from sourcebook.model.problem import Problem

_UNSEEN = re.compile(r"(?is)<(script|style|template)\b.*?</\1\s*>|<!--.*?-->")
_WITHIN = re.compile(r"</?(?:a|abbr|b|bdi|cite|em|i|mark|q|small|span|strong|sub|sup)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def missing_words(dossier: Dossier, answering: Collection[str]) -> Iterator[Problem]:
    """Yield a problem for each claim whose words stand no more at the address of its source.

    `answering`: addresses that were found live. Recordings and tables are passed over, and pages without any of the
    words, which may need a script or a login to be shown.
    """
    for page, source in dossier.pages_with(Source):
        address = source.record.address
        if address in answering and address and source.record.unit in NAMED_BY_NUMBER:
            pause()
            yield from _compared(page, source, _text_at(address))


def _compared(page: Page, source: Source, text: str) -> Iterator[Problem]:
    gone = [claim for claim in source.record.claims if not all(fold(words) in text for words in claim.words)]
    archived = source.record.archived
    hint = f"compare the page with {archived.address}" if archived else "name a copy of what was read in `archived`"
    for claim in gone if len(gone) < len(source.record.claims) else ():
        message = f"not all words of '{claim.id}' stand at {source.record.address} now"
        place = page.entry.place("claims", claim.id, "words")
        yield Problem(page.entry.path, place, "EXTERNAL", message, hint, "warning")


def _text_at(address: str) -> str:
    """Folded text of a page, text or PDF; empty if it cannot be read."""
    data = body_of(address, MOST_BYTES)
    try:
        text = "\n".join(parts_of(data, "page"))
    except RefusedError:
        return ""
    return fold(html.unescape(_TAG.sub(" ", _WITHIN.sub("", _UNSEEN.sub(" ", text)))))
