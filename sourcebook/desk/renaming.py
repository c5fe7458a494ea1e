"""Renames and removes pages and claims: every reference is rewritten or named, published addresses are kept."""

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from sourcebook.desk.new import find_free
from sourcebook.desk.references import Files, Name, front, offset, references
from sourcebook.model.entry import FieldPath
from sourcebook.model.names import BY_NAME, SLUG, Key, former_key, page_url
from sourcebook.model.problem import START, Problem, did_you_mean
from sourcebook.output.files import write
from sourcebook.schema.encoding import place_in

ADDRESSES, CORRECTIONS = "published.csv", "corrections.toml"

_FORMERLY = re.compile(r"formerly\s*:\s*(?:\[[^\]]*\]|(?:\n[ \t]*-[^\n]*)+)")


class Edit(Struct, frozen=True):
    """Changes of a dossier.

    `files`: new contents by path; `gone`: path of a file that goes; `to`: its new path, if it is renamed.
    """

    files: Mapping[str, str]
    gone: str | None = None
    to: str | None = None


def refusal(content: Path, files: Files, name: Name, new: str | None = None) -> Problem | None:
    """Check that a page or claim may get a new name, or without one be removed. Returns a problem, or None."""
    path = f"{name.key}.md"
    if name.claim is None:
        if new is not None and name.key.folder == "pages" and name.key.slug in BY_NAME:
            hint = "give it another `title` instead"
            return Problem(path, START, "SLUG", "the program shows this page by its name, which stays", hint)
        free = new and find_free(content, name.key.folder, "", new)
        hint = "give another in a-z, 0-9 and single hyphens"
        return free._replace(hint=hint) if isinstance(free, Problem) else None
    claims = _claims(path, files[path])
    if name.claim not in claims:
        hint = did_you_mean(name.claim, claims, "give the id of a claim of this source")
        return Problem(path, START, "NAME", f"there is no claim '{name.claim}'", hint)
    if new is not None and (new in claims or not SLUG.match(new)):
        hint = "give another in a-z, 0-9 and hyphens"
        return Problem(path, START, "TAKEN", f"'{new}' is no free id of a claim", hint)
    return None


def plan_renaming(files: Files, old: Name, new: str) -> Edit:
    """Rewrite every reference to a page or claim, which has the name `new` then.

    If its address was published, it becomes a former one. Nothing is written.
    """
    own, spans = f"{old.key}.md", defaultdict(list)
    for span in {*references(files, old)}:
        spans[span.path].append((span.start, span.end))
    texts = {path: _replaced(files[path], found, new) for path, found in spans.items()}
    text = texts.pop(own, files[own])
    owner = ("claims", old.claim) if old.claim else ()
    written = _formerly(own, text, owner)
    mine = old.claim or old.key.slug
    former = [*([mine] if _published(files, old) else []), *(was for was in written if was not in (mine, new))]
    if former != written:
        text = _set_formerly(own, text, owner, former)
    if old.claim:
        return Edit({**texts, own: _renamed_claim(own, text, old.claim, new)})
    moved = f"{Key(old.key.folder, new)}.md"
    return Edit({**texts, moved: text}, own, moved)


def plan_removal(files: Files, name: Name, today: datetime.date, why: str | None) -> Edit | list[Problem]:
    """Take out a page or claim. Returns the changes, or problems: who refers to it, or that it was published.

    `why`: the reason of a withdrawal, which readers see at the published address.
    """
    if problems := still_referring(files, name):
        return problems
    path, withdrawn = f"{name.key}.md", {}
    if why:
        entry = f'date = {today}\nabout = "{name}"\nwithdrawn = true\nwhy = {json.dumps(why, ensure_ascii=False)}\n'
        withdrawn[CORRECTIONS] = f"{files.get(CORRECTIONS, '').rstrip()}\n\n[[correction]]\n{entry}".lstrip()
    elif _published(files, name) and not _succeeded(files, name):
        kind, shown = ("claim", name.claim) if name.claim else ("page", name.key)
        withdraw = f"sourcebook remove {name} --why WHY"
        hint = f"write `formerly: [{shown}]` into the {kind} that takes its place; if none does, run: {withdraw}"
        return [Problem(ADDRESSES, START, "REFERS", f"{name} was published, and its address would lead nowhere", hint)]
    if name.claim is None:
        return Edit(withdrawn, path)
    text = _without_claim(path, files[path], name.claim)
    return text if isinstance(text, list) else Edit({**withdrawn, path: text})


def apply_edit(content: Path, edit: Edit) -> Problem | None:
    """Write changes. Returns a problem if that fails.

    A page is renamed or deleted last, so that the same command again completes what was cut short.
    """
    for path, text in edit.files.items():
        if failed := write(content, edit.gone or path if path == edit.to else path, text.encode()):
            return failed
    if edit.gone and edit.to:
        (content / edit.gone).rename(content / edit.to)
    elif edit.gone:
        (content / edit.gone).unlink()
    return None


def lines_changed(files: Files, edit: Edit) -> Iterator[str]:
    """Lines that change, as a unified diff without context; a file that goes is named alone."""
    from difflib import unified_diff

    for path, text in sorted(edit.files.items()):
        before = edit.gone if edit.gone and path == edit.to else path
        diff = unified_diff(files.get(before, "").splitlines(), text.splitlines(), before, path, n=0, lineterm="")
        yield from [*diff] or [f"--- {before}", f"+++ {path}"]
    if edit.gone and not edit.to:
        yield from (f"--- {edit.gone}", "+++ /dev/null")


def still_referring(files: Files, name: Name) -> list[Problem]:
    """Each line that refers to a page or claim, as a problem."""
    found = []
    for span in sorted(references(files, name)):
        if name.claim or span.path != f"{name.key}.md":
            hint = f"write another name here, or rename it instead: sourcebook rename {name} NEW"
            place = place_in(files[span.path], span.start)
            found.append(Problem(span.path, place, "REFERS", f"refers to {name}", hint))
    return found


def _published(files: Files, name: Name) -> bool:
    """True if the address of a page or claim was published, also below an earlier address of its page."""
    keys = {name.key}
    if name.claim:
        path = f"{name.key}.md"
        keys |= {former_key(name.key, slug) for slug in _formerly(path, files[path], ())}
    ends = {f"{page_url(key)}#{name.claim}" if name.claim else page_url(key) for key in keys}
    return not ends.isdisjoint(line.partition(",")[0].strip() for line in files.get(ADDRESSES, "").splitlines())


def _succeeded(files: Files, name: Name) -> bool:
    """True if another page or claim has this one under `formerly`."""
    if name.claim:
        path = f"{name.key}.md"
        claims = _claims(path, files[path])
        return any(name.claim in _formerly(path, files[path], ("claims", claim)) for claim in claims)
    pages = {Key(*path[:-3].split("/")): text for path, text in files.items() if path.endswith(".md")}
    former = (former_key(key, slug) for key, text in pages.items() for slug in _formerly(f"{key}.md", text, ()))
    return name.key in former


def _replaced(text: str, spans: list[tuple[int, int]], new: str) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _claims(path: str, text: str) -> Mapping[str, Any]:
    tree = front(path, text)
    claims = tree.tree.get("claims") if tree else None
    return claims if isinstance(claims, dict) else {}


def _formerly(path: str, text: str, owner: FieldPath) -> list[str]:
    """Former names of a page, or with `owner` of one of its claims."""
    tree = front(path, text) if "formerly" in text else None
    value: Any = tree.tree if tree else {}
    for step in (*owner, "formerly"):
        value = value.get(step) if isinstance(value, dict) else None
    return value if isinstance(value, list) else []


def _set_formerly(path: str, text: str, owner: FieldPath, names: list[str]) -> str:
    """Front matter in which a page, or with `owner` a claim, has these former names."""
    tree = front(path, text)
    assert tree is not None
    line = f"formerly: [{', '.join(names)}]"
    if (*owner, "formerly") in tree.places:
        start = offset(text, tree.places[(*owner, "formerly")])
        written = _FORMERLY.match(text, start)
        assert written is not None
        if names:
            return text[:start] + line + text[written.end() :]
        before = text[:start].rstrip(" \t")
        if before.endswith("\n"):
            return before[:-1] + text[written.end() :]
        return text[:start] + text[written.end() :].lstrip(", \t")
    inner = next(place for field, place in tree.places.items() if field[:-1] == owner)
    at = offset(text, inner)
    separator = ", " if text[:at].rstrip().endswith("{") else f"\n{' ' * (inner.column - 1)}"
    return f"{text[:at]}{line}{separator}{text[at:]}"


def _renamed_claim(path: str, text: str, old: str, new: str) -> str:
    tree = front(path, text)
    assert tree is not None
    start = offset(text, tree.places["claims", old])
    return text[:start] + text[start:].replace(old, new, 1)


def _without_claim(path: str, text: str, claim: str) -> str | list[Problem]:
    """Source without a claim; a problem if the claim shares its line with something else."""
    tree = front(path, text)
    assert tree is not None
    place = tree.places["claims", claim] if len(_claims(path, text)) > 1 else tree.places["claims",]
    start = offset(text, place)
    line = start - place.column + 1
    if text[line:start].strip():
        return [Problem(path, place, "REFERS", f"'{claim}' shares its line with other claims", "delete it by hand")]
    end = re.compile(rf"^ {{0,{place.column - 1}}}\S", re.MULTILINE).search(text, text.index("\n", start))
    assert end is not None
    return text[:line] + text[end.start() :]
