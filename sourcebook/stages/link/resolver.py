"""Resolves names as people write them to keys of pages, claims and paragraphs."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from sourcebook.model.entry import Entry, FieldPath
from sourcebook.model.names import TARGET, ClaimKey, Key, ParagraphKey, Target, former_key
from sourcebook.model.places import NAMED_BY_NUMBER
from sourcebook.model.problem import Place, Problem, did_you_mean
from sourcebook.model.source_record import SourceRecord
from sourcebook.model.tables import Reference
from sourcebook.stages.link.unresolved import Unresolved, merged, within

REFERENCES = "references.toml"


class Resolver:
    """Index of all names of a dossier; `problems` collects those of all its scopes.

    A name that leads nowhere, to a draft or to several pages is a problem. `unsure`: paths of files with a name that
    leads nowhere, or that would lead into one of the `broken` files; `meant`: slugs of pages that such names are near,
    None if one is near to none.
    """

    def __init__(
        self, entries: Sequence[Entry], references: Sequence[Reference], broken: Collection[str], *, drafts: bool
    ) -> None:
        self._problems: list[Problem] = []
        self._ambiguous: dict[str, list[Problem]] = defaultdict(list)
        self.drafts = drafts
        self.broken = frozenset(broken)
        self.unsure: set[str] = set()
        self.meant: set[str] | None = set()
        self.references = {reference.id: reference for reference in references}
        self.entries = {entry.key: entry for entry in entries}
        self._unknown = self.broken - {entry.path for entry in entries}
        self._moved = {former_key(entry.key, old): entry.key for entry in entries for old in entry.head.formerly}
        self._by_slug: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(self.entries):
            self._by_slug[key.slug].append(key)
        self.claims = {
            ClaimKey(entry.key.slug, claim.id): claim
            for entry in entries
            if isinstance(entry.record, SourceRecord)
            for claim in entry.record.claims
        }

    @property
    def problems(self) -> list[Problem]:
        """All problems; names that do not tell two pages apart are one problem for each slug, at its first use."""
        return self._problems + [merged(uses) for uses in self._ambiguous.values()]

    def add(self, problem: Problem, ambiguous: str = "") -> None:
        """Add a problem. `ambiguous`: the slug, if several pages share it; `problems` merges those of one slug."""
        (self._ambiguous[ambiguous] if ambiguous else self._problems).append(problem)
        self.unsure.add(problem.path)

    def has(self, key: Key | ClaimKey) -> bool:
        """True if there is such a claim or page, be it a draft, or a page that was once called so."""
        return key in self.claims if isinstance(key, ClaimKey) else key in self.entries or key in self._moved

    def scope(self, path: str, place: Callable[..., Place]) -> "Scope":
        """Make a resolver for the names of one file.

        `place(*field)` returns the place of a field, for problems.
        """
        return Scope(self, path, place)

    def mean(self, slug: str) -> None:
        """Note a slug of a name that leads nowhere, and those near it."""
        from difflib import get_close_matches

        near = {slug} & self._by_slug.keys() or get_close_matches(slug, self._by_slug)
        self.meant = {*self.meant, *near} if self.meant is not None and near else None

    def page(self, folder: str | None, slug: str, folders: tuple[str, ...]) -> Key | Unresolved | None:
        """Find a page by slug within `folders`, or within all; `folder`: the one that was written with the slug.

        If there is not exactly one such page, returns the reason; if nothing of its file could be parsed, None.
        """
        if self._unknown and any(path.endswith(f"{folder or ''}/{slug}.md") for path in self._unknown):
            return None
        if folder:
            keys = [key for key in self._by_slug.get(slug, ()) if key.folder == folder]
            if not keys:
                return Unresolved(f"there is no page '{folder}/{slug}'", self._near(f"{folder}/{slug}", folders))
        else:
            keys = [key for key in self._by_slug.get(slug, ()) if not folders or key.folder in folders]
            keys = [key for key in keys if self.drafts or not self.entries[key].head.draft] or keys
        if not keys:
            return Unresolved(f"there is no page '{slug}'{within(folders)}", self._near(slug, folders))
        if len(keys) > 1:
            return Unresolved(f"'{slug}' names {len(keys)} pages", "write " + " or ".join(map(str, keys)), slug)
        if folders and keys[0].folder not in folders:
            return Unresolved(f"'{keys[0]}' is not one of {', '.join(folders)}", "name another")
        if self.entries[keys[0]].head.draft and not self.drafts:
            return Unresolved(f"'{keys[0]}' is a draft", "publish it or take the name out")
        return keys[0]

    def _near(self, written: str, folders: tuple[str, ...]) -> str:
        moved = next((key for old, key in self._moved.items() if written in (old.slug, str(old))), None)
        if moved is not None:
            return f"it is {moved} now"
        folder, _, slug = written.rpartition("/")
        named = {
            key.slug: str(key) if folder else key.slug for key in self.entries if not folders or key.folder in folders
        }
        near = did_you_mean(slug, named)
        if not near:
            return f"write {written}.md" if folder else "write the page, or name another"
        return f"did you mean '{named[near.split(chr(39))[1]]}'?"


class Scope:
    """Resolves the names of one file; unresolved names become problems."""

    def __init__(self, names: Resolver, path: str, place: Callable[..., Place]) -> None:
        self._names, self._path, self._place = names, path, place

    def target(self, text: str, place: Place) -> Target | None:
        """Resolve the target of a mark to a page, claim or paragraph.

        None, with a problem, if it leads nowhere.
        """
        match = TARGET.match(text)
        if not match:
            self.problem(place, "NAME", f"'{text}' is not a name", "write slug, folder/slug, source#claim or source p8")
            return None
        if match["claim"]:
            return self._claim(ClaimKey(match["slug"], match["claim"]), place)
        if match["paragraph"]:
            return self._paragraph(match["slug"], int(match["paragraph"]), place)
        return self._page(match["folder"], match["slug"], (), place)

    def page(self, text: str | None, *field: str | int, folders: tuple[str, ...] = ()) -> Key | None:
        """Resolve the page that a field names; None if it is empty or leads nowhere."""
        if text is None:
            return None
        match = TARGET.match(text)
        if not match or match["claim"] or match["paragraph"]:
            self._names.mean(text)
            self.problem(self._place(*field), "NAME", f"'{text}' is not the name of a page", "write its slug")
            return None
        return self._page(match["folder"], match["slug"], folders, self._place(*field))

    def pages(self, texts: Sequence[str], *field: str | int, folders: tuple[str, ...] = ()) -> tuple[Key, ...]:
        """Resolve a list of page names in a field; names that lead nowhere are left out."""
        return tuple(filter(None, (self.page(text, *field, n, folders=folders) for n, text in enumerate(texts))))

    def field_target(self, text: str | None, *field: str | int) -> Target | None:
        """Resolve the page, claim or paragraph a field names; None if it leads nowhere."""
        return None if text is None else self.target(text, self._place(*field))

    def field_targets(self, texts: Sequence[str], *field: str | int) -> tuple[Target, ...]:
        """Resolve pages, claims and paragraphs in a field, without those that lead nowhere."""
        targets = (self.field_target(text, *field, n) for n, text in enumerate(texts))
        return tuple(target for target in targets if target is not None)

    def claims(self, texts: Sequence[str], *field: str | int) -> tuple[ClaimKey, ...]:
        """Resolve a list of claims in a field; those that lead nowhere are left out, each with a problem."""
        return tuple(key for key in self.field_targets(texts, *field) if isinstance(key, ClaimKey))

    def reference(self, text: str, *field: str | int) -> Reference | None:
        """Resolve the reference whose id a field names; None if there is none."""
        reference = self._names.references.get(text)
        if reference is None and REFERENCES not in self._names.broken:
            hint = did_you_mean(text, self._names.references)
            self.problem(self._place(*field), "NAME", f"there is no reference '{text}' in references.toml", hint)
        return reference

    def references(self, texts: Sequence[str], *field: str | int) -> tuple[Reference, ...]:
        return tuple(filter(None, (self.reference(text, *field, n) for n, text in enumerate(texts))))

    def problem(self, place: Place, code: str, message: str, hint: str) -> None:
        self._names.add(Problem(self._path, place, code, message, hint))

    def field_problem(self, field: FieldPath, code: str, message: str, hint: str) -> None:
        self.problem(self._place(*field), code, message, hint)

    def record_of(self, key: Key) -> object:
        """Record (fields with names as text) of any page, drafts included."""
        return self._names.entries[key].record

    def _page(self, folder: str | None, slug: str, folders: tuple[str, ...], place: Place) -> Key | None:
        page = self._names.page(folder, slug, folders)
        if isinstance(page, Key):
            return page
        self._names.unsure.add(self._path)
        if page is not None:
            self._names.mean(slug)
            self._names.add(Problem(self._path, place, "NAME", page.message, page.hint), page.ambiguous)
        return None

    def _claim(self, key: ClaimKey, place: Place) -> ClaimKey | None:
        source = self._page("sources", key.source, ("sources",), place)
        if source is None:
            return None
        if key not in self._names.claims:
            self._names.mean(key.source)
            if ("claims", key.id) in self._names.entries[source].places:
                self._names.unsure.add(self._path)  # the claim has an error of its own
            else:
                ids = [known.id for known in self._names.claims if known.source == key.source]
                self.problem(place, "NAME", f"'{key.source}' has no claim '{key.id}'", did_you_mean(key.id, ids))
            return None
        return key

    def _paragraph(self, slug: str, number: int, place: Place) -> ParagraphKey | None:
        source = self._page("sources", slug, ("sources",), place)
        if source is None:
            return None
        record = self._names.entries[source].record
        assert isinstance(record, SourceRecord)
        if record.unit in NAMED_BY_NUMBER and number <= record.extent:
            return ParagraphKey(slug, number)
        self._names.mean(slug)
        named = record.unit in NAMED_BY_NUMBER
        hint = f"it has {record.extent}" if named else "cite one of its claims"
        self.problem(place, "NAME", f"'{slug}' has no {record.unit if named else 'page'} {number}", hint)
        return None
