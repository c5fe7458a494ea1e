"""Commands killed, or on a full disk, at each of their writes, and the same command again."""

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from torture.calls import GROWING, Harm
from torture.desk import LIGHTHOUSE, OPTIONS, Desk
from torture.outcome import Outcome

AT = GROWING | {"fsync", "rename", "replace", "renameat2", "unlink", "chmod", "rmdir", "syncfs", "fdopen"}
HARMS = (
    Harm(kind="kill"), Harm(kind="ENOSPC"), Harm(kind="ENOSPC", lasting=True), Harm(kind="EIO"), Harm(kind="interrupt"),
)  # fmt: skip
ARTICLE = "The lamp of Skarvoy\n\nIt was lit on 12 May 1900, said the keeper.\n"
HOLDS = "each file old or new and whole, exit code true, the same command again ends as if undisturbed"
COMMANDS = {
    "build": ["build", "--content", "{content}", "--out", "{site}", *OPTIONS],
    "addresses": ["addresses", "--content", "{content}"],
    "new": ["new", "person", "Ada Marr", "--content", "{content}"],
    "import": ["import", "{article}", "--content", "{content}"],
    "schemas": ["schemas", "--out", "{schemas}"],
    "init": ["init", "{begun}"],
}
Files = dict[str, bytes]


@dataclass
class Trials:
    """Trials of all commands on one bench."""

    desk: Desk
    chance: random.Random
    after: dict[str, Files] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    struck: Counter[str] = field(default_factory=Counter)

    def lay_out(self, command: str) -> None:
        """The state before a command: a page more than the list of addresses and the site have."""
        for name in ("content", "out", "schemas", "begun", "account"):
            shutil.rmtree(self.desk.folder / name, ignore_errors=True)
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

    def measure(self, command: str) -> list[int]:
        """Run a command undisturbed. Returns the numbers of its calls that write."""
        self.lay_out(command)
        ended = self.desk.run(self.arguments(command), Harm(), sound=True)
        assert ended.code == 0, ended.output
        self.after[command], self.names[command] = self.files(), ended.names
        return [at for at, name in enumerate(ended.names, 1) if name in AT]

    def run(self, command: str, at: int, harm: Harm) -> Iterator[str]:
        """Breaches of one trial."""
        self.lay_out(command)
        before, after = self.files(), self.after[command]
        ended = self.desk.run(self.arguments(command), Harm(at, harm.kind, harm.lasting))
        self.struck[f"{command}, {ended.struck or self.names[command][at - 1]}"] += 1
        found = {
            path: data for path, data in self.files().items() if "/." not in path.removeprefix("content/originals/.git")
        }
        torn = [path for path, data in found.items() if data not in (before.get(path), after.get(path))]
        lost = [path for path in before if path not in found and "/." not in path]
        yield from (f"{path} is torn or lost" for path in (*torn, *lost))
        if "Traceback" in ended.output and ended.code >= 0:
            yield ended.output[-500:]
        if ended.code == 0 and (
            wrong := [path for path in after if after[path] != self.files().get(path) and _visible(path)]
        ):
            yield f"success was reported without {wrong[:3]}"
        again = self.desk.run(self.arguments(command), Harm(), sound=True)
        now = self.files()
        if again.code and "TAKEN" not in again.output:
            yield f"the same command again fails: {again.output[-300:]}"
        differs = [path for path in now.keys() | after.keys() if now.get(path) != after.get(path) and _visible(path)]
        if differs:
            yield f"the same command again leaves {differs[:3]}"


def _visible(path: str) -> bool:
    """False for the previous site beside the output and a file that is not whole yet, which the next write replaces."""
    return ".previous" not in path and not path.endswith(".sourcebook.part")


def disturbed(folder: Path, count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Disturb `count` commands: each write of each command, or a random share of them."""
    started, chance = time.perf_counter(), random.Random(seed)
    desk = Desk(folder / "desk", plant)
    desk.lay_out()
    trials, breaches = Trials(desk, chance), []
    every = [(command, at, harm) for command in COMMANDS for at, harm in product(trials.measure(command), HARMS)]
    chance.shuffle(every)
    every.sort(key=lambda trial: trial[0] == "build")
    for command, at, harm in every[:count]:
        what = f"{command}, {harm.kind}{' lasting' * harm.lasting} at call {at}"
        breaches += [f"{what}: {breach}" for breach in trials.run(command, at, harm)]
    counted = dict(sorted(trials.struck.items()))
    tried = min(count, len(every))
    return Outcome("writes", tried, "commands", tuple(breaches), counted, time.perf_counter() - started, HOLDS)
