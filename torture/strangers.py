"""Dossiers of strangers: links, pipes and devices at any name, under each command for editors."""

import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tools.environment import ROOT
from torture.calls import Harm
from torture.desk import LIGHTHOUSE, OPTIONS, Desk, digest
from torture.outcome import Outcome

NAMES = (
    "external.csv", "originals", "originals/.gitignore", "originals/article.txt",
    "originals/leaflet-for-visitors.txt", "events",
    "events/new-lamp-set-in-place.md", "sources", "sources/the-lamp-of-skarvoy.md", "people", "people/ada-marr.md",
    "pages/home.md",
    "published.csv", "site.toml", "references.toml", "terms.toml", "corrections.toml", "map", "map/outline.toml",
    ".cache",
    ".cache/index.db", ".sourcebook.part", "people/.sourcebook.part", "originals/.sourcebook.part", "topics/x.md",
    "notes", "places",
    "../templates/x.html", "../templates/words/de.toml", "../assets/x.txt", "../assets/css/x.css", "../assets/fonts",
    "../schemas",
    "../schemas/site.json", "../out/.site.previous", "../out/.site.previous.old", "../out/.site.x.making",
    "../out/site", "../out/site/.sourcebook", "../out/site/index.html", "../out/site/assets",
    "../out/.site.previous/.sourcebook", "theme", "theme/templates", "theme/assets/x.txt",
    "theme/templates/words/en.toml", "theme/assets/css/tokens.css",
)  # fmt: skip
TARGETS = (
    "secret/secret.txt",
    "secret",
    "secret/new.txt",
    "nowhere/file",
    "pipe",
    "/dev/zero",
    "/dev/stdin",
    "/proc/self/environ",
    ".",
)
SECRET = "a-secret-of-the-editor"
COMMANDS = (
    ["new", "person", "Ada Marr", "--content", "{content}"], ["import", "{article}", "--content", "{content}"],
    ["addresses", "--content", "{content}"], ["check", "--originals", "{content}/originals", "--content", "{content}"],
    ["schemas", "--out", "{schemas}"], ["rename", "people/vera-tolmina", "vera", "--content", "{content}"],
    ["remove", "events/new-lamp-set-in-place", "--content", "{content}"], ["status", "--content", "{content}"],
    ["theme", "partials/site_footer.html", "--content", "{content}"], ["init", "{content}"],
    ["build", "--content", "{content}", "--out", "{site}", "--verify", *OPTIONS],
)  # fmt: skip
BUILD = ["build", "--content", "{content}", "--out", "{site}", *OPTIONS]
AT_ONCE = 4
"""Commands for each dossier, beside the build."""
HOLDS = "nothing outside is altered, removed or published; every command ends, without a traceback"


def visited(folder: Path, count: int, plant: Callable[[], None], seed: int) -> Outcome:
    """Build `count` dossiers, each with one to four strange names, and run some of the other commands on them."""
    started = time.perf_counter()
    desk = Desk(folder / "desk", plant)
    desk.lay_out()
    breaches: list[str] = []
    counted: Counter[str] = Counter()
    for number in range(seed, seed + count):
        chance = random.Random(number)
        strange = {name: chance.choice(TARGETS) for name in chance.sample(NAMES, chance.randint(1, 3))}
        strange |= {NAMES[number % len(NAMES)]: TARGETS[number // len(NAMES) % len(TARGETS)]}
        _lay_out(desk, strange)
        commands = [BUILD, *chance.sample(COMMANDS, AT_ONCE), BUILD]
        breaches += [f"seed {number}, {strange}: {breach}" for breach in _breaches(desk, commands, counted)]
    counted = Counter(dict(sorted(counted.items())))
    seconds = time.perf_counter() - started
    return Outcome("strangers", count, "dossiers", tuple(breaches), counted, seconds, HOLDS)


def _lay_out(desk: Desk, strange: dict[str, str]) -> None:
    for path in desk.folder.iterdir():
        if path.name not in ("sourcebook", "assets", "templates", "account"):
            _remove(path)
    for name in ("templates", "assets"):
        _remove(desk.folder / name)
        shutil.copytree(ROOT / name, desk.folder / name)
    shutil.copytree(LIGHTHOUSE, desk.content)
    (desk.folder / "article.txt").write_text("The lamp of Skarvoy\n\nIt was lit in 1900.\n", "utf-8")
    (desk.folder / "secret").mkdir()
    (desk.folder / "secret/secret.txt").write_text(SECRET, "utf-8")
    os.mkfifo(desk.folder / "pipe")
    for name, target in strange.items():
        place = desk.content / name
        with suppress(FileExistsError, NotADirectoryError):  # below a link that stands there already
            _remove(place)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(target if target.startswith("/") else desk.folder / target)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _breaches(desk: Desk, commands: Sequence[Sequence[str]], counted: Counter[str]) -> Iterator[str]:
    before = digest(desk.folder / "secret")
    places = {"content": desk.content, "site": desk.site, "article": desk.folder / "article.txt"}
    for command in commands:
        arguments = [word.format(**places, schemas=desk.folder / "schemas") for word in command]
        ended = desk.run(arguments, Harm())
        counted[f"{command[0]} {'done' if ended.code == 0 else 'refused'}"] += 1
        if ended.code not in (0, 1, 2) or "Traceback" in ended.output:
            yield f"{command[0]} ended with {ended.code}: {ended.output[-400:]}"
        if digest(desk.folder / "secret") != before or (desk.folder / "nowhere").exists():
            yield f"{command[0]} altered what lies outside"
        if SECRET in ended.output:
            yield f"{command[0]} printed what lies outside"
    is_link = desk.site.is_symlink() or desk.site.parent.is_symlink()
    published = desk.site if desk.site.is_dir() and not is_link else None
    for path in published.rglob("*") if published else ():
        if path.is_file() and not path.is_symlink() and SECRET.encode() in path.read_bytes():
            yield f"{path.name} contains what lies outside"
