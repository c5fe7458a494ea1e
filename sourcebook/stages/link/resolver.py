"""Names as people write them, resolved to what they name."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence

from sourcebook.model.names import TARGET, ClaimKey, Key, ParagraphKey, Target
from sourcebook.model.problem import Place, Problem, did_you_mean
from sourcebook.model.record import Entry, FieldPath, SourceRecord
from sourcebook.model.tables import Reference

REFERENCES = "references.toml"


class Resolver:
    """All names of a dossier. Gathers a problem for each name that nothing, a draft, or several pages answer to."""

    def __init__(
        self, entries: Sequence[Entry], references: Sequence[Reference], broken: Collection[str], *, drafts: bool
    ) -> None:
        self.problems: list[Problem] = []
        self.drafts = drafts
        self.broken = frozenset(broken)
        self.references = {reference.id: reference for reference in references}
        self.entries = {entry.key: entry for entry in entries}
        self._by_slug: dict[str, list[Key]] = defaultdict(list)
        for key in sorted(self.entries):
            self._by_slug[key.slug].append(key)
        self.claims = {
            ClaimKey(entry.key.slug, claim.id): claim
            for entry in entries
            if isinstance(entry.record, SourceRecord)
            for claim in entry.record.claims
        }

    def scope(self, path: str, place: Callable[..., Place]) -> "Scope":
        """The resolver as one file uses it: problems are placed in it, at `place(*field)`."""
        return Scope(self, path, place)

    def page(self, folder: str | None, slug: str, folders: tuple[str, ...]) -> Key | tuple[str, str] | None:
        """A page by slug, within some folders (any if empty); else a message and a hint; None if its file is broken."""
        if self.broken and any(path.endswith(f"{folder or ''}/{slug}.md") for path in self.broken):
            return None
        if folder:
            found = [key for key in self._by_slug.get(slug, ()) if key.folder == folder]
            if not found:
                return f"there is no page '{folder}/{slug}'", self._near(f"{folder}/{slug}", folders)
        else:
            found = [key for key in self._by_slug.get(slug, ()) if not folders or key.folder in folders]
            found = [key for key in found if self.drafts or not self.entries[key].head.draft] or found
        if not found:
            return f"there is no page '{slug}'{_within(folders)}", self._near(slug, folders)
        if len(found) > 1:
            return f"'{slug}' names {len(found)} pages", "write " + " or ".join(str(key) for key in found)
        if folders and found[0].folder not in folders:
            return f"'{found[0]}' is not one of {', '.join(folders)}", "name another"
        if self.entries[found[0]].head.draft and not self.drafts:
            return f"'{found[0]}' is a draft", "publish it or take the name out"
        return found[0]

    def _near(self, written: str, folders: tuple[str, ...]) -> str:
        names = [str(key) for key in self.entries if not folders or key.folder in folders]
        slugs = [name.partition("/")[2] for name in names]
        return did_you_mean(written, names if "/" in written else slugs)


def _within(folders: tuple[str, ...]) -> str:
    return f" in {' or '.join(folders)}" if folders else ""


class Scope:
    """Resolves the names of one file."""

    def __init__(self, names: Resolver, path: str, place: Callable[..., Place]) -> None:
        self._names, self._path, self._place = names, path, place

    def target(self, text: str, place: Place) -> Target | None:
        """What a mark's target names: a page, a claim or a paragraph."""
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
        """The page that a field names; None where the field is empty or names none."""
        if text is None:
            return None
        match = TARGET.match(text)
        if not match or match["claim"] or match["paragraph"]:
            self.problem(self._place(*field), "NAME", f"'{text}' is not the name of a page", "write its slug")
            return None
        return self._page(match["folder"], match["slug"], folders, self._place(*field))

    def pages(self, texts: Sequence[str], *field: str | int, folders: tuple[str, ...] = ()) -> tuple[Key, ...]:
        found = (self.page(text, *field, n, folders=folders) for n, text in enumerate(texts))
        return tuple(key for key in found if key is not None)

    def any(self, text: str | None, *field: str | int) -> Target | None:
        return None if text is None else self.target(text, self._place(*field))

    def anything(self, texts: Sequence[str], *field: str | int) -> tuple[Target, ...]:
        found = (self.any(text, *field, n) for n, text in enumerate(texts))
        return tuple(target for target in found if target is not None)

    def reference(self, text: str, *field: str | int) -> Reference | None:
        found = self._names.references.get(text)
        if found is None and REFERENCES not in self._names.broken:
            hint = did_you_mean(text, self._names.references)
            self.problem(self._place(*field), "NAME", f"there is no reference '{text}' in references.toml", hint)
        return found

    def references(self, texts: Sequence[str], *field: str | int) -> tuple[Reference, ...]:
        found = (self.reference(text, *field, n) for n, text in enumerate(texts))
        return tuple(reference for reference in found if reference is not None)

    def problem(self, place: Place, code: str, message: str, hint: str) -> None:
        self._names.problems.append(Problem(self._path, place, code, message, hint))

    def field_problem(self, field: FieldPath, code: str, message: str, hint: str) -> None:
        self.problem(self._place(*field), code, message, hint)

    def record_of(self, key: Key) -> object:
        """The record of another page, as its file has it."""
        return self._names.entries[key].record

    def _page(self, folder: str | None, slug: str, folders: tuple[str, ...], place: Place) -> Key | None:
        found = self._names.page(folder, slug, folders)
        if isinstance(found, tuple) and not isinstance(found, Key):
            self.problem(place, "NAME", *found)
            return None
        return found

    def _claim(self, key: ClaimKey, place: Place) -> ClaimKey | None:
        source = self._page("sources", key.source, ("sources",), place)
        if source is None:
            return None
        if key not in self._names.claims:
            ids = [known.id for known in self._names.claims if known.source == key.source]
            near = did_you_mean(key.id, ids)
            self.problem(place, "NAME", f"'{key.source}' has no claim '{key.id}'", near)
            return None
        return key

    def _paragraph(self, slug: str, number: int, place: Place) -> ParagraphKey | None:
        source = self._page("sources", slug, ("sources",), place)
        if source is None:
            return None
        record = self._names.entries[source].record
        most = record.paragraphs if isinstance(record, SourceRecord) else 0
        if number > most:
            self.problem(place, "NAME", f"'{slug}' has no paragraph {number}", f"it has {most}")
            return None
        return ParagraphKey(slug, number)
