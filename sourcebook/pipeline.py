"""The story of a build: read, parse, link, check (`examining.py`), render, publish.

What a build does not need it does not import: without a change, little more than what reads the dossier.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.memory import Memory, digest
from sourcebook.model.files import SourceFile, Tree, tree
from sourcebook.model.problem import START, Problem
from sourcebook.order import Order, Result
from sourcebook.past import Past
from sourcebook.stages.read import read

if TYPE_CHECKING:
    from sourcebook.incremental import Trace
    from sourcebook.parts import Made

MOST_EDITS = 50
"""After so many edits of prose the linked dossier is remembered anew."""

FULL_TEXT = "full text"


def build(order: Order, memory: Memory | None = None) -> Result:
    """Build the site of `order.content` into `order.out`; nothing there changes where there is an error.

    With a memory, files that the last build made there and that would be the same are carried over.
    """
    memory = memory or Memory()
    name = (b"past", _place(order))
    before, lay = memory.recall(*name) or (None, {})
    if order.indexes and lay != tree(order.out):
        before = None  # the full text is made from what lies there
    result = compose(order, memory, before)
    if before is not None and result.past is before:
        if lay == tree(order.out):
            return result
        result = compose(order, memory)
    if not result.failed:
        result, after = _published(order, memory, result, lay)
        if not result.failed:
            memory.keep((result.past, after), *name)
    memory.save()
    return result


def _published(order: Order, memory: Memory, result: Result, lay: Tree) -> tuple[Result, Tree]:
    """The result of a build after publishing, and what lies in the output then. `lay`: what the last build left."""
    from sourcebook.stages.publish import publish

    kept = {path: lay[path] for path in result.kept}
    reads = [order.content, order.root / "templates", order.root / "assets", order.root / "sourcebook"]
    with order.progress.stage("publish", len(result.files) + len(kept)):
        done = publish(result.files, order.out, reads, kept)
    if done.tree is None and not done.problems:
        result = compose(order, memory)
        return (result, {}) if result.failed else _published(order, memory, result, {})
    return replace(result, problems=(*done.problems, *result.problems)), done.tree or {}


def compose(order: Order, memory: Memory | None = None, before: Past | None = None) -> Result:
    """All of a build but publishing: the files of the site, in memory. `before`: how the last one went."""
    memory = memory or Memory()
    with order.progress.stage("read"):
        files, problems = read(order.content)
        inputs = {file.path: digest(file.data) for file in files}
        told = order.told
    if before is not None and not problems and before.setting == told:
        changes = before.edited(inputs)
        if changes is not None and not changes:
            return Result(before.problems, kept=before.paths, past=before)
        again = _again(order, memory, before, {file.path: file for file in files}, inputs, changes or frozenset())
        if again is not None:
            return again
    return _anew(order, memory, files, problems, Past(told, inputs, (), frozenset(), ""))


def _anew(order: Order, memory: Memory, files: tuple[SourceFile, ...], problems: list[Problem], past: Past) -> Result:
    """Everything from the files."""
    from sourcebook.examining import examine_files, in_order
    from sourcebook.house import words_file
    from sourcebook.incremental import Shelf, Trace
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
    past = replace(past, problems=result.problems, facts=facts(dossier))
    memory.keep_alive((past.stamp, shelf, dossier), *_linked(order))
    trace = Trace(past.stamp, past.stamp, frozenset(), faces, checked, {}, common)
    return _result(result, order, memory, made, past, trace)


def _again(
    order: Order,
    memory: Memory,
    before: Past,
    files: Mapping[str, SourceFile],
    inputs: Mapping[str, bytes],
    changes: frozenset[str],
) -> Result | None:
    """What an edit of prose makes otherwise; None where it did more than that."""
    from sourcebook.examining import in_order, lowered
    from sourcebook.incremental import Shelf, Trace, face, shelved, with_edits
    from sourcebook.model.record import Entry
    from sourcebook.parsing import body, recalled
    from sourcebook.parts import jobs_of, run
    from sourcebook.stages.check import check

    trace: Trace | None = memory.recall(*_trace(order))
    if not changes or trace is None or trace.of != before.stamp:
        return None
    since = trace.since | changes
    entries = [recalled(files[path], memory)[0] for path in sorted(since)]
    keys = frozenset(entry.key for entry in entries if isinstance(entry, Entry) and entry.path in changes)
    whole = {problem.path for problem in trace.checked.whole}
    if len(since) > MOST_EDITS or keys & trace.common or whole & changes:
        return None
    if any(not isinstance(entry, Entry) or face(entry) != trace.faces.get(entry.path) for entry in entries):
        return None
    stamp, shelf, dossier = memory.recall(*_linked(order)) or (b"", Shelf(), None)
    if dossier is None or stamp != trace.linked:
        return None
    shelf.restock(lambda key: body(files[f"{key}.md"], memory))
    dossier = with_edits(dossier, [shelved(entry, shelf) for entry in entries if isinstance(entry, Entry)])
    checked = check(dossier, trace.checked, keys)
    unfinished = {page.entry.path for page in dossier.pages.values() if page.entry.head.draft}
    result = Result(in_order(lowered(checked.problems, unfinished)), dossier)
    if result.failed:
        return result
    shelf.reads()
    jobs = [job for job in jobs_of(dossier, order, memory) if trace.parts[job.name].reads & keys]
    if shelf.reads() & keys:
        return None
    past = replace(before, inputs=inputs, problems=result.problems)
    trace = replace(trace, of=past.stamp, since=since, checked=checked)
    return _result(result, order, memory, run(jobs, shelf, memory, order.workers), past, trace)


def _result(result: Result, order: Order, memory: Memory, made: "Sequence[Made]", past: Past, trace: "Trace") -> Result:
    """The result with what was made, the rest carried over, and what the next build is to know."""
    from sourcebook.incremental import Part

    parts = {**trace.parts, **{each.name: Part(tuple(file.path for file in each.files), each.reads) for each in made}}
    files = [file for each in made for file in each.files]
    if order.indexes and result.dossier is not None:
        from sourcebook.parts import full_text

        with order.progress.stage("full text", len(result.dossier.pages)):
            found = full_text(result.dossier, order, memory, {file.path: file.data for file in files})
        parts[FULL_TEXT] = Part(tuple(file.path for file in found), frozenset())
        files += found
    trace = replace(trace, parts=parts)
    memory.keep_alive(trace, *_trace(order))
    past = replace(past, paths=trace.paths)
    kept = past.paths - {file.path for file in files}
    return replace(result, files=tuple(files), kept=kept, past=past)


def _place(order: Order) -> bytes:
    return str(order.out.absolute()).encode()


def _trace(order: Order) -> tuple[bytes, bytes]:
    return b"trace", _place(order)


def _linked(order: Order) -> tuple[bytes, bytes]:
    return b"linked", str(order.content.absolute()).encode()
