"""Commands killed, or on a full disk, at each of their writes, and the same command again.

Calls of Python are hit first, then system calls, which strace hits in the same process.
"""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from pathlib import Path

from torture.calls import CHANGING, GROWING, Harm
from torture.desk import LIGHTHOUSE, OPTIONS, STALLED, Desk
from torture.outcome import Outcome

AT = GROWING | {"fsync", "rename", "replace", "renameat2", "unlink", "chmod", "rmdir", "syncfs", "fdopen"}
HARMS = (
    Harm(kind="kill"), Harm(kind="ENOSPC"), Harm(kind="ENOSPC", lasting=True), Harm(kind="EIO"), Harm(kind="interrupt"),
)  # fmt: skip
BELOW = Harm(kind="kill", call="all"), Harm(kind="ENOSPC", call="all"), Harm(kind="EIO", call="all")
ARTICLE = "The lamp of Skarvoy\n\nIt was lit on 12 May 1900, said the keeper.\n"
HOLDS = "each file old or new and whole, exit code true, the same command again ends as if undisturbed"
COMMANDS = {
    "build": ["build", "--content", "{content}", "--out", "{site}", "--workers", "1", *OPTIONS],
    "addresses": ["addresses", "--content", "{content}"],
    "new": ["new", "person", "Ada Marr", "--content", "{content}"],
    "import": ["import", "{article}", "--content", "{content}"],
    "rename": ["rename", "people/vera-tolmina", "vera", "--content", "{content}"],
    "rename a claim": ["rename", "report-on-the-lamp#failures", "renamed", "--content", "{content}"],
    "remove": ["remove", "pages/new", "--content", "{content}"],
    "theme": ["theme", "partials/site_footer.html", "--content", "{content}"],
    "schemas": ["schemas", "--out", "{schemas}"],
    "init": ["init", "{begun}"],
}
CURES = {"rename": "addresses", "rename a claim": "addresses"}
"""Commands that a message names after one that was cut short behind its last write but one."""
AGAIN = "TAKEN", "No such page", "there is no claim"
"""What the same command again may say if it was done already."""
Files = dict[str, bytes]


@dataclass
class Trials:
    """Trials of all commands on one bench."""

    desk: Desk
    chance: random.Random
    after: dict[str, Files] = field(default_factory=dict)
    struck: Counter[str] = field(default_factory=Counter)

    def lay_out(self, command: str) -> None:
        """The state before a command: a page more than the list of addresses and the site have."""
        for name in ("content", "out", "schemas", "begun"):
            shutil.rmtree(self.desk.folder / name, ignore_errors=True)
        self.desk.forget()
        shutil.copytree(LIGHTHOUSE, self.desk.content)
        (self.desk.folder / "article.txt").write_text(ARTICLE, "utf-8")
        (self.desk.content / "pages/new.md").write_text("---\ntitle: A new page\n---\nSee [[home]].\n", "utf-8")
        if command == "schemas":
            (self.desk.folder / "schemas").mkdir()
            (self.desk.folder / "schemas/site.json").write_bytes(b"{}")

    def arguments(self, command: str) -> list[str]:
        folder = self.desk.folder
        places = {"content": self.desk.content, "site": self.desk.site, "article": folder / "article.txt"}
        places |= {name: folder / name for name in ("schemas", "begun")}
        return [word.format(**places) for word in COMMANDS[command]]

    def files(self) -> Files:
        """Files that a command may have written, without its locks and caches."""
        paths = [
            path for name in ("content", "out", "schemas", "begun") for path in (self.desk.folder / name).rglob("*")
        ]
        return {str(path.relative_to(self.desk.folder)): path.read_bytes() for path in paths if path.is_file()}

    def measure(self, command: str) -> list[Harm]:
        """Run a command undisturbed. Returns every harm to each of its calls that write."""
        names: dict[str, tuple[str, ...]] = {"all": ()}
        for call in ("", "all")[: 1 + (shutil.which("strace") is not None)]:
            self.lay_out(command)
            ended = self.desk.run(self.arguments(command), Harm(call=call), sound=True)
            assert ended.code == 0, ended.output
            self.after[command], names[call] = self.files(), ended.names
        calls = [at for at, name in enumerate(names[""], 1) if name in AT]
        below = [(name, at) for name in {*names["all"]} & {*CHANGING} for at in range(1, names["all"].count(name) + 1)]
        return [replace(harm, at=at) for at, harm in product(calls, HARMS)] + [
            replace(harm, at=at, call=name) for (name, at), harm in product(sorted(below), BELOW)
        ]

    def run(self, command: str, harm: Harm) -> Iterator[str]:
        """Breaches of one trial."""
        self.lay_out(command)
        before, after = self.files(), self.after[command]
        ended = self.desk.run(self.arguments(command), harm)
        self.struck[command] += 1
        self.struck[f"{harm.kind}{' lasting' * harm.lasting}{', by strace' * bool(harm.call)}"] += 1
        if ended.code in STALLED:
            yield "the command does not end"
        found = {
            path: data for path, data in self.files().items() if "/." not in path.removeprefix("content/originals/.git")
        }
        torn = [path for path, data in found.items() if data not in (before.get(path), *after.values())]
        lost = [path for path in before.keys() & after.keys() if path not in found and "/." not in path]
        yield from (f"{path} is torn or lost" for path in (*torn, *lost))
        if "Traceback" in ended.output and ended.code >= 0:
            yield ended.output[-500:]
        if ended.code == 0 and (
            wrong := [path for path in after if after[path] != self.files().get(path) and _visible(path)]
        ):
            yield f"success was reported without {wrong[:3]}"
        again = self.desk.run(self.arguments(command), Harm(), sound=True)
        if command in CURES:
            self.desk.run([CURES[command], "--content", str(self.desk.content)], Harm(), sound=True)
        now = self.files()
        if again.code and not any(said in again.output for said in AGAIN):
            yield f"the same command again fails: {again.output[-300:]}"
        differs = [path for path in now.keys() | after.keys() if now.get(path) != after.get(path) and _visible(path)]
        if differs:
            yield f"the same command again leaves {differs[:3]}"


def _visible(path: str) -> bool:
    """False for the previous site beside the output and a file that is not whole yet, which the next write replaces."""
    return ".previous" not in path and not path.endswith(".sourcebook.part")


def disturbed(folder: Path, count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Disturb `count` commands: each write of each command, or a random share of the longest of them."""
    started, chance = time.perf_counter(), random.Random(seed)
    desk = Desk(folder / "desk", plant)
    desk.lay_out()
    trials, breaches = Trials(desk, chance), []
    every = []
    for command in COMMANDS:
        harms = trials.measure(command)
        every += [(n, command, harm) for n, harm in enumerate(chance.sample(harms, len(harms)))]
    every.sort(key=lambda trial: trial[:2])
    for _, command, harm in every[:count]:
        breaches += [f"{command}, {harm.name}: {breach}" for breach in trials.run(command, harm)]
    counted = dict(sorted(trials.struck.items()))
    tried = min(count, len(every))
    return Outcome("writes", tried, "commands", tuple(breaches), counted, time.perf_counter() - started, HOLDS)
