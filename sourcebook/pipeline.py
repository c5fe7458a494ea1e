"""The story of a build: read, parse, link, check, render, publish."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.incremental import Part, Past, Shelf, edited, face, shelved, with_edits
from sourcebook.memory import Memory, digest
from sourcebook.model.checked import Checked
from sourcebook.model.dossier import Dossier
from sourcebook.model.files import OutputFile, SourceFile, tree
from sourcebook.model.problem import START, Problem
from sourcebook.model.record import Entry
from sourcebook.order import Order
from sourcebook.stages.publish import publish
from sourcebook.stages.read import read

if TYPE_CHECKING:
    from sourcebook.parts import Made

MOST_EDITS = 50
"""After so many edits of prose the linked dossier is remembered anew."""

FULL_TEXT = "full text"


@dataclass(frozen=True)
class Result:
    """What became of an order.

    Problems, sorted; the dossier, unless nothing had changed or it could not be linked; the files that were made, and
    the paths of those that are as the last build left them; what the next build may want to know. Where there is an
    error among the problems there are no files.
    """

    problems: tuple[Problem, ...]
    dossier: Dossier | None = None
    files: tuple[OutputFile, ...] = field(default=(), repr=False)
    kept: frozenset[str] = frozenset()
    past: Past | None = field(default=None, repr=False)

    @property
    def failed(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)


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
        problems = publish(result.files, order.out, kept, result.kept)
        result = replace(result, problems=(*problems, *result.problems))
        if not problems:
            memory.keep((result.past, tree(order.out)), *name)
    memory.save()
    return result


def compose(order: Order, memory: Memory | None = None, before: Past | None = None) -> Result:
    """All of a build but publishing: the files of the site, in memory. `before`: how the last one went."""
    memory = memory or Memory()
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


def examine(content: Path, memory: Memory | None = None, workers: int = 1) -> Result:
    """Read, parse, link and check the dossier in `content`."""
    files, problems = read(content)
    return _examine(files, problems, memory or Memory(), workers, Shelf(), drafts=False)[0]


def _examine(
    files: Sequence[SourceFile], problems: list[Problem], memory: Memory, workers: int, shelf: Shelf, *, drafts: bool
) -> tuple[Result, Checked, dict[str, bytes]]:
    """The result without files, what the rules found, and the faces of the entries.

    Where `drafts` are shown, what is wrong with them is a warning.
    """
    from sourcebook.parsing import parse_all
    from sourcebook.stages.check import check
    from sourcebook.stages.link import link

    parsed = parse_all(files, memory, workers)
    problems = problems + [problem for problem in parsed.problems if drafts or problem.level == "error"]
    checked = Checked((), {})
    if parsed.tables is None:
        return Result(_sorted(problems)), checked, {}
    faces = {entry.path: face(entry) for entry in parsed.entries}
    unfinished = {entry.path for entry in parsed.entries if entry.head.draft}
    parsed.entries = [shelved(entry, shelf) for entry in parsed.entries]
    dossier, found = link(parsed.entries, parsed.tables, parsed.broken, drafts=drafts)
    problems += _lowered(found, unfinished)
    if not any(problem.level == "error" for problem in problems):
        checked = check(dossier)
        problems += _lowered(checked.problems, unfinished)
    return Result(_sorted(problems), dossier), checked, faces


def _lowered(problems: Iterable[Problem], unfinished: Collection[str]) -> list[Problem]:
    return [replace(problem, level="warning") if problem.path in unfinished else problem for problem in problems]


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
    result, checked, faces = _examine(files, problems, memory, order.workers, shelf, drafts=order.preview)
    dossier = result.dossier
    if result.failed or dossier is None:
        return result
    language = dossier.tables.settings.language
    if words_file(order.root, language) is None:
        hint = f"translate templates/words/en.toml into {language}.toml beside it"
        silent = Problem("site.toml", START, "LANGUAGE", f"the interface has no words in '{language}'", hint)
        return Result(_sorted([*result.problems, silent]), dossier)
    shelf.trim()
    shelf.reads()
    jobs = jobs_of(dossier, order, memory)
    common = shelf.reads()
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
    result = Result(_sorted(_lowered(checked.problems, unfinished)), dossier)
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

        found = full_text(result.dossier, order, memory, {file.path: file.data for file in files})
        parts[FULL_TEXT] = Part(tuple(file.path for file in found), frozenset())
        files += found
        kept -= {file.path for file in found} | set(past.parts[FULL_TEXT].paths if FULL_TEXT in past.parts else ())
    return replace(result, files=tuple(files), kept=kept, past=replace(past, parts=parts))


def _linked(order: Order) -> tuple[bytes, bytes]:
    return b"linked", str(order.content.absolute()).encode()


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems)))
