"""Views that several kinds of page share: plain frozen values and finished addresses."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class LinkView:
    """A link to a page of the site, relative to the page that shows it; `lang` where the title has one of its own."""

    title: str
    href: str
    lang: str | None = None


@dataclass(frozen=True)
class DateView:
    """A date in words, as HTML's `<time datetime>` takes it (None where it takes none), and as EDTF."""

    text: str
    datetime: str | None
    edtf: str


@dataclass(frozen=True)
class PublishedView:
    """When a document came out; `basis` is stated, stamped or inferred; `why` the reasoning unless stated."""

    date: DateView
    basis: str
    why: str | None


@dataclass(frozen=True)
class CiteLink:
    """One number of a citation: `id` is its anchor here, `href` leads to the endnote."""

    number: int
    id: str
    href: str


@dataclass(frozen=True)
class HtmlPart:
    """Finished clean HTML."""

    html: str
    kind: Literal["html"] = "html"


@dataclass(frozen=True)
class LinkPart:
    """A link in the running text. `also` is the second name at the first mention, if the entity has one."""

    text: str
    href: str
    also: str | None = None
    kind: Literal["link"] = "link"


@dataclass(frozen=True)
class CitePart:
    """A citation in the running text: one or more numbers."""

    cites: tuple[CiteLink, ...]
    kind: Literal["cite"] = "cite"


@dataclass(frozen=True)
class ParagraphNoteView:
    """A citation of a paragraph alone, shown in the text without number: "(TITLE, paragraph 8)"."""

    text: str
    href: str
    kind: Literal["paragraph"] = "paragraph"


ProsePart = HtmlPart | LinkPart | CitePart | ParagraphNoteView


@dataclass(frozen=True)
class HeadingView:
    id: str
    text: str
    level: int


@dataclass(frozen=True)
class ProseView:
    """The body of a page; empty `parts` where it has none."""

    parts: tuple[ProsePart, ...]
    headings: tuple[HeadingView, ...]


@dataclass(frozen=True)
class StandingView:
    """How a claim's question stands: `name` is the standing's key, `title` its words ("one voice, differing")."""

    name: str
    title: str
    question: LinkView
    scope: str | None


@dataclass(frozen=True)
class PromiseView:
    """`form`: promise, offer, plan, proposal, hope. `outcome`: silent, done, changed, unclear."""

    form: str
    due: DateView | None
    outcome: str
    shown_by: tuple[LinkView, ...]


@dataclass(frozen=True)
class ClaimView:
    """One claim as shown everywhere: list, endnote, answer.

    `voice` is "article" (own voice), "unnamed" or "named", then with `speakers`. `words` are the article's, verbatim.
    `at` is the paragraph or paragraphs in words ("paragraph 8"). `value` is the answer in words, if it answers.
    """

    id: str
    href: str
    says: str
    words: tuple[str, ...]
    voice: str
    speakers: tuple[LinkView, ...]
    maybe: LinkView | None
    source: LinkView
    outlet: LinkView | None
    author: LinkView | None
    published: PublishedView
    at: str
    kind: str
    value: str | None
    scope: str | None
    when: DateView | None
    why: str | None
    relies_on: LinkView | None
    promise: PromiseView | None
    standing: StandingView | None
    puzzles: tuple[LinkView, ...]
    about: tuple[LinkView, ...]
    formerly: tuple[str, ...]


@dataclass(frozen=True)
class EndnoteView:
    """A numbered note: a claim, with the anchors of the places that cite it (`back`: number and href)."""

    number: int
    id: str
    claim: ClaimView
    back: tuple[str, ...]


@dataclass(frozen=True)
class BacklinkView:
    """A page that mentions this one, its kind (singular key: "topic"), and the sentences that do."""

    page: LinkView
    kind: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ReferenceView:
    """`nature`: independent, official, party, secondary; `read`: archived, live, not."""

    id: str
    href: str
    title: str
    publisher: str
    address: str
    nature: str
    whose: str | None
    read: str
    read_on: DateView | None


@dataclass(frozen=True)
class NoteView:
    """An editorial note: outside knowledge, shown apart, with its references."""

    title: str
    href: str
    prose: ProseView
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True)
class PuzzleLinkView:
    """A puzzle in a list. `kind`, `weight`: keys."""

    page: LinkView
    kind: str
    weight: str
    summary: str


@dataclass(frozen=True)
class CountView:
    """A figure of our own about the record: `name` is a key of words/, `count` how many."""

    name: str
    count: int


@dataclass(frozen=True)
class VerdictView:
    """One scope of a question: its standing and all who answer. `shared` are the links that a repeated answer shares.

    `remarks` are keys: "unnamed" (no source named), "puzzle" (part of a puzzle), "one-country".
    """

    scope: str | None
    name: str
    title: str
    gloss: str
    answers: tuple[ClaimView, ...]
    others: tuple[ClaimView, ...]
    shared: tuple[LinkView, ...]
    origins: int
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class QuestionLinkView:
    """A question in a list: what it asks, its verdicts in short."""

    page: LinkView
    asks: str
    standings: tuple[tuple[str, str, str | None], ...]  # name, title, scope
    answers: int


@dataclass(frozen=True)
class BehindView:
    """What stands behind a page that cites: how many, who, when, what is missing.

    `unanswered` questions, claims with an `unnamed` speaker, promises on which the documents are `silent` later.
    """

    documents: tuple[LinkView, ...]
    origins: int
    claims: int
    voices: tuple[LinkView, ...]
    countries: tuple[LinkView, ...]
    dates: DateView | None
    unanswered: int
    unnamed: int
    silent: int = 0
