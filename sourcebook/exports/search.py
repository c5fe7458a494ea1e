"""The index of titles, names, questions and claims: a script that sets one global, so that it works from a folder too.

Its address has no digest: every page names it, and a page whose text is unchanged is to stay unchanged.
"""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Claim, Entity, Event, Page, Question, Source
from sourcebook.model.folding import FOLDING, MOST, name_key, sentence_key
from sourcebook.views.here import Here, claim_voice
from sourcebook.views.pages.indexes import STANDINGS, page_names, row
from sourcebook.views.pages.search import SEARCH_INDEX
from sourcebook.views.site import Screen, Site
from sourcebook.views.spoken import date_text

GROUPS = (
    "people", "places", "organisations", "events", "topics", "questions", "sources", "puzzles", "notes", "pages",
    "claims",
)  # fmt: skip
SAID = ("none", "all", "text-count-one", "text-count-other", "text-none", "text-first", "text-failed", "key")
PUZZLE = "puzzle"

Name = tuple[str, str] | tuple[str, str, str]
Entry = tuple[int, str, str, str, tuple[tuple[str, str], ...], tuple[Name, ...]]


class SearchIndexView(Struct, frozen=True):
    """All that the search box knows.

    `fold`, `most`: as in model/folding.py. `groups` are headings, `glyphs` the names of marks. An entry: the place of
    its group, its address from the root, whose word it is (for a claim), facts in words, marks as (name, title), and
    its names as (text, folded, language), the first its title; "" for a text that is not shown. Names of people,
    places, organisations and events are folded in every reading, sentences in the first.
    """

    fold: dict[str, str]
    most: int
    words: dict[str, str]
    groups: tuple[str, ...]
    glyphs: tuple[str, ...]
    entries: tuple[Entry, ...]


def search_screen(site: Site) -> Screen:
    """The index, in the dossier's order."""
    here = Here(site.lookup, site.words, site.addresses, SEARCH_INDEX)
    pages = (_page(here, page) for page in site.lookup.dossier.pages.values())
    claims = (_claim(here, claim) for claim in site.lookup.dossier.claims.values())
    view = SearchIndexView(
        fold=dict(FOLDING),
        most=MOST,
        words=_words(here),
        groups=tuple(here.words(f"search.group.{name}") for name in GROUPS),
        glyphs=(*STANDINGS, PUZZLE),
        entries=(*pages, *claims),
    )
    return Screen(SEARCH_INDEX, "search-index.js", None, view, "exports/search.py")


def _words(here: Here) -> dict[str, str]:
    plural = {form: here.words(f"count.results.{form}") for form in ("one", "other")}
    return plural | {"comma": here.words("list.comma")} | {name: here.words(f"search.{name}") for name in SAID}


def _page(here: Here, page: Page) -> Entry:
    shown = row(here, page)
    facts = here.words("list.comma").join(shown.meta)
    return GROUPS.index(page.key.folder), shown.page.href, "", facts, shown.marks, _distinct(_names(here, page))


def _claim(here: Here, claim: Claim) -> Entry:
    page, says = here.page(claim.key.page), claim.record.says
    verdict = here.lookup.verdict_of.get(claim.key)
    marks: list[tuple[str, str]] = [(verdict.standing, here.standing_title(verdict))] if verdict else []
    if claim.key in here.lookup.puzzles:
        marks.append((PUZZLE, here.words("search.puzzle")))
    href, names = here.href(page.url, claim.key.id), ((says, sentence_key(says)),)
    return GROUPS.index("claims"), href, _attribution(here, claim), page.title, tuple(marks), names


def _attribution(here: Here, claim: Claim) -> str:
    """Whose word a claim is, in which outlet, on which day: `Ida Storm, Courier, 12 March 2019`."""
    source = here.lookup.dossier.source(claim.key.source)
    outlet = here.page(source.outlet).title if source.outlet else here.words("claim.no-outlet")
    voice = [here.page(who).title for who in claim.by] or [here.words(f"search.{claim_voice(claim)}")]
    return here.words("list.comma").join((*voice, outlet, date_text(source.record.published.date, here.words)))


def _names(here: Here, page: Page) -> Iterator[Name]:
    keyed = name_key if isinstance(page.matter, Entity | Event) else sentence_key
    for name, lang in page_names(here, page).items():
        yield (name, keyed(name), lang) if lang else (name, keyed(name))
    match page.matter:
        case Entity() as entity:
            if entity.record.also:
                yield entity.record.also, name_key(entity.record.also.rpartition(": ")[2])
            for _, _, named in here.lookup.names.get(page.key, ()):
                yield "", name_key(named.record.spelling or "")
        case Question() as question:
            yield question.record.asks, sentence_key(question.record.asks)
        case Source() as source:
            yield "", sentence_key(source.record.headline or "")


def _distinct(names: Iterator[Name]) -> tuple[Name, ...]:
    """Without those that fold to what another folds to."""
    found: dict[str, Name] = {}
    for name in names:
        if name[1]:
            found.setdefault(name[1], name)
    return tuple(found.values())
