"""Search index of titles, names, questions and claims, as a script.

The script sets a global variable, so that it also loads from a folder on disk. Its address has no digest: every page
names it, and must not change whenever the index does.
"""

from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Article, Claim, Entity, Event, Page, Question, Source
from sourcebook.model.folding import ARTICLES, FOLDING, MOST, name_key, sentence_key
from sourcebook.model.names import page_url
from sourcebook.views.attribution import attribution
from sourcebook.views.context import PageContext
from sourcebook.views.kinds import listed
from sourcebook.views.list_rows import STANDINGS, by_weight, list_row
from sourcebook.views.pages.indexes import page_names
from sourcebook.views.pages.search import SEARCH_INDEX
from sourcebook.views.site import RenderInput, Site

GROUPS = (
    "people", "places", "organisations", "events", "topics", "questions", "sources", "puzzles", "notes", "pages",
    "claims",
)  # fmt: skip
SAID = ("none", "all", "text-none", "text-first", "text-failed", "key")
COUNTED = ("results", "texts")
PUZZLE = "puzzle"

Words = dict[str, str | dict[str, str]]
Name = tuple[str, str] | tuple[str, str, str]
Entry = tuple[int, str, str, str, tuple[tuple[str, str], ...], tuple[Name, ...]]


class SearchIndexView(Struct, frozen=True):
    """Data of the search index.

    Names of people, places, organisations and events are folded (reduced to search keys) in every reading, sentences in
    the first. `fold`, `most`, `articles`: as in model/folding.py; `words`: interface words by name, counts by plural
    form; `groups`: headings; `glyphs`: names of signs; `entries`: for each entry the index of its group, its address
    from the root, who says it (of a claim, else ""), facts in words, marks as (name, title), and names as (text, folded
    text, language) with the title first; the text of a name is "" if it is searched but not shown.
    """

    fold: dict[str, str]
    most: int
    articles: str
    words: Words
    groups: tuple[str, ...]
    glyphs: tuple[str, ...]
    entries: tuple[Entry, ...]


def search_input(site: Site) -> RenderInput:
    """Input for rendering the search index; entries are in the dossier's order."""
    context = site.context(SEARCH_INDEX)
    whole = site.dossier.whole().dossier.pages
    pages = (_page(context, whole[key]) for key in by_weight(context, listed(context, whole)))
    made = (_made(context, name) for name in sorted(site.dossier.made()))
    claims = (_claim(context, claim) for claim in site.dossier.whole().dossier.claims.values())
    view = SearchIndexView(
        fold=dict(FOLDING),
        most=MOST,
        articles=ARTICLES,
        words=_words(context),
        groups=tuple(context.t(f"search.group.{name}") for name in GROUPS),
        glyphs=(*STANDINGS, PUZZLE),
        entries=(*pages, *made, *claims),
    )
    return RenderInput(SEARCH_INDEX, "search-index.js", None, view, "exports/search.py")


def _words(context: PageContext) -> Words:
    t = context.t
    counts = {noun: {form: t(f"count.{noun}.{form}") for form in t.plurals} for noun in COUNTED}
    return (
        counts | {name: t(f"list.{name}") for name in ("comma", "colon")} | {name: t(f"search.{name}") for name in SAID}
    )


def _page(context: PageContext, page: Page) -> Entry:
    row = list_row(context, page.key)
    answers = (
        f"{context.t('list.comma').join(answer.values)} [{context.t('list.stop').join(answer.by)}]"
        for answer in row.answers
    )
    facts = context.t("list.comma").join(row.meta) or context.t("list.stop").join(answers)
    marks = tuple((name, title) for name, title, _ in row.marks)
    return GROUPS.index(page.key.folder), row.page.href, "", facts, marks, _distinct(_names(context, page))


def _made(context: PageContext, name: str) -> Entry:
    """Entry of a page without a file, found by its title, its name and what it says of itself."""
    title, intro = context.t(f"nav.{name}"), context.t.known(f"index.intro.{name}") or ""
    names = ((title, sentence_key(title)), ("", sentence_key(name)), ("", sentence_key(intro)))
    return GROUPS.index("pages"), context.href(f"/{name}/"), "", "", (), _distinct(iter(names))


def _claim(context: PageContext, claim: Claim) -> Entry:
    page, says = claim.key.page, claim.record.says
    verdict = context.dossier.verdict_of(claim.key)
    marks: list[tuple[str, str]] = [(verdict.standing, context.standing_title(verdict))] if verdict else []
    if context.dossier.puzzles(claim.key):
        marks.append((PUZZLE, context.t("search.puzzle")))
    href, names = context.href(page_url(page), claim.key.id), ((says, sentence_key(says)),)
    by = attribution(context.dossier, claim, context.t)
    return GROUPS.index("claims"), href, by, context.dossier.title(page), tuple(marks), names


def _names(context: PageContext, page: Page) -> Iterator[Name]:
    keyed = name_key if isinstance(page.matter, Entity | Event) else sentence_key
    for name, lang in page_names(context, page).items():
        yield (name, keyed(name), lang) if lang else (name, keyed(name))
    match page.matter:
        case Entity() as entity:
            if entity.record.also:
                yield entity.record.also, name_key(entity.record.also.rpartition(": ")[2])
            for _, named in context.dossier.names(page.key):
                yield "", name_key(named.record.spelling or "")
        case Question() as question:
            yield question.record.asks, sentence_key(question.record.asks)
        case Source() as source:
            yield "", sentence_key(source.record.headline or "")
        case Article():
            headings = (heading.text for heading in context.dossier.body(page.key).headings)
            yield from (("", sentence_key(text)) for text in (page.key.slug, *headings))


def _distinct(names: Iterator[Name]) -> tuple[Name, ...]:
    """Names without those that fold to the same text as an earlier one."""
    distinct: dict[str, Name] = {}
    for name in names:
        if name[1]:
            distinct.setdefault(name[1], name)
    return tuple(distinct.values())
