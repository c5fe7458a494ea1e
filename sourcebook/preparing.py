"""A build up to its pages: read, parse, link and check (`examining.py`), and say what is to be made.

What a build does not need it does not import: without a change, little more than what reads the dossier.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sourcebook.ahead import compile_templates, parsed_ahead, templates_ahead
from sourcebook.house import asset_files, digest_of_assets
from sourcebook.memory import Memory
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Problem
from sourcebook.order import Order, Result
from sourcebook.past import Past
from sourcebook.stages.read import read

if TYPE_CHECKING:
    from sourcebook.bodies import Shelf
    from sourcebook.incremental import Trace
    from sourcebook.model.dossier import Dossier
    from sourcebook.model.files import Output
    from sourcebook.parts import Job, Made

MOST_EDITS = 50
"""After so many edits of prose the linked dossier is remembered anew."""

FULL_TEXT = "full text"


class Prepared(NamedTuple):
    """A build that found no error, and has made nothing: what it found, and the jobs that are to be done.

    `edit`: whether it follows an edit of prose, so that all but these jobs stays as the last build left it.
    """

    found: Result
    jobs: "Sequence[Job]"
    shelf: "Shelf"
    past: Past
    trace: "Trace"
    edit: bool


def prepare(order: Order, memory: Memory, before: Past | None = None, begun: Past | None = None) -> Result | Prepared:
    """What is to be made. A result at once where something is wrong, or nothing but assets has changed.

    `before`: how the last build went; `begun`: that of one whose pages are not all made, for such a result to follow.
    """
    with order.progress.stage("read"):
        last = begun or before
        files, problems = read(order.content, last.known if last else None)
        inputs = {file.path: file.digest for file in files}
        looks = {file.path: file.look for file in files if file.look}
        told, assets = order.told, digest_of_assets(order.root) if order.preview else b""
    if begun is not None and not problems and (begun.setting, begun.inputs) == (told, inputs):
        return _redressed(order, begun, assets)
    if before is not None and not problems and before.setting == told:
        changes = before.edited(inputs)
        if changes is not None and not changes:
            return _redressed(order, before, assets)
        now = before._replace(inputs=inputs, looks=looks)
        again = _again(order, memory, before, now, {file.path: file for file in files}, changes or frozenset())
        if again is not None and before.assets == assets:
            return again
    return _anew(order, memory, files, problems, Past(told, inputs, looks, assets, (), frozenset(), ""))


def finish(order: Order, memory: Memory, prepared: Prepared, made: "Sequence[Made]") -> Result:
    """The result with what was made, the rest carried over, and what the next build is to know."""
    from sourcebook.incremental import Part

    result, trace, dossier = prepared.found, prepared.trace, prepared.found.dossier
    parts = {each.name: Part(tuple(file.path for file in each.files), each.reads) for each in made}
    files: list[Output] = [file for each in made for file in each.files]
    if order.indexes and dossier is not None:
        from sourcebook.parts import full_text

        with order.progress.stage("full text", len(dossier.pages)):
            found = full_text(dossier, order, memory, {file.path: file for file in files})
        parts[FULL_TEXT] = Part(tuple(file.path for file in found), frozenset())
        files += found
    if not prepared.edit and memory.folder is None:
        memory.keep_alive((trace.linked, dossier, prepared.shelf, prepared.jobs), *_linked(order))
    trace = replace(trace, parts=trace.parts.along(parts))
    memory.keep_alive(trace, *_trace(order))
    past = prepared.past._replace(paths=trace.parts.paths)
    kept = past.paths - {file.path for file in files}
    return result._replace(files=tuple(files), kept=kept, past=past)


def _redressed(order: Order, before: Past, assets: bytes) -> Result:
    """What was made before, with the assets as they are now."""
    if assets == before.assets:
        return Result(before.problems, kept=before.paths, past=before)
    _, files = asset_files(order.root, plain=True)
    kept = before.paths - {file.path for file in files}
    return Result(before.problems, files=files, kept=kept, past=before._replace(assets=assets))


def _anew(
    order: Order, memory: Memory, files: tuple[SourceFile, ...], problems: list[Problem], past: Past
) -> Result | Prepared:
    """Everything from the files."""
    from sourcebook.bodies import Shelf
    from sourcebook.parsing import unknown
    from sourcebook.workers import WORTH_SHARING

    memory.age()
    shelf, new = Shelf(), unknown(files, memory)
    few = len(new) < WORTH_SHARING
    with ExitStack() as meanwhile:
        meanwhile.enter_context(parsed_ahead(order, memory, new) if few else templates_ahead(order, memory, files))
        from sourcebook.examining import examine_files, in_order
        from sourcebook.house import words_file
        from sourcebook.incremental import Parts, Trace
        from sourcebook.linked import keep_linked
        from sourcebook.parts import Job, jobs_of
        from sourcebook.summary import facts

        if few:
            compile_templates(order, memory, files)
            meanwhile.close()
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
    shelf.reads()
    jobs = jobs_of(dossier, order, memory)
    if memory.folder is not None:
        jobs.insert(0, Job("linked", partial(keep_linked, dossier, past.stamp, memory, *_linked(order))))
    past = past._replace(problems=result.problems, facts=facts(dossier))
    trace = Trace(past.stamp, past.stamp, frozenset(), faces, checked, Parts(), shelf.reads())
    return Prepared(result, jobs, shelf, past, trace, edit=False)


def _again(
    order: Order,
    memory: Memory,
    before: Past,
    now: Past,
    files: Mapping[str, SourceFile],
    changes: frozenset[str],
) -> Result | Prepared | None:
    """What an edit of prose makes otherwise; None where it did more than that."""
    trace: Trace | None = memory.recall(*_trace(order))
    if not changes or trace is None or trace.of != before.stamp:
        return None
    since = trace.since | changes
    if len(since) > MOST_EDITS:
        return None
    with parsed_ahead(order, memory, [files[path] for path in sorted(changes)]):
        from sourcebook.examining import in_order, lowered
        from sourcebook.incremental import with_edits
        from sourcebook.parsing import bodies, recalled
        from sourcebook.parts import jobs_of
        from sourcebook.stages.check import check

        stamp, dossier, shelf, jobs = _recalled(order, memory)
    if dossier is None or stamp != trace.linked:
        return None
    shelf.stock(bodies(list(files.values()), memory))
    said = {path: recalled(files[path], memory) for path in sorted(since)}
    entries = {path: each.shelved(shelf) for path, each in said.items()}
    keys = frozenset(entry.key for path, entry in entries.items() if entry and path in changes)
    if keys & trace.common or {problem.path for problem in trace.checked.whole} & changes:
        return None
    if any(entries[path] is None or said[path].face != trace.faces.get(path) for path in since):
        return None
    checked = check(with_edits(dossier, filter(None, entries.values())), trace.checked, keys)
    result = Result(in_order(lowered(checked.problems, _drafts(dossier, checked.problems))), dossier)
    if result.failed:
        return result
    shelf.reads()
    names = trace.parts.reading(keys)
    jobs = jobs_of(dossier, order, memory, names) if jobs is None else [job for job in jobs if job.name in names]
    if shelf.reads() & keys:
        return None
    past = now._replace(problems=result.problems)
    trace = replace(trace, of=past.stamp, since=since, checked=checked)
    return Prepared(result, jobs, shelf, past, trace, edit=True)


def _trace(order: Order) -> tuple[bytes, bytes]:
    return b"trace", str(order.out.absolute()).encode()


def _linked(order: Order) -> tuple[bytes, bytes]:
    return b"linked", str(order.content.absolute()).encode()


def _recalled(order: Order, memory: Memory) -> "tuple[bytes, Dossier | None, Shelf, Sequence[Job] | None]":
    """The linked dossier, with the stamp of its build; the parts of the output too where they were kept alive."""
    from sourcebook.bodies import Shelf
    from sourcebook.linked import recall_linked

    shelf = Shelf()
    if memory.folder is None:
        return memory.recall(*_linked(order)) or (b"", None, shelf, None)
    stamp, dossier = recall_linked(shelf, memory, *_linked(order)) or (b"", None)
    return stamp, dossier, shelf, None


def _drafts(dossier: "Dossier", problems: Sequence[Problem]) -> set[str]:
    """Those files with problems that are drafts."""
    paths = {problem.path for problem in problems if problem.path.endswith(".md")}
    keys = {path: Key(*path.removesuffix(".md").split("/", 1)) for path in paths}
    return {path for path, key in keys.items() if key in dossier.pages and dossier.pages[key].entry.head.draft}
