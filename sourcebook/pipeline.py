"""The story of a build: read, parse, link, check (`examining.py`), render, publish."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.examining import examine_files, in_order, lowered
from sourcebook.incremental import Part, Past, Shelf, edited, face, shelved, with_edits
from sourcebook.memory import Memory, digest
from sourcebook.model.files import SourceFile, tree
from sourcebook.model.problem import START, Problem
from sourcebook.model.record import Entry
from sourcebook.order import Order, Result
from sourcebook.stages.publish import publish
from sourcebook.stages.read import read

if TYPE_CHECKING:
    from sourcebook.parts import Made

MOST_EDITS = 50
"""After so many edits of prose the linked dossier is remembered anew."""

FULL_TEXT = "full text"


def build(order: Order, memory: Memory | None = None) -> Result:
    """Build the site of `order.content` into `order.out`; nothing there changes where there is an error.

    With a memory, files that the last build made there and that would be the same are carried over.
    """
    memory = memory or Memory()
    name = (b"past", str(order.out.absolute()).encode())
    before, lay = memory.recall(*name) or (None, None)
    if before is not None and lay != tree(order.out):
        before = None
    result = compose(order, memory, before)
    if not result.failed and result.past is not before:
        kept = [order.content, order.root / "templates", order.root / "assets", order.root / "sourcebook"]
        with order.progress.stage("publish", len(result.files) + len(result.kept)):
            problems = publish(result.files, order.out, kept, result.kept)
        result = replace(result, problems=(*problems, *result.problems))
        with suppress(OSError):
            if not problems:
                memory.keep((result.past, tree(order.out)), *name)
    memory.save()
    return result


def compose(order: Order, memory: Memory | None = None, before: Past | None = None) -> Result:
    """All of a build but publishing: the files of the site, in memory. `before`: how the last one went."""
    memory = memory or Memory()
    with order.progress.stage("read"):
        files, problems = read(order.content)
        inputs = {file.path: digest(file.data) for file in files}
        told = order.told
    if before is not None and not problems and before.setting == told:
        changes = edited(before, inputs)
        if changes is not None:
            again = _again(order, memory, before, {file.path: file for file in files}, inputs, changes)
            if again is not None:
                return again
    return _anew(order, memory, files, problems, inputs, told)


def _anew(
    order: Order,
    memory: Memory,
    files: tuple[SourceFile, ...],
    problems: list[Problem],
    inputs: dict[str, bytes],
    told: bytes,
) -> Result:
    """Everything from the files."""
    from sourcebook.house import words_file
    from sourcebook.parts import jobs_of, run
    from sourcebook.summary import facts

    shelf = Shelf()
    result, checked, faces = examine_files(
        files, problems, memory, order.workers, shelf, order.progress, drafts=order.preview
    )
    dossier = result.dossier
    if result.failed or dossier is None:
        return result
    language = dossier.tables.settings.language
    if words_file(order.root, language) is None:
        hint = f"translate templates/words/en.toml into {language}.toml beside it"
        silent = Problem("site.toml", START, "LANGUAGE", f"the interface has no words in '{language}'", hint)
        return Result(in_order([*result.problems, silent]), dossier)
    shelf.trim()
    shelf.reads()
    jobs = jobs_of(dossier, order, memory)
    common = shelf.reads()
    with order.progress.stage("make", len(jobs)):
        made = run(jobs, shelf, memory, order.workers)
    past = Past(told, inputs, faces, frozenset(), checked, result.problems, {}, common, facts(dossier))
    memory.keep((past.stamp, shelf, dossier), *_linked(order))
    return _result(result, order, memory, made, past)


def _again(
    order: Order,
    memory: Memory,
    before: Past,
    files: Mapping[str, SourceFile],
    inputs: Mapping[str, bytes],
    changes: frozenset[str],
) -> Result | None:
    """What an edit of prose makes otherwise; None where it did more than that."""
    if not changes:
        return Result(before.problems, kept=before.paths, past=before)
    from sourcebook.parsing import body, recalled
    from sourcebook.parts import jobs_of, run
    from sourcebook.stages.check import check

    since = before.since | changes
    entries = [recalled(files[path], memory)[0] for path in sorted(since)]
    keys = frozenset(entry.key for entry in entries if isinstance(entry, Entry) and entry.path in changes)
    whole = {problem.path for problem in before.checked.whole}
    if len(since) > MOST_EDITS or keys & before.common or whole & changes:
        return None
    if any(not isinstance(entry, Entry) or face(entry) != before.faces.get(entry.path) for entry in entries):
        return None
    stamp, shelf, dossier = memory.recall(*_linked(order)) or (b"", Shelf(), None)
    if dossier is None or stamp != before.stamp:
        return None
    shelf.fetch = lambda key: body(files[f"{key}.md"], memory)
    dossier = with_edits(dossier, [shelved(entry, shelf) for entry in entries if isinstance(entry, Entry)])
    checked = check(dossier, before.checked, keys)
    unfinished = {page.entry.path for page in dossier.pages.values() if page.entry.head.draft}
    result = Result(in_order(lowered(checked.problems, unfinished)), dossier)
    if result.failed:
        return result
    shelf.reads()
    jobs = [job for job in jobs_of(dossier, order, memory) if before.parts[job.name].reads & keys]
    if shelf.reads() & keys:
        return None
    past = replace(before, inputs=inputs, since=since, checked=checked, problems=result.problems)
    return _result(result, order, memory, run(jobs, shelf, memory, order.workers), past)


def _result(result: Result, order: Order, memory: Memory, made: "Sequence[Made]", past: Past) -> Result:
    """The result with what was made, the rest carried over, and what the next build is to know."""
    parts = {**past.parts, **{each.name: Part(tuple(file.path for file in each.files), each.reads) for each in made}}
    files = [file for each in made for file in each.files]
    new = {file.path for file in files}
    kept = frozenset(path for part in parts.values() for path in part.paths) - new
    if order.indexes and result.dossier is not None:
        from sourcebook.parts import full_text

        with order.progress.stage("full text", len(result.dossier.pages)):
            found = full_text(result.dossier, order, memory, {file.path: file.data for file in files})
        parts[FULL_TEXT] = Part(tuple(file.path for file in found), frozenset())
        files += found
        kept -= {file.path for file in found} | set(past.parts[FULL_TEXT].paths if FULL_TEXT in past.parts else ())
    return replace(result, files=tuple(files), kept=kept, past=replace(past, parts=parts))


def _linked(order: Order) -> tuple[bytes, bytes]:
    return b"linked", str(order.content.absolute()).encode()
