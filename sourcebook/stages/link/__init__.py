"""Links all entries into one `Dossier`: resolves every name to a key."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.edges import Edge
from sourcebook.model.entry import Entry
from sourcebook.model.gaps import Gaps
from sourcebook.model.marks import Ref
from sourcebook.model.names import FOLDERS, MADE, Key, Target, former_key
from sourcebook.model.problem import START, Problem
from sourcebook.model.record import NoteRecord
from sourcebook.model.tables import Correction, Tables
from sourcebook.stages.link.matters import to_matter
from sourcebook.stages.link.resolver import Resolver, Scope


def link(
    entries: Sequence[Entry],
    tables: Tables,
    broken: Collection[str] = (),
    texts: Mapping[str, bytes] = MappingProxyType({}),
    *,
    drafts: bool = False,
) -> tuple[Dossier, list[Problem]]:
    """Resolve every name of every entry. Returns the dossier, and problems.

    Names that cannot be resolved are problems, and are missing in the dossier. Without `drafts`, these are left out,
    and a name that leads to one is a problem. Names of `broken` files, of which nothing or not all could be parsed, are
    ignored; `entries` has what could, `texts` what they contain, as far as that was read.
    """
    resolver = Resolver(entries, tables.references, broken, drafts=drafts)
    shown = sorted((entry for entry in entries if drafts or not entry.head.draft), key=lambda entry: entry.key)
    pages = {entry.key: _page(entry, resolver) for entry in shown}
    sources = (page.matter for page in pages.values() if isinstance(page.matter, Source))
    claims = {claim.key: claim for source in sources for claim in source.claims}
    edges = tuple(edge for page in pages.values() for edge in _edges(page))
    corrections = _corrections(tables, resolver)
    gaps = Gaps(resolver.broken, resolver.broken | resolver.unsure, _names(resolver, texts))
    return Dossier(tables, pages, claims, edges, corrections, gaps), resolver.problems + _taken(shown)


def _names(resolver: Resolver, texts: Mapping[str, bytes]) -> frozenset[str] | None:
    """Slugs that broken files and names that lead nowhere may mean; None if that may be any."""
    if resolver.meant is None or not texts.keys() >= resolver.broken:
        return None
    words = (re.findall(rb"[a-z0-9-]+", texts[path].replace(b"\0", b"")) for path in resolver.broken)
    return frozenset({*resolver.meant, *(word.decode() for found in words for word in found)})


def _page(entry: Entry, resolver: Resolver) -> Page:
    scope = resolver.scope(entry.path, entry.place)
    marks: dict[tuple[str, ...], tuple[Target, ...]] = {}
    for ref in entry.outline.refs:
        if ref.kind == "reference":
            _cited(ref, entry, scope)
        elif not marks.get(ref.targets):
            targets = tuple(target for text in ref.targets if (target := scope.target(text, ref.place)) is not None)
            marks[ref.targets] = targets if len(targets) == len(ref.targets) else ()
    return Page(entry.key, entry, to_matter(entry, scope), marks)


def _edges(page: Page) -> list[Edge]:
    """Links and citations in the prose of a page, in text order."""
    return [Edge(ref.kind, page.key, target) for ref in page.entry.outline.refs for target in page.resolve(ref)]


def _cited(ref: Ref, entry: Entry, scope: Scope) -> None:
    """Check the references that a mark cites: they are among those of the note that cites them."""
    given = entry.record.references if isinstance(entry.record, NoteRecord) else None
    for name in ref.targets:
        if given is None:
            scope.problem(ref.place, "MARK", "a reference is cited outside a note", "write the sentence into a note")
        elif name not in given:
            hint = f"add {name} to `references` of this note, or write one of {', '.join(given)}"
            scope.problem(ref.place, "NAME", f"this note has no reference '{name}'", hint)


def _corrections(tables: Tables, resolver: Resolver) -> tuple[tuple[Correction, Target], ...]:
    """Corrections with what they are about, except of what was withdrawn."""
    scope = resolver.scope("corrections.toml", lambda *field: START)
    for correction in tables.corrections:
        if correction.gone and resolver.has(correction.gone):
            hint = "delete it, or take `withdrawn` out of its correction"
            scope.problem(START, "NAME", f"'{correction.about}' was withdrawn and is still there", hint)
    pairs = ((row, scope.field_target(row.about)) for row in tables.corrections if not row.withdrawn)
    return tuple((correction, about) for correction, about in pairs if about is not None)


def _taken(entries: Sequence[Entry]) -> list[Problem]:
    """Problems of old slugs that are the address of another page, or given twice."""
    problems = []
    old = Counter(former_key(entry.key, slug) for entry in entries for slug in entry.head.formerly)
    current = {entry.key for entry in entries}
    kept = {Key("pages", name) for name in (*FOLDERS, *MADE)}
    for entry in entries:
        for n, slug in enumerate(entry.head.formerly):
            key = former_key(entry.key, slug)
            if key in kept:
                why = "belongs to a generated page"
            elif key in current:
                why = "is a page now"
            elif old[key] > 1:
                why = "is claimed by two pages"
            else:
                continue
            place = entry.place("formerly", n)
            problems.append(Problem(entry.path, place, "FORMERLY", f"the old address '{key}' {why}", "drop it"))
    return problems
