"""Plan: which tasks run, for what reason, and which results are carried over.

A result is carried over from the last build if all that its task depends on is unchanged.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from sourcebook.build.inputs import Inputs, ReadInputs
from sourcebook.build.load import Loaded
from sourcebook.build.look import with_look
from sourcebook.build.manifest import LastBuild, Manifest, TaskEntry, Tasks, TaskState, encode_state
from sourcebook.build.options import BuildOptions
from sourcebook.build.parsed import Stored
from sourcebook.build.reasons import reason_of
from sourcebook.build.task import FULL_TEXT, Task, TaskResult
from sourcebook.build.theme import TRANSLATIONS, Theme
from sourcebook.cache.cache import Cache
from sourcebook.model.files import Tree
from sourcebook.model.item_digests import ItemDigests
from sourcebook.model.items import DOSSIER, item_of
from sourcebook.model.lookup import Lookup
from sourcebook.model.names import KINDS, Key
from sourcebook.model.problem import Problem, several
from sourcebook.model.reader import Reader

NEW, GONE, INDEX = "it was not made before", "nothing makes it any more", "the text of a page changed"


class Plan(Struct, frozen=True):
    """Planned tasks: those to `run`, each with its reason, and those that need not.

    `carried`: entries of the last build that still hold, by task name; `gone`: entries of tasks that no longer exist.
    """

    run: tuple[tuple[Task, str], ...]
    carried: Mapping[str, TaskEntry]
    gone: Mapping[str, TaskEntry]

    @property
    def tasks(self) -> list[Task]:
        """Tasks to run."""
        return [task for task, _ in self.run]


class BuildPlan(Struct):
    """A planned build: `checks` of single pages, and tasks that make the `site`.

    `digests`: of all items (what tasks can depend on); `whole`: problems of the rules over the whole dossier; `reader`:
    through it tasks read the dossier; `last`: entries of the last build.
    """

    lookup: Lookup
    reader: Reader
    digests: ItemDigests
    whole: tuple[Problem, ...]
    checks: Plan
    site: Plan
    last: TaskState

    @property
    def facts(self) -> str:
        """Counts for the summary: pages by kind, claims, questions by standing.

        The standing of a question is how its answers compare, such as "agreed".
        """
        dossier = self.lookup.dossier
        folders = Counter(key.folder for key in dossier.pages)
        pages = ", ".join(several(folders[folder], kind, folder) for folder, kind in KINDS.items() if folders[folder])
        verdicts = Counter(verdict.standing for verdicts in self.lookup.verdicts.values() for verdict in verdicts)
        answers = ", ".join(f"{count} {name}" for name, count in verdicts.most_common()) or "none"
        return f"Pages      {pages}\nClaims     {len(dossier.claims)}\nAnswers    {answers}"

    def problems(self, checked: Sequence[TaskResult]) -> Iterable[Problem]:
        """Problems of all rules. `checked`: results of the checks that ran in this build.

        Includes problems of the whole dossier, and of checks carried over from the last build.
        """
        carried = (entry.problems for entry in self.checks.carried.values())
        return chain(self.whole, *carried, *(result.problems for result in checked))

    def ran(
        self, checked: Sequence[TaskResult], made: Sequence[TaskResult], kept: Mapping[str, TaskEntry]
    ) -> TaskState:
        """Entries of all tasks after the build, for its manifest.

        `checked`, `made`: results of tasks that ran. `kept`: entries of the last build in addition to those that the
        plan carries over (the full-text index).
        """
        checks = Tasks.of(self.last.checks, self.checks.carried, checked, self.digests)
        return TaskState(checks, Tasks.of(self.last.site, {**self.site.carried, **kept}, made, self.digests))

    def outcome(
        self, made: Sequence[TaskResult], files: Iterable[str]
    ) -> tuple[tuple[str, ...], frozenset[str], tuple[tuple[str, str], ...]]:
        """Divide the published `files` into new ones and those kept from the last build.

        Returns paths of both, and pairs of path and reason for each file that was made or removed.
        """
        reasons = {task.name: reason for task, reason in self.site.run}
        new = tuple(path for result in made for path in result.files if path not in result.same)
        why = [(path, reasons.get(result.name, INDEX)) for result in made for path in result.files]
        made_now = {path for path, _ in why}
        why += [(path, GONE) for entry in self.site.gone.values() for path in entry.files if path not in made_now]
        return new, frozenset(files).difference(new), tuple(sorted(why))


def plan_build(
    loaded: Loaded, read: ReadInputs, options: BuildOptions, cache: Cache, last: LastBuild | None
) -> BuildPlan:
    """Plan a build: a task runs if the digest of one of its dependencies has changed.

    `last`: state of the last build, or None; `cache`: of compiled templates.
    """
    from sourcebook.build.checks import check_tasks
    from sourcebook.build.tasks import site_tasks
    from sourcebook.stages.check import check

    dossier = loaded.dossier
    lookup, tasks = Lookup(dossier), last.tasks if last else TaskState()
    reader = Reader(lookup, loaded.bodies)
    settings = dossier.tables.settings
    files = with_look(read.theme, settings.theme)
    theme = Theme(options.root, files, settings.language, options.preview, cache, options.own_theme)
    site, theme_digests = site_tasks(reader, options, theme)
    known: dict[object, bytes] = {pair[:2]: pair[2] for pair in chain(tasks.checks.pairs, tasks.site.pairs)}
    known[DOSSIER] = last.dossier if last else b""
    changed = _changed(last.inputs, read.inputs, loaded.stored) if last else None
    digests = ItemDigests(lookup, loaded.body_digests, known, theme_digests, loaded.seen_digests, changed)
    same = last is not None and last.dossier == digests.of(DOSSIER) and _in_place(last, read.inputs)
    return BuildPlan(
        lookup,
        reader,
        digests,
        last.whole if last is not None and same else tuple(check(dossier)),
        plan_tasks(check_tasks(dossier, reader), tasks.checks, digests),
        plan_tasks(site, tasks.site, digests, _for_all(last.inputs, read.inputs) if last else ""),
        tasks,
    )


def manifest_of(
    inputs: Inputs, plan: BuildPlan, problems: tuple[Problem, ...], trees: tuple[Tree, Tree], ran: TaskState
) -> Manifest:
    """Make the manifest of a published build, from which the next one is planned.

    `trees`: stat signatures of the files of the output, and of the site published before it.
    """
    dossier = plan.digests.of(DOSSIER)
    return Manifest(inputs, dossier, plan.whole, problems, plan.facts, *trees, encode_state(ran))


def plan_tasks(tasks: Sequence[Task], last: Tasks, digests: ItemDigests, everything: str = "") -> Plan:
    """Plan some tasks against their entries in the last build.

    `everything`: reason to run all of them; "" if there is none.
    """
    changed = {
        number: (kind, name)
        for number, (kind, name, digest) in enumerate(last.pairs)
        if kind and not digests.holds(kind, name) and digests.of(item_of(kind, name)) != digest
    }
    run: list[tuple[Task, str]] = []
    carried: dict[str, TaskEntry] = {}
    for task in tasks:
        entry = last.entries.get(task.name)
        first = None if entry is None else next((pair for pair in entry.pairs if pair in changed), None)
        if everything or entry is None:
            run.append((task, everything or NEW))
        elif first is not None:
            run.append((task, reason_of(*changed[first])))
        else:
            carried[task.name] = entry
    names = {FULL_TEXT, *(task.name for task in tasks)}
    return Plan(tuple(run), carried, {name: entry for name, entry in last.entries.items() if name not in names})


def _changed(last: Inputs, now: Inputs, stored: Stored) -> Collection[Key]:
    """Keys of pages whose files changed since the last build."""
    return {entry.key for path, entry in stored.entries.items() if last.files.get(path) != now.files[path]}


def _in_place(last: LastBuild, now: Inputs) -> bool:
    """True if no file with a problem of a whole-dossier rule has changed, so that its line numbers hold."""
    return all(last.inputs.files.get(problem.path) == now.files.get(problem.path) for problem in last.whole)


def _for_all(last: Inputs, now: Inputs) -> str:
    """Reason to run all tasks, or "": options or translations, which no task has as dependencies, changed."""
    if last.options != now.options:
        return "the options are others"
    paths = sorted(path for path in {*last.theme, *now.theme} if path.startswith(TRANSLATIONS))
    changed = next((path for path in paths if last.theme.get(path) != now.theme.get(path)), None)
    return f"{changed} changed" if changed else ""
