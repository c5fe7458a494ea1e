"""Behind a page: how many documents and origins its claims come from, whose voices, what is missing."""

from collections.abc import Sequence

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity, Page, Puzzle
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.record import UNNAMED
from sourcebook.model.standing import origin_count
from sourcebook.views.common import DateView, LinkView
from sourcebook.views.here import Here
from sourcebook.views.spoken import span_view


class BehindView(Struct, frozen=True):
    """What stands behind a page: how many claims it cites or is answered by, whose, from when, what is missing.

    Missing are: an answer to the page's own question (`no_answer`), answers to other questions of its topics
    (`unanswered`), what the documents do not settle (`puzzles`), speakers (`unnamed` claims) and outcomes (`silent`
    promises).
    """

    documents: tuple[LinkView, ...]
    origins: int
    claims: int
    voices: tuple[LinkView, ...]
    countries: tuple[LinkView, ...]
    unplaced: int
    dates: DateView | None
    no_answer: bool
    unanswered: tuple[LinkView, ...]
    puzzles: tuple[LinkView, ...]
    unnamed: int
    silent: int

    @property
    def missing(self) -> bool:
        """Whether there is anything to list as missing."""
        return bool(self.no_answer or self.unanswered or self.puzzles or self.unnamed or self.silent)


def behind_view(here: Here, page: Page, claims: Sequence[Claim], topics: Sequence[Page]) -> BehindView:
    """`claims` that a page stands on, and the `topics` to which it belongs or which it is."""
    lookup = here.lookup
    slugs = sorted({claim.key.source for claim in claims}, key=lambda slug: lookup.order[slug])
    sources = [lookup.dossier.source(slug) for slug in slugs]
    voices = sorted({who for claim in claims for who in claim.by}, key=lambda who: here.page(who).title)
    countries = [country(here, slug) for slug in slugs]
    asked = {each.key: each for topic in topics for each in lookup.questions_of.get(topic.key, ())}
    return BehindView(
        documents=here.links(tuple(Key("sources", slug) for slug in slugs)),
        origins=origin_count(lookup.dossier, claims),
        claims=len(claims),
        voices=here.links(tuple(voices)),
        countries=here.links(tuple(sorted({key for key in countries if key}))),
        unplaced=countries.count(None),
        dates=span_view([source.record.published.date for source in sources], here.words),
        no_answer=_open(here, page),
        unanswered=here.links(tuple(key for key, each in asked.items() if key != page.key and _open(here, each))),
        puzzles=here.links(_puzzles(here, page, claims, topics)),
        unnamed=sum(UNNAMED in claim.record.by for claim in claims),
        silent=sum(claim.record.outcome == "silent" and claim.record.form != "hope" for claim in claims),
    )


def _open(here: Here, page: Page) -> bool:
    """Whether a page is a question that no document answers."""
    return any(verdict.standing == "unanswered" for verdict in here.lookup.verdicts.get(page.key, ()))


def _puzzles(here: Here, page: Page, claims: Sequence[Claim], topics: Sequence[Page]) -> tuple[Key, ...]:
    """Puzzles about a page or its claims, and the gaps of its topics."""
    tables = here.lookup.puzzles
    targets: list[Key | ClaimKey] = [page.key, *(claim.key for claim in claims)]
    found = {puzzle.key for target in targets for puzzle in tables.get(target, ())}
    gaps = (puzzle for topic in topics for puzzle in tables.get(topic.key, ()))
    found |= {puzzle.key for puzzle in gaps if isinstance(puzzle.matter, Puzzle) and puzzle.matter.record.kind == "gap"}
    return tuple(puzzle.key for puzzle in here.lookup.dossier.of("puzzles") if puzzle.key in found)


def country(here: Here, slug: str) -> Key | None:
    """The country of a document's outlet, where the dossier knows it."""
    outlet = here.lookup.dossier.source(slug).outlet
    matter = here.page(outlet).matter if outlet else None
    return matter.country if isinstance(matter, Entity) else None
