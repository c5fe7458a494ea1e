"""The dossier seen from each page: who speaks of it, cites it, answers it. Queries over its tables, made once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from sourcebook.model.dates import rank
from sourcebook.model.dossier import Claim, Dossier, Named, Note, Page, Puzzle, Question, Source, made, spoken
from sourcebook.model.names import ClaimKey, Key, Target, key_of
from sourcebook.model.standing import Verdict, standings

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True)
class Lookup:
    """Tables by target over one dossier; all keep the dossier's order."""

    dossier: Dossier

    @cached_property
    def sources(self) -> tuple[tuple[Page, Source], ...]:
        """Documents by date; those known only to be older than a day come before those of its month."""
        found = [(page, page.matter) for page in self.dossier.of("sources") if isinstance(page.matter, Source)]
        return tuple(sorted(found, key=lambda pair: rank(pair[1].record.published.date)))

    def at(self, url: str) -> Page | None:
        """The written page at an address below the root."""
        key = key_of(url)
        return None if key is None else self.dossier.pages.get(key)

    @cached_property
    def made(self) -> frozenset[str]:
        """The pages without a file of their own, by their names at the top."""
        return made(self.dossier)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Rank of each document by date, by slug."""
        return {page.key.slug: rank for rank, (page, _) in enumerate(self.sources)}

    @cached_property
    def verdicts(self) -> Mapping[Key, tuple[Verdict, ...]]:
        return standings(self.dossier)

    @cached_property
    def verdict_of(self) -> Mapping[ClaimKey, Verdict]:
        return {
            claim.key: verdict
            for verdicts in self.verdicts.values()
            for verdict in verdicts
            for claim in (*verdict.claims, *verdict.others)
        }

    @cached_property
    def about(self) -> Mapping[Key, list[Claim]]:
        return _grouped((key, claim) for claim in self.dossier.claims.values() for key in claim.about)

    @cached_property
    def said(self) -> Mapping[Key, list[Claim]]:
        return _grouped((key, claim) for claim in self.dossier.claims.values() for key in claim.by)

    @cached_property
    def names(self) -> Mapping[Key, list[tuple[Page, Source, Named]]]:
        """Spellings and titles by who bears them, in the order of the documents' dates."""
        return _grouped((named.who, (page, source, named)) for page, source in self.sources for named in source.names)

    @cached_property
    def puzzles(self) -> Mapping[Target, list[Page]]:
        return _grouped((target, page) for page in self.dossier.of("puzzles") for target in _about(page))

    @cached_property
    def notes(self) -> Mapping[Target, list[Page]]:
        return _grouped((target, page) for page in self.dossier.of("notes") for target in _about(page))

    @cached_property
    def questions_about(self) -> Mapping[Key, list[Page]]:
        found = [(page, page.matter) for page in self.dossier.of("questions") if isinstance(page.matter, Question)]
        return _grouped((key, page) for page, question in found for key in question.about)

    @cached_property
    def questions_of(self) -> Mapping[Key, list[Page]]:
        """By topic, the questions about it, then those that its article links."""
        linked = (
            (topic.key, self.dossier.pages[edge.target])
            for topic in self.dossier.of("topics")
            for edge in self.dossier.edges.of.get(topic.key, ())
            if isinstance(edge.target, Key) and edge.target.folder == "questions"
        )
        about = ((key, page) for key, pages in self.questions_about.items() if key.folder == "topics" for page in pages)
        return _grouped((*about, *linked))

    @cached_property
    def topics_of(self) -> Mapping[Key, list[Page]]:
        """By question, the topics among whose questions it is."""
        pages = self.dossier.pages
        return _grouped((page.key, pages[topic]) for topic, asked in self.questions_of.items() for page in asked)

    def summary(self, page: Page) -> str:
        """A page's summary, or the first sentence of its prose."""
        if page.entry.head.summary:
            return page.entry.head.summary
        return spoken(page.prose.opening, page, self.dossier.pages)

    @cached_property
    def _loaded(self) -> re.Pattern[str]:
        forms = [form for term in self.dossier.tables.terms for form in term.forms]
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b") if forms else re.compile(r"(?!)")

    def is_loaded(self, text: str) -> bool:
        """Whether a document's words hold a loaded term."""
        return self._loaded.search(text.casefold()) is not None


def _about(page: Page) -> tuple[Target, ...]:
    return page.matter.about if isinstance(page.matter, Puzzle | Note) else ()


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, list[V]]:
    """Values by key in their order; one that is named twice under a key stands there once."""
    found: dict[K, dict[int, V]] = defaultdict(dict)
    for key, value in pairs:
        found[key][id(value)] = value
    return {key: list(values.values()) for key, values in found.items()}
