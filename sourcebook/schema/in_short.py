"""Front matter `in_short` of a topic: its beginning, sentence by sentence."""

import re
from collections.abc import Iterator
from typing import Annotated

from pydantic import AfterValidator, Field

from sourcebook.model.blocks import split_sentences
from sourcebook.schema.field_types import OPEN
from sourcebook.schema.fields import AS_LIST, FILLED, Flag, Text
from sourcebook.schema.head import Fields
from sourcebook.schema.slugs import ClaimNames, PageName, Slug
from sourcebook.schema.validation import Fault, fail

MAX_WORDS = 150
MAX_IN_SENTENCE = 25


def count_words(text: str) -> int:
    """Number of words of a text, as a reader counts them."""
    return len(re.findall(r"\S*\w\S*", text))


def _refuse_long(text: str) -> str:
    if text == OPEN:
        return text
    if len(split_sentences("paragraph", text)) > 1:
        fail("VALUE", "more than one sentence", "give each sentence an item of its own, with what it rests on")
    if not text.endswith((".", ".”", ".)")):
        fail("VALUE", "the sentence has no full stop", "end it with one")
    if (words := count_words(text)) > MAX_IN_SENTENCE:
        fail("VALUE", f"the sentence has {words} words", f"split it: at most {MAX_IN_SENTENCE} words in a sentence")
    return text


Sentence = Annotated[Text, AfterValidator(_refuse_long)]


class _SentenceFields(Fields):
    home: Flag = Field(False, description="true shows it on home; without any, home shows the first of each part")


class OfDocumentsFields(_SentenceFields):
    """A sentence on what the documents say, with the claims that say it."""

    says: Sentence = Field(description=f"one sentence of at most {MAX_IN_SENTENCE} words, which names whose word it is")
    claims: Annotated[ClaimNames, FILLED] = Field(description="the claims that say it: `source#id`")


class ElsewhereFields(_SentenceFields):
    """A sentence on what is known from outside the documents, with the one reference that shows it."""

    says: Sentence = Field(description=f"one sentence of at most {MAX_IN_SENTENCE} words, which names whose word it is")
    reference: Slug = Field(description="id in references.toml, whose `shows` says it")


class HowSureFields(_SentenceFields):
    """A sentence on how sure it is, or on who is not heard, with the page that shows it."""

    says: Sentence = Field(description=f"one sentence of at most {MAX_IN_SENTENCE} words")
    rests_on: PageName = Field(description="a puzzle, a question that no document answers, or pages/voices")


class InShortFields(Fields):
    """Fields of `in_short`; a page shows them in this order."""

    documents: Annotated[tuple[OfDocumentsFields, ...], AS_LIST, FILLED] = Field(
        description="sentences on what the documents say: `says` and `claims`"
    )
    elsewhere: Annotated[tuple[ElsewhereFields, ...], AS_LIST] = Field(
        (), description="sentences on what is known from outside: `says` and `reference`"
    )
    how_sure: Annotated[tuple[HowSureFields, ...], AS_LIST, FILLED] = Field(
        description="last, how sure it is and who is not heard: `says` and `rests_on`"
    )

    def faults(self) -> Iterator[Fault]:
        parts = (self.documents, self.elsewhere, self.how_sure)
        words = sum(count_words(str(item.says)) for part in parts for item in part)
        if words > MAX_WORDS:
            yield Fault("VALUE", f"it has {words} words", f"leave something out: at most {MAX_WORDS} words together")
