"""A build up to its pages: read, parse, link and check (`examining.py`), and say what is to be made.

What a build does not need it does not import: without a change, little more than what reads the dossier.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sourcebook.ahead import compile_templates, parsed_ahead, templates_ahead
from sourcebook.editing import prepare_edit
from sourcebook.house import asset_files, digest_of_assets
from sourcebook.memory import Memory
from sourcebook.model.files import SourceFile
from sourcebook.model.problem import Problem
from sourcebook.order import Order, Result
from sourcebook.past import Past
from sourcebook.prepared import Prepared, linked_of, trace_of
from sourcebook.stages.read import read

if TYPE_CHECKING:
    from sourcebook.model.files import Output
    from sourcebook.parts import Made

FULL_TEXT = "full text"


def prepare(order: Order, memory: Memory, before: Past | None = None, begun: Past | None = None) -> Result | Prepared:
    """What is to be made. A result at once where something is wrong, or nothing but assets has changed.

    `before`: how the last build went; `begun`: that of one whose pages are not all made, for such a result to follow.
    """
    with order.progress.stage("read"):
        last = begun or before
        files, problems = read(order.content, (last.looks, last.inputs) if last else ({}, {}))
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
        again = prepare_edit(order, memory, before, now, {file.path: file for file in files}, changes or frozenset())
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
    moved = not prepared.edit or any(trace.parts[name].paths != part.paths for name, part in parts.items())
    if not prepared.edit and memory.folder is None:
        memory.keep_alive((trace.linked, dossier, prepared.shelf, prepared.jobs), *linked_of(order))
    trace = replace(trace, parts=trace.parts.along(parts))
    memory.keep_alive(trace, *trace_of(order))
    past = prepared.past._replace(paths=trace.parts.paths) if moved else prepared.past
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
    few = 0 < len(new) < WORTH_SHARING and order.workers > 1
    with ExitStack() as meanwhile:
        meanwhile.enter_context(parsed_ahead(order, memory, new) if few else templates_ahead(order, memory, files))
        from sourcebook.examining import examine_files

        if few:
            compile_templates(order, memory, files)
            _import_parts()
            meanwhile.close()
        result, checked, faces = examine_files(
            files, problems, memory, order.workers, shelf, order.progress, order.root,
            drafts=order.preview, first=_import_parts,
        )  # fmt: skip
    from sourcebook.incremental import Parts, Trace
    from sourcebook.linked import keep_linked
    from sourcebook.parts import Job, jobs_of
    from sourcebook.summary import facts

    dossier = result.dossier
    if result.failed or dossier is None:
        return result
    shelf.reads()
    jobs = jobs_of(dossier, order, memory)
    if memory.folder is not None:
        jobs.insert(0, Job("linked", partial(keep_linked, dossier, past.stamp, past.inputs, memory, *linked_of(order))))
    past = past._replace(problems=result.problems, facts=facts(dossier))
    trace = Trace(past.stamp, past.stamp, frozenset(), 0, faces, checked, Parts(), shelf.reads())
    return Prepared(result, jobs, shelf, past, trace, edit=False)


def _import_parts() -> None:
    """What a site is made by takes a while to import, in which other processes may parse."""
    import sourcebook.linked
    import sourcebook.stages.check
    import sourcebook.stages.link
    import sourcebook.stages.publish
    import sourcebook.summary  # noqa: F401
    from sourcebook.parts import import_makers

    import_makers()
