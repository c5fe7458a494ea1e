"""Views that several kinds of page share."""

from msgspec import Struct


class LinkView(Struct, frozen=True):
    """Link to a page, relative to the page that shows it.

    `lang`: language of the title, if it has its own.
    """

    title: str
    href: str
    lang: str | None = None


class DateView(Struct, frozen=True):
    """Date. `text`: in words.

    `datetime`: for `<time>`, None where HTML has no form for the date; `edtf`: as EDTF.
    """

    text: str
    datetime: str | None
    edtf: str


class WithdrawnView(Struct, frozen=True):
    """Withdrawal of a page or claim. `id`: that of a claim, or the name of a page."""

    id: str
    date: DateView
    why: str


class PublishedView(Struct, frozen=True):
    """Date of publication of a document.

    `basis`: stated, stamped or inferred; `why`: reasoning, unless stated.
    """

    date: DateView
    basis: str
    why: str | None


class StandingView(Struct, frozen=True):
    """Standing: how the answers to a question compare, shown with a claim that is one of them.

    `name`: its key; `title`: its words; `scope`: part of the question that it is limited to, or None.
    """

    name: str
    title: str
    question: LinkView
    scope: str | None


class PromiseView(Struct, frozen=True):
    """Promise that a claim reports.

    `form`: promise, offer, plan, proposal or hope; `due`: when it falls due; `outcome`: silent, done, partly,
    changed or unclear; `shown_by`: claims that show the outcome; `part`: which part was kept, such as "6 of 72".
    """

    form: str
    due: DateView | None
    outcome: str
    shown_by: tuple[LinkView, ...]
    part: str | None = None


class ClaimView(Struct, frozen=True):
    """Claim: one thing that a document says.

    `href`: its address in the ledger (list of paragraphs and claims) of its document; `says`: the claim in our words;
    `words`: quotations from the document; `voice`: "article" for the document itself, "unnamed" or "named"; `speakers`:
    who says it, if named; `article`: address of these words in a published copy; `maybe`: who may be the unnamed
    speaker; `at`: paragraphs in words; `kind`: statement, view or promise; `value`: the answer that it gives, in words;
    `when`: time that it speaks of; `why`: our reasoning; `relies_on`: the claim or page that it relies on; `standing`:
    how the answers to its question compare, unless that is this page; `puzzles`: puzzles about it; `formerly`: earlier
    ids; `number`: on a page that shows the claim in full; `reviewed`: by whom and when; `genre`: kind of its document,
    a key of words; `lang`: of its document, None if it is that of the site; `translation`: of `words`, by the editor;
    `also_answers`: further questions, each with its answer;
    `corrected`: its corrections, by their days.
    """

    id: str
    href: str
    says: str
    words: tuple[str, ...]
    voice: str
    speakers: tuple[LinkView, ...]
    maybe: LinkView | None
    source: LinkView
    article: str | None
    published: PublishedView
    at: str
    kind: str
    value: str | None
    when: DateView | None
    why: str | None
    relies_on: LinkView | None
    promise: PromiseView | None
    standing: StandingView | None
    puzzles: tuple[LinkView, ...]
    formerly: tuple[str, ...]
    number: int | None = None
    reviewed: str | None = None
    genre: str = "article"
    lang: str | None = None
    translation: str | None = None
    also_answers: tuple[tuple[LinkView, str | None], ...] = ()
    corrected: tuple[LinkView, ...] = ()


class ReferenceView(Struct, frozen=True):
    """Reference to a publication outside the collection.

    `href`: its entry in the list of references; `nature`: independent, official, party or secondary; `whose`: the party
    that it comes from; `read`: archived, live or not; `read_on`: when it was read; `archived`: the copy that was read.
    """

    id: str
    href: str
    title: str
    publisher: str
    address: str
    nature: str
    whose: str | None
    read: str
    read_on: DateView | None
    archived: str | None


class AnswerRow(Struct, frozen=True):
    """Answers to a question that come from the same claims' documents and speakers.

    `values`: in words, each with its scope; `by`: whose they are, one a claim: document, then speaker.
    """

    values: tuple[str, ...]
    by: tuple[str, ...]


class ListRow(Struct, frozen=True):
    """Row of a list: a page with its summary, or a question with its answers.

    `meta`: short facts ("7 claims", "2021"); of a question `marks`: how its answers compare: name, title and, if
    scopes differ, scope of each standing; `answers`: by date.
    """

    page: LinkView
    summary: str = ""
    meta: tuple[str, ...] = ()
    marks: tuple[tuple[str, str, str | None], ...] = ()
    answers: tuple[AnswerRow, ...] = ()
