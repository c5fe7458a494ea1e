"""Index of all references, with the pages that use them."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from sourcebook.model.dossier import Entity, Note, Page, Source
from sourcebook.model.names import Key
from sourcebook.views.common import LinkView, ReferenceView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.indexes import fold


class ReferencesView(Struct, frozen=True):
    """Index of all references. `references`: each with the pages that use it; `balance`: whose, and how many.

    `not_public`: whether an archived copy was read that has no address.
    """

    balance: tuple[tuple[str, int], ...]
    references: tuple[tuple[ReferenceView, tuple[LinkView, ...]], ...]
    not_public: bool


def references_view(context: PageContext) -> ReferencesView:
    """Make the template data of the index of references, sorted by publisher and title."""
    uses: dict[str, list[Key]] = {}
    for page in context.dossier.whole().dossier.pages.values():
        for reference in sorted(_used(page)):
            uses.setdefault(reference, []).append(page.key)
    used = tuple((view, context.links(tuple(uses.get(view.id, ())))) for view in all_references(context))
    counts = Counter(reference.counted_as for reference in context.dossier.whole().dossier.tables.references)
    balance = ((context.t.known(f"reference.nature.{name}") or name, n) for name, n in counts.most_common())
    not_public = any(view.read == "archived" and view.archived is None for view, _ in used)
    return ReferencesView(tuple(balance), used, not_public)


def all_references(context: PageContext) -> Iterator[ReferenceView]:
    """Template data of all references, sorted by publisher and title."""
    references = context.dossier.whole().dossier.tables.references
    return map(context.reference, sorted(references, key=lambda row: (fold(row.publisher), fold(row.title))))


def _used(page: Page) -> set[str]:
    match page.matter:
        case Note() as note:
            return {reference.id for reference in note.references}
        case Source() as source:
            return {reference.id for reference in source.copies}
        case Entity() as entity:
            point = {entity.record.point.reference} if entity.record.point else set()
            return {name.reference for name in entity.record.names} | point
    return set()
