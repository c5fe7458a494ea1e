"""One view per kind of page. Every kind but the generated ones has `prose`, `notes` (editorial) and `mentions`."""

from dataclasses import dataclass

from sourcebook.views.common import (
    BacklinkView,
    BehindView,
    ClaimView,
    CountView,
    DateView,
    EndnoteView,
    LinkView,
    NoteView,
    ProseView,
    PublishedView,
    PuzzleLinkView,
    QuestionLinkView,
    ReferenceView,
    VerdictView,
)


@dataclass(frozen=True)
class BodyView:
    """What every written page has: prose, endnotes, puzzles and editorial notes about it, and who mentions it."""

    title: str
    summary: str | None
    prose: ProseView
    endnotes: tuple[EndnoteView, ...]
    puzzles: tuple[PuzzleLinkView, ...]
    notes: tuple[NoteView, ...]
    mentions: tuple[BacklinkView, ...]


@dataclass(frozen=True)
class TopicView:
    """A topic: an article on citations. `questions`: those that the article links or its claims answer."""

    body: BodyView
    behind: BehindView
    questions: tuple[QuestionLinkView, ...]


@dataclass(frozen=True)
class QuestionView:
    """`type`, `expects`: keys; `unit` for numbers; `verdicts`: one per scope."""

    body: BodyView
    asks: str
    type: str
    unit: str | None
    expects: str
    about: tuple[LinkView, ...]
    verdicts: tuple[VerdictView, ...]
    behind: BehindView


@dataclass(frozen=True)
class NameRow:
    """How a document names somebody: `spelling` or `title` may be missing."""

    who: LinkView
    spelling: str | None
    title: str | None
    source: LinkView
    published: DateView
    at: str


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph of a document: its number, the claims that begin on it, or why it is skipped.

    `id` is its anchor, for citations of a paragraph; `again` links claims that begin before it and go on here.
    """

    number: int
    claims: tuple[ClaimView, ...]
    skipped: str | None
    id: str
    again: tuple[LinkView, ...]


@dataclass(frozen=True)
class VoiceView:
    """Who is speaking in a document, and how many of its claims are theirs. `voice`: article, unnamed or named."""

    voice: str
    speaker: LinkView | None
    claims: int


@dataclass(frozen=True)
class UseView:
    """Where else in the site claims of this document are cited."""

    page: LinkView
    kind: str
    claims: int


@dataclass(frozen=True)
class SourceView:
    """A document as an index card, our account, its claims by paragraph, its words, its voices, its use."""

    body: BodyView
    headline: str | None
    author: LinkView | None
    outlet: LinkView | None
    relies_on: LinkView | None
    published: PublishedView
    obtained: str
    sha256: str
    paragraphs: int
    copies: tuple[ReferenceView, ...]
    names: tuple[NameRow, ...]
    ledger: tuple[ParagraphView, ...]
    voices: tuple[VoiceView, ...]
    loaded: tuple[tuple[str, str, LinkView], ...]  # the article's words, the term, the claim
    uses: tuple[UseView, ...]


@dataclass(frozen=True)
class PuzzleView:
    """`kind`, `weight`: keys. `readings` in words. `reckons`: our arithmetic, an equation that holds."""

    body: BodyView
    kind: str
    weight: str
    readings: tuple[str, ...]
    reckons: str | None
    claims: tuple[ClaimView, ...]
    about: tuple[LinkView, ...]


@dataclass(frozen=True)
class OutsideNameView:
    text: str
    lang: str
    language: str
    dir: str
    reference: ReferenceView


@dataclass(frozen=True)
class PointView:
    lat: str
    lon: str
    exact: str
    reference: ReferenceView


@dataclass(frozen=True)
class ClaimGroup:
    """Claims of one document, in the order of the document."""

    source: LinkView
    published: PublishedView
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True)
class EntityView:
    """A person, place or organisation (`folder` says which).

    `about`: claims about it; `said`: claims it makes; both by document, in the order of their dates.
    """

    body: BodyView
    folder: str
    also: str | None
    outside_names: tuple[OutsideNameView, ...]
    names: tuple[NameRow, ...]
    counts_as: LinkView | None
    counts_why: str | None
    country: LinkView | None
    point: PointView | None
    about: tuple[ClaimGroup, ...]
    said: tuple[ClaimGroup, ...]
    questions: tuple[QuestionLinkView, ...]
    events: tuple[LinkView, ...]


@dataclass(frozen=True)
class EventView:
    """`when` is None where no document dates it; `why` says how the date is known or why there is none."""

    body: BodyView
    when: DateView | None
    why: str
    where: tuple[LinkView, ...]
    about: tuple[ClaimGroup, ...]
    questions: tuple[QuestionLinkView, ...]


@dataclass(frozen=True)
class NotePageView:
    """An editorial note on a page of its own: what it is about, its references."""

    body: BodyView
    about: tuple[LinkView, ...]
    references: tuple[ReferenceView, ...]


@dataclass(frozen=True)
class RuleView:
    """A rule that the build checks: its code, its sentence from the check's own docstring, error or warning."""

    code: str
    text: str
    level: str


@dataclass(frozen=True)
class CorrectionView:
    date: DateView
    about: LinkView
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class ArticleView:
    """A plain page (about, limits). `rules` are filled on method, `corrections` on corrections, else empty."""

    body: BodyView
    rules: tuple[RuleView, ...]
    corrections: tuple[CorrectionView, ...]
    report: str


@dataclass(frozen=True)
class HomeView:
    """Home: what this record is, its topics, its disputed questions, its sources, in figures."""

    body: BodyView
    tagline: str
    topics: tuple[tuple[LinkView, str], ...]  # page, summary
    differing: tuple[QuestionLinkView, ...]
    puzzles: tuple[PuzzleLinkView, ...]  # the serious ones
    sources: tuple["IndexRow", ...]
    counts: tuple[CountView, ...]


@dataclass(frozen=True)
class IndexRow:
    """A row of an index. `meta` are short facts in words ("7 claims", "2021"); `marks` are (standing name, title)."""

    page: LinkView
    summary: str
    meta: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class IndexGroup:
    """Rows under a heading; `title` is empty where the index has one group only."""

    id: str
    title: str
    rows: tuple[IndexRow, ...]


@dataclass(frozen=True)
class IndexView:
    """An index of one kind, or A-Z. `name` is its key ("topics", "a-z"); `intro` a sentence."""

    name: str
    title: str
    intro: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True)
class ReferencesView:
    """All references, with the pages that use each."""

    title: str
    intro: str
    references: tuple[tuple[ReferenceView, tuple[LinkView, ...]], ...]


@dataclass(frozen=True)
class StubView:
    """An address that has moved."""

    title: str
    href: str


@dataclass(frozen=True)
class NotFoundView:
    title: str
