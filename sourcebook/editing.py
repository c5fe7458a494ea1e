"""What a build does after an edit of prose: little is read, and the parts that read an edited body are made again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sourcebook.ahead import parsed_ahead
from sourcebook.memory import Memory
from sourcebook.model.files import SourceFile
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem
from sourcebook.order import Order, Result
from sourcebook.past import Past
from sourcebook.prepared import Prepared, linked_of, trace_of

if TYPE_CHECKING:
    from sourcebook.bodies import Shelf
    from sourcebook.incremental import Trace
    from sourcebook.model.checked import Checked
    from sourcebook.model.dossier import Dossier
    from sourcebook.parts import Job

MOST_EDITS = 50
"""After so many edits of prose the linked dossier is remembered anew."""


def prepare_edit(
    order: Order,
    memory: Memory,
    before: Past,
    now: Past,
    files: Mapping[str, SourceFile],
    changes: frozenset[str],
) -> Result | Prepared | None:
    """What is to be made, or what is wrong; None where more was edited than prose."""
    trace: Trace | None = memory.recall(*trace_of(order))
    if not changes or trace is None or trace.of != before.stamp:
        return None
    since = trace.since | changes
    if len(since) > MOST_EDITS or (trace.edits >= MOST_EDITS and memory.folder is not None):
        return None
    with parsed_ahead(order, memory, [files[path] for path in sorted(changes)]):
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
    if not keys <= dossier.pages.keys():
        return None
    if any(entries[path] is None or said[path].face != trace.faces.get(path) for path in since):
        return None
    checked = check(with_edits(dossier, filter(None, entries.values())), trace.checked, keys)
    result = _result(before, changes, dossier, trace.checked, checked)
    if result is None or result.failed:
        return result
    shelf.reads()
    names = trace.parts.reading(keys)
    jobs = jobs_of(dossier, order, memory, names) if jobs is None else [job for job in jobs if job.name in names]
    if shelf.reads() & keys:
        return None
    past = now._replace(problems=result.problems)
    trace = replace(trace, of=past.stamp, since=since, edits=trace.edits + 1, checked=checked)
    return Prepared(result, jobs, shelf, past, trace, edit=True)


def _recalled(order: Order, memory: Memory) -> "tuple[bytes, Dossier | None, Shelf, Sequence[Job] | None]":
    """The linked dossier, with the stamp of its build; the parts of the output too where they were kept alive."""
    from sourcebook.bodies import Shelf
    from sourcebook.linked import recall_linked

    shelf = Shelf()
    if memory.folder is None:
        return memory.recall(*linked_of(order)) or (b"", None, shelf, None)
    stamp, dossier = recall_linked(shelf, memory, *linked_of(order)) or (b"", None)
    return stamp, dossier, shelf, None


def _result(
    before: Past, changes: frozenset[str], dossier: "Dossier", last: "Checked", checked: "Checked"
) -> Result | None:
    """What was found by rules, and what else was wrong before the edit: with drafts, in other files than were edited.

    None where it was in those.
    """
    from sourcebook.examining import in_order, lowered

    by_rules, now = (lowered(each.problems, _drafts(dossier, each.problems)) for each in (last, checked))
    others = set(before.problems) - set(by_rules)
    if {problem.path for problem in others} & changes:
        return None
    return Result(in_order([*others, *now]), dossier)


def _drafts(dossier: "Dossier", problems: Sequence[Problem]) -> set[str]:
    """Those files with problems that are drafts."""
    paths = {problem.path for problem in problems if problem.path.endswith(".md")}
    keys = {path: Key(*path.removesuffix(".md").split("/", 1)) for path in paths}
    return {path for path, key in keys.items() if key in dossier.pages and dossier.pages[key].entry.head.draft}
