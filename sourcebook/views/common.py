"""Views that several kinds of page share: plain frozen values and finished addresses."""

from msgspec import Struct


class LinkView(Struct, frozen=True):
    """A link to a page of the site, relative to the page that shows it; `lang` where the title has one of its own."""

    title: str
    href: str
    lang: str | None = None


class DateView(Struct, frozen=True):
    """A date in words, as HTML's `<time datetime>` takes it (None where it takes none), and as EDTF."""

    text: str
    datetime: str | None
    edtf: str


class PublishedView(Struct, frozen=True):
    """When a document came out; `basis` is stated, stamped or inferred; `why` the reasoning unless stated."""

    date: DateView
    basis: str
    why: str | None


class StandingView(Struct, frozen=True):
    """How a claim's question stands: `name` is the standing's key, `title` its words ("one voice, differing")."""

    name: str
    title: str
    question: LinkView
    scope: str | None


class PromiseView(Struct, frozen=True):
    """`form`: promise, offer, plan, proposal, hope. `outcome`: silent, done, changed, unclear."""

    form: str
    due: DateView | None
    outcome: str
    shown_by: tuple[LinkView, ...]


class ClaimView(Struct, frozen=True):
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
    number: int | None = None


class ReferenceView(Struct, frozen=True):
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


class PuzzleLinkView(Struct, frozen=True):
    """A puzzle in a list. `kind`, `weight`: keys."""

    page: LinkView
    kind: str
    weight: str
    summary: str


class QuestionLinkView(Struct, frozen=True):
    """A question in a list: what it asks, its verdicts in short."""

    page: LinkView
    asks: str
    standings: tuple[tuple[str, str, str | None], ...]  # name, title, scope
    answers: int
