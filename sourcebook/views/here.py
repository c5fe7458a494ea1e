"""The dossier as one page sees it: links relative to it, its citations numbered, its dates in words."""

from dataclasses import dataclass, field

from sourcebook.model.dates import Edtf, parse_edtf
from sourcebook.model.dossier import Claim, Page, Puzzle, Question, Source
from sourcebook.model.edges import target_page
from sourcebook.model.names import ClaimKey, Key, Target
from sourcebook.model.record import UNNAMED
from sourcebook.model.standing import Verdict
from sourcebook.model.tables import Reference
from sourcebook.model.values import EntityValue
from sourcebook.views.addresses import Addresses
from sourcebook.views.common import (
    ClaimView,
    DateView,
    LinkView,
    PromiseView,
    PublishedView,
    PuzzleLinkView,
    QuestionLinkView,
    ReferenceView,
    StandingView,
)
from sourcebook.views.lookup import Lookup
from sourcebook.views.spoken import date_view, value_text
from sourcebook.views.words import Words

REFERENCES = "/references/"


@dataclass(frozen=True)
class Here:
    """A place to write links from: the page at `url`."""

    lookup: Lookup
    words: Words
    addresses: Addresses
    url: str
    _links: dict[Key, LinkView] = field(default_factory=dict, repr=False, compare=False)
    _claims: dict[ClaimKey, ClaimView] = field(default_factory=dict, repr=False, compare=False)

    def href(self, url: str, anchor: str = "") -> str:
        return self.addresses.relative(self.url, url, anchor)

    def page(self, key: Key) -> Page:
        return self.lookup.dossier.pages[key]

    def link(self, key: Key) -> LinkView:
        if key not in self._links:
            page = self.page(key)
            self._links[key] = LinkView(page.title, self.href(page.url))
        return self._links[key]

    def links(self, keys: tuple[Key, ...]) -> tuple[LinkView, ...]:
        return tuple(self.link(key) for key in keys)

    def made(self, *names: str) -> tuple[LinkView, ...]:
        """Links to those of these pages, which no file is written for, that there are."""
        found = [name for name in names if name in self.lookup.made]
        return tuple(LinkView(self.words(f"nav.{name}"), self.href(f"/{name}/")) for name in found)

    def maybe(self, key: Key | None) -> LinkView | None:
        return None if key is None else self.link(key)

    def target(self, target: Target) -> LinkView:
        """A link to a page, a claim (by what it says) or a paragraph."""
        if isinstance(target, Key):
            return self.link(target)
        url = self.page(target_page(target)).url
        if isinstance(target, ClaimKey):
            return LinkView(self.lookup.dossier.claims[target].record.says, self.href(url, target.id))
        title = self.words("cite.paragraph", source=self.page(target.page).title, n=target.number)
        return LinkView(title, self.href(url, paragraph_anchor(target.number)))

    def date(self, date: Edtf) -> DateView:
        return date_view(date, self.words)

    def maybe_date(self, date: Edtf | None) -> DateView | None:
        return None if date is None else self.date(date)

    def published(self, source: Source) -> PublishedView:
        published = source.record.published
        return PublishedView(self.date(published.date), published.basis, published.why)

    def at(self, numbers: tuple[int, ...]) -> str:
        """`paragraph 8`, `paragraphs 8, 9`."""
        name = "cite.at-one" if len(numbers) == 1 else "cite.at-many"
        return self.words(name, n=", ".join(map(str, numbers)))

    def claim(self, claim: Claim) -> ClaimView:
        """A claim with all that is known of it."""
        if claim.key not in self._claims:
            self._claims[claim.key] = self._claim(claim)
        return self._claims[claim.key]

    def _claim(self, claim: Claim) -> ClaimView:
        record = claim.record
        source = self.lookup.dossier.source(claim.key.source)
        return ClaimView(
            id=claim.key.id,
            href=self.href(self.page(claim.key.page).url, claim.key.id),
            says=record.says,
            words=record.words,
            voice=claim_voice(claim),
            speakers=self.links(claim.by),
            maybe=self.maybe(claim.maybe),
            source=self.link(claim.key.page),
            outlet=self.maybe(source.outlet),
            author=self.maybe(source.author),
            published=self.published(source),
            at=self.at(record.at),
            kind=record.kind,
            value=self.value(claim),
            scope=record.scope,
            when=self.maybe_date(record.when),
            why=record.why,
            relies_on=None if claim.relies_on is None else self.target(claim.relies_on),
            promise=self._promise(claim),
            standing=self._standing(claim),
            puzzles=tuple(
                self.link(page.key) for page in self.lookup.puzzles.get(claim.key, ()) if page.url != self.url
            ),
            about=self.links(claim.about),
            formerly=record.formerly,
        )

    def value(self, claim: Claim) -> str | None:
        """A claim's answer in words, with its unit."""
        if claim.value is None or claim.answers is None:
            return None
        if isinstance(claim.value, EntityValue):
            return self.page(claim.value.key).title
        return value_text(claim.value, self.question(claim.answers).record.unit, self.words)

    def standing_title(self, verdict: Verdict) -> str:
        return self.words(f"standing.{verdict.standing}.title", n=verdict.origins)

    def question(self, key: Key) -> Question:
        matter = self.page(key).matter
        assert isinstance(matter, Question)
        return matter

    def question_link(self, page: Page) -> QuestionLinkView:
        verdicts = self.lookup.verdicts[page.key]
        return QuestionLinkView(
            self.link(page.key),
            self.question(page.key).record.asks,
            tuple((each.standing, self.standing_title(each), each.scope) for each in verdicts),
            sum(len(each.claims) for each in verdicts),
        )

    def puzzle_link(self, page: Page) -> PuzzleLinkView:
        assert isinstance(page.matter, Puzzle)
        record = page.matter.record
        return PuzzleLinkView(self.link(page.key), record.kind, record.weight, self.lookup.summary(page))

    def reference(self, reference: Reference) -> ReferenceView:
        return ReferenceView(
            reference.id,
            self.href(REFERENCES, f"r-{reference.id}"),
            reference.title,
            reference.publisher,
            reference.address,
            reference.nature,
            reference.whose,
            reference.read,
            None if reference.read_on is None else day_view(reference.read_on.isoformat(), self.words),
        )

    def _promise(self, claim: Claim) -> PromiseView | None:
        record = claim.record
        if record.form is None or record.outcome is None:
            return None
        shown = tuple(self.target(key) for key in claim.shown_by)
        return PromiseView(record.form, self.maybe_date(record.due), record.outcome, shown)

    def _standing(self, claim: Claim) -> StandingView | None:
        verdict = self.lookup.verdict_of.get(claim.key)
        if verdict is None or claim.answers is None or self.page(claim.answers).url == self.url:
            return None
        return StandingView(verdict.standing, self.standing_title(verdict), self.link(claim.answers), verdict.scope)


def day_view(day: str, words: Words) -> DateView:
    """A day of the calendar (ISO 8601) for a template."""
    return date_view(parse_edtf(day), words)


def claim_voice(claim: Claim) -> str:
    """Whose voice a claim is in: "named", "unnamed" or the "article"'s own."""
    return "named" if claim.by else "unnamed" if UNNAMED in claim.record.by else "article"


def paragraph_anchor(number: int) -> str:
    """The anchor of a paragraph on its source's page."""
    return f"p-{number}"
