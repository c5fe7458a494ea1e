"""Renames a page or claim everywhere, keeping its old address, and finds who refers to a page to be removed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from sourcebook.desk.new import find_free
from sourcebook.desk.references import Files, Name, front, offset, references
from sourcebook.model.names import SLUG, Key, former_key
from sourcebook.model.problem import START, Place, Problem, did_you_mean
from sourcebook.output.files import write
from sourcebook.schema.encoding import place_in

ADDRESSES = "addresses.txt"


class Renaming(Struct, frozen=True):
    """Changes of a renaming.

    `files`: new contents of changed files, by new path; `moved`: old and new path of a page.
    """

    files: Mapping[str, str]
    moved: tuple[str, str] | None = None


def refusal(content: Path, files: Files, name: Name, new: str) -> Problem | None:
    """Check that a page or claim exists and that its new name is free. Returns a problem, or None."""
    path = f"{name.key}.md"
    if name.claim is None:
        free = find_free(content, name.key.folder, "", new)
        return free if isinstance(free, Problem) else None
    tree = front(path, files[path])
    claims = tree.tree.get("claims") if tree else None
    if not isinstance(claims, dict) or name.claim not in claims:
        hint = did_you_mean(name.claim, claims or (), "give the id of a claim of this source")
        return Problem(path, START, "NAME", f"there is no claim '{name.claim}'", hint)
    if new in claims or not SLUG.match(new):
        hint = "give another in a-z, 0-9 and hyphens"
        return Problem(path, START, "TAKEN", f"'{new}' is no free id of a claim", hint)
    return None


def plan_renaming(files: Files, old: Name, new: str) -> Renaming:
    """Rewrite every reference to a page or claim, which has the name `new` then.

    If its address was published, it becomes a former one. Nothing is written.
    """
    own, spans = f"{old.key}.md", defaultdict(list)
    for span in {*references(files, old)}:
        spans[span.path].append((span.start, span.end))
    texts = {path: _replaced(files[path], found, new) for path, found in spans.items()}
    published = {line.strip() for line in files.get(ADDRESSES, "").splitlines()}
    if old.claim:
        is_published = f"{old.address}#{old.claim}" in published
        texts[own] = _renamed_claim(own, texts.pop(own, files[own]), old, new, published=is_published)
        return Renaming(texts)
    moved = f"{Key(old.key.folder, new)}.md"
    text = texts.pop(own, files[own])
    texts[moved] = _with_former(own, text, old.key.slug, new) if old.address in published else text
    return Renaming(texts, (own, moved))


def apply_renaming(content: Path, renaming: Renaming) -> Problem | None:
    """Write the changes of a renaming. Returns a problem if that fails.

    The page itself is written and renamed last, so that the same renaming again completes one that was cut short.
    """
    old, new = renaming.moved or ("", "")
    for path, text in renaming.files.items():
        if failed := write(content, old if path == new else path, text.encode()):
            return failed
    if old:
        (content / old).rename(content / new)
    return None


def lines_changed(files: Files, renaming: Renaming) -> Iterator[str]:
    """Lines that a renaming changes, as a unified diff without context."""
    from difflib import unified_diff

    for path, text in sorted(renaming.files.items()):
        before = renaming.moved[0] if renaming.moved and path == renaming.moved[1] else path
        diff = unified_diff(files[before].splitlines(), text.splitlines(), before, path, n=0, lineterm="")
        changed = [*diff]
        yield from changed or [f"--- {before}", f"+++ {path}"]


def still_referring(files: Files, name: Name) -> list[Problem]:
    """Each line that refers to a page or claim, as a problem."""
    found = []
    for span in references(files, name):
        if span.path != f"{name.key}.md":
            hint = f"write another name here, or rename the page: sourcebook rename {name} NEW"
            place = place_in(files[span.path], span.start)
            found.append(Problem(span.path, place, "REFERS", f"refers to {name}", hint))
    return found


def kept_elsewhere(files: Files, name: Name) -> bool:
    """True if a page's address was never published, or another page has it under `formerly`."""
    if name.address not in files.get(ADDRESSES, "").splitlines():
        return True
    pages = {Key(*path[:-3].split("/")): text for path, text in files.items() if path.endswith(".md")}
    former = (former_key(key, slug) for key, text in pages.items() for slug in _formerly(f"{key}.md", text))
    return name.key in former


def remove_page(content: Path, files: Files, name: Name) -> list[Problem]:
    """Delete the file of a page that nothing refers to; else return who does, or why its address is still needed."""
    problems = still_referring(files, name)
    if not problems and not kept_elsewhere(files, name):
        hint = f"write `formerly: [{name.key.slug}]` into the page of {name.key.folder}/ that takes its place"
        problems = [Problem(ADDRESSES, START, "REFERS", f"{name.address} was published and would lead nowhere", hint)]
    if not problems:
        (content / f"{name.key}.md").unlink()
    return problems


def _replaced(text: str, spans: list[tuple[int, int]], new: str) -> str:
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _formerly(path: str, text: str) -> list[str]:
    tree = front(path, text)
    former = tree.tree.get("formerly") if tree else None
    return former if isinstance(former, list) else []


def _with_former(path: str, text: str, slug: str, new: str) -> str:
    """Front matter in which a slug is a former one; a page that gets an old name back has it no longer there."""
    former = [slug, *(name for name in _formerly(path, text) if name not in (slug, new))]
    line = f"formerly: [{', '.join(former)}]\n"
    tree = front(path, text)
    if tree is None or ("formerly",) not in tree.places:
        at = offset(text, Place(2))
        return text[:at] + line + text[at:]
    start = offset(text, tree.places["formerly",])
    end = re.compile(r"\n(?![ \t#-])").search(text, start)
    return text[:start] + line + text[end.end() if end else len(text) :]


def _renamed_claim(path: str, text: str, old: Name, new: str, *, published: bool) -> str:
    """Source in which a claim has another id, with the old one under `formerly` if it was published."""
    tree = front(path, text)
    assert tree is not None
    assert old.claim is not None
    start = offset(text, tree.places["claims", old.claim])
    key = re.compile(rf"[\"']?{old.claim}[\"']?(\s*:[ \t]*)").match(text, start)
    assert key is not None
    rest, column = text[key.end() :], tree.places["claims", old.claim].column - 1
    former = [old.claim, *(name for name in tree.tree["claims"][old.claim].get("formerly", []) if name != new)]
    if not published or "formerly" in tree.tree["claims"][old.claim]:
        rest = (
            re.sub(r"formerly:\s*\[[^\]]*\]", f"formerly: [{', '.join(former)}]", rest, count=1) if published else rest
        )
    elif rest.startswith("{"):
        rest = f"{{formerly: [{former[0]}], {rest[1:].lstrip()}"
    elif published:
        rest = f"\n{' ' * (column + 2)}formerly: [{former[0]}]{rest}"
    return f"{text[:start]}{new}{key[1]}{rest}"
