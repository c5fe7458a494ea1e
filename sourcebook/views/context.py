"""Context of a page: makes links relative to it, and template data of claims etc."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.model.dates import Edtf
from sourcebook.model.dossier import Claim, Matter, Question
from sourcebook.model.edges import target_page
from sourcebook.model.names import ClaimKey, Key, Target, page_url, row_anchor
from sourcebook.model.places import At
from sourcebook.model.reader import Reader
from sourcebook.model.source_record import Published
from sourcebook.model.standing import Verdict, VerdictSummary
from sourcebook.model.tables import Reference
from sourcebook.model.values import EntityValue
from sourcebook.views.addresses import Addresses
from sourcebook.views.attribution import attribution, claim_voice, passage, short_name
from sourcebook.views.common import (
    ClaimView,
    DateView,
    LinkView,
    PromiseView,
    PublishedView,
    ReferenceView,
    StandingView,
)
from sourcebook.views.formatting import date_view, day_view, place_text, review_text, value_text
from sourcebook.views.translations import Translations

REFERENCES = "/references/"

M = TypeVar("M", bound=Matter)


class PageContext(Struct, frozen=True):
    """Makes links, dates and claims for the page at `url`. `numbers`: of claims in full, where citations lead."""

    dossier: Reader
    t: Translations
    addresses: Addresses
    url: str
    numbers: Mapping[ClaimKey, int] = {}
    _links: dict[Key, LinkView] = {}
    _claims: dict[ClaimKey, ClaimView] = {}

    def href(self, url: str, anchor: str = "") -> str:
        return self.addresses.relative(self.url, url, anchor)

    def link(self, key: Key) -> LinkView:
        if key not in self._links:
            self._links[key] = LinkView(self.dossier.title(key), self.href(*self.place_of(key)))
        return self._links[key]

    def place_of(self, key: Key) -> tuple[str, str]:
        """Address and anchor at which a page is shown; of most, their own and none."""
        shown_on = self.dossier.shown_on(key)
        return (page_url(key), "") if shown_on is None else (page_url(shown_on), row_anchor(key))

    def document(self, key: Key) -> LinkView:
        """Link to a document, by its short name."""
        return LinkView(short_name(self.dossier, self.dossier.head(key), self.t), self.href(page_url(key)))

    def links(self, keys: tuple[Key, ...]) -> tuple[LinkView, ...]:
        return tuple(self.link(key) for key in keys)

    def made(self, *names: str) -> tuple[LinkView, ...]:
        """Links to the generated pages of these names, if the dossier has them."""
        made = self.dossier.made()
        return tuple(LinkView(self.t(f"nav.{name}"), self.href(f"/{name}/")) for name in names if name in made)

    def maybe(self, key: Key | None) -> LinkView | None:
        return None if key is None else self.link(key)

    def target(self, target: Target) -> LinkView:
        """Link to a page, a claim or a paragraph; a claim is titled by what it says."""
        if isinstance(target, Key):
            return self.link(target)
        url = page_url(target_page(target))
        if isinstance(target, ClaimKey):
            claim = self.dossier.claim(target)
            title = self.t("claim.attributed", by=attribution(self.dossier, claim, self.t), says=claim.record.says)
            return LinkView(title, self.href(url, target.id))
        at = At((target.number,), self.dossier.head(target.page).unit)
        title = self.t("list.comma").join((self.document(target.page).title, self.at(at)))
        return LinkView(title, self.href(url, paragraph_anchor(target.number)))

    def where(self, target: Target) -> LinkView:
        """Link to a page, or to a document, claim or paragraph by where it stands."""
        if isinstance(target, ClaimKey):
            claim = self.claim(target)
            return LinkView(self.t("list.comma").join((claim.source.title, claim.at)), claim.href)
        return self.document(target) if target in self.dossier.sources() else self.target(target)

    def corrected(self, target: Target) -> tuple[LinkView, ...]:
        rows = self.dossier.corrected(target)
        return tuple(LinkView(day_view(day, self.t).text, self.href("/corrections/", anchor)) for day, anchor in rows)

    def date(self, date: Edtf) -> DateView:
        return date_view(date, self.t)

    def maybe_date(self, date: Edtf | None) -> DateView | None:
        return None if date is None else self.date(date)

    def published(self, published: Published) -> PublishedView:
        return PublishedView(self.date(published.date), published.basis, published.why)

    def at(self, at: At) -> str:
        return place_text(at, self.t)

    def claim(self, key: ClaimKey) -> ClaimView:
        """Template data of the claim with this key; made once for a page."""
        if key not in self._claims:
            self._claims[key] = self._claim(self.dossier.claim(key))
        return self._claims[key]

    def claims(self, keys: Iterable[ClaimKey]) -> tuple[ClaimView, ...]:
        return tuple(self.claim(key) for key in keys)

    def answers(self, claims: Iterable[Claim]) -> tuple[ClaimView, ...]:
        """Template data of claims, each with its answer to the question as which a verdict has it."""
        return tuple(self._claim(claim) if claim.also_answers else self.claim(claim.key) for claim in claims)

    def by_date(self, claims: Iterable[Claim]) -> list[Claim]:
        """Sort claims by the date of their documents."""
        return sorted(claims, key=lambda claim: self.dossier.head(claim.key.page).rank)

    def _claim(self, claim: Claim) -> ClaimView:
        record = claim.record
        source = self.dossier.head(claim.key.page)
        return ClaimView(
            id=claim.key.id,
            href=self.href(page_url(claim.key.page), claim.key.id),
            says=record.says,
            words=record.words,
            voice=claim_voice(claim),
            speakers=self.links(claim.by),
            maybe=self.maybe(claim.maybe),
            source=self.document(claim.key.page),
            article=None if source.address is None else passage(source.address, record.words, record.at),
            published=self.published(source.published),
            at=self.at(record.at),
            kind=record.kind,
            value=self.value(claim),
            when=self.maybe_date(record.when),
            why=record.why,
            relies_on=None if claim.relies_on is None else self.target(claim.relies_on),
            promise=self._promise(claim),
            standing=self._standing(claim),
            puzzles=tuple(self.link(key) for key in self.dossier.puzzles(claim.key) if page_url(key) != self.url),
            formerly=record.formerly,
            number=self.numbers.get(claim.key),
            reviewed=review_text(record.reviewed, self.t) if record.reviewed else None,
            genre=source.kind,
            lang=source.lang,
            translation=record.translation,
            also_answers=tuple(
                (self.link(reading.answers), self.value(reading)) for reading in claim.readings[1:] if reading.answers
            ),
            corrected=self.corrected(claim.key),
        )

    def numbering(self, claims: Iterable[ClaimKey]) -> "PageContext":
        """Copy this context for a page that shows these claims in full, numbered from 1 in this order."""
        numbers = {key: number for number, key in enumerate(dict.fromkeys(claims), 1)}
        return replace(self, numbers=numbers, _claims={})

    def matter(self, key: Key, kind: type[M]) -> M:
        """Linked data of a page, which must be of type `kind`."""
        matter = self.dossier.matter(key)
        assert isinstance(matter, kind)
        return matter

    def value(self, claim: Claim) -> str | None:
        """Format the answer that a claim gives, with its unit; None if it gives none."""
        if claim.value is None or claim.answers is None:
            return None
        if isinstance(claim.value, EntityValue):
            return self.dossier.title(claim.value.key)
        return value_text(claim.value, self.matter(claim.answers, Question).record.unit, self.t)

    def standing_title(self, verdict: Verdict | VerdictSummary) -> str:
        return self.t(f"standing.{verdict.standing}.title", n=verdict.origins)

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
            None if reference.read_on is None else day_view(reference.read_on.isoformat(), self.t),
            reference.archived,
        )

    def _promise(self, claim: Claim) -> PromiseView | None:
        record = claim.record
        if record.form is None or record.outcome is None:
            return None
        shown = tuple(self.target(key) for key in claim.shown_by)
        return PromiseView(record.form, self.maybe_date(record.due), record.outcome, shown, record.part)

    def _standing(self, claim: Claim) -> StandingView | None:
        shown = claim.answers
        if shown is None or page_url(shown) == self.url or not (verdict := self.dossier.verdict_of(claim.key)):
            return None
        return StandingView(verdict.standing, self.standing_title(verdict), self.link(shown), verdict.scope)


def paragraph_anchor(number: int) -> str:
    """Anchor of a paragraph on its document's page, such as `p-8`."""
    return f"p-{number}"
