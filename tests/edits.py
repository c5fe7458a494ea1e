"""A dossier with its theme, edited at random; each build with a cache is held against a clean one."""

import random
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.cache.account import cache_path
from sourcebook.cache.cache import Cache, Caches
from sourcebook.output.guard import MARK_FILE
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT

DRAFT = b"draft: true\n"

Tree = dict[str, bytes]
Act = Callable[["Desk"], str]


STRAY = "stray.html"
"""A file that others put into the output: it stays there."""

TEMPLATES = Cache(None, b"")
"""The templates that clean builds have compiled, by their bytes."""


def tree(folder: Path) -> Tree:
    """The files of a site by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass
class Desk:
    """What an editor has in `folder`, and what was done there. Every choice is made by `chance`."""

    folder: Path
    chance: random.Random
    done: list[str] = field(default_factory=list)
    before: dict[Path, bytes] = field(default_factory=dict)
    count: int = 0

    @classmethod
    def laid_out(cls, folder: Path, seed: int) -> "Desk":
        for name in ("templates", "assets"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copytree(LIGHTHOUSE, folder / "content")
        (folder / "sourcebook").mkdir()
        return cls(folder, random.Random(seed))

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def out(self) -> Path:
        return self.folder / "site"

    def pages(self) -> list[Path]:
        return sorted(self.content.glob("*/*.md"))

    def edit(self, acts: Sequence[Act] | None = None) -> None:
        """Do one thing that editors, their programs or bad luck do."""
        act = self.chance.choice(acts or ACTS)
        self.count += 1
        self.done.append(f"{self.count} {act.__name__} {act(self) or ''}")

    @property
    def cache(self) -> Path:
        """The file of the cache; the tests set XDG_CACHE_HOME."""
        path = cache_path(self.content)
        assert path is not None
        return path

    @property
    def options(self) -> BuildOptions:
        return BuildOptions(self.folder, self.content, self.out, cards=False)

    def with_cache(self, **options: Any) -> Report:
        """The next build, as by a new process."""
        chosen = self.options._replace(workers=self.chance.choice((1, 2)), **options)
        return build(chosen, Caches.of_account(self.content, b"this program"))

    def clean(self, **options: Any) -> tuple[Report, Tree]:
        """What a build from nothing would leave in the output, beside strays; templates are all that it knows."""
        strays = {path.relative_to(self.out).as_posix(): path.read_bytes() for path in self.out.rglob(STRAY)}
        with TemporaryDirectory() as folder:
            out = Path(folder, "site")
            report = build(self.options._replace(out=out, **options), Caches(Cache(None, b""), TEMPLATES))
            return report, tree(out) | strays

    def write(self, path: Path, data: bytes | None) -> str:
        """Write a file, or remove it; what it held comes back when it is mended."""
        self.before.setdefault(path, path.read_bytes() if path.exists() else b"")
        if data is None:
            path.unlink()
        else:
            path.write_bytes(data)
        return path.relative_to(self.folder).as_posix()

    def alter(self, path: Path, old: bytes, new: bytes) -> str:
        data = path.read_bytes()
        return self.write(path, data.replace(old, new, 1) if old in data else data + new)


def add_sentence(desk: Desk) -> str:
    page = desk.chance.choice(desk.pages())
    words = (b"The sea was calm.", b"See [[skarvoy]].", b"Nobody says so.\n\n## The end", b"A\n\n- list\n- of items")
    return desk.write(page, page.read_bytes() + b"\n\n" + desk.chance.choice(words) + b"\n")


def move_lines(desk: Desk) -> str:
    page = desk.chance.choice(desk.pages())
    head, fence, body = page.read_bytes().partition(b"\n---\n")
    return desk.write(page, head + fence + b"\nA line above.\n\n" + body)


def comment(desk: Desk) -> str:
    return desk.alter(desk.chance.choice(desk.pages()), b"---\n", b"---\n# a comment\n")


def retitle(desk: Desk) -> str:
    return desk.alter(desk.chance.choice(desk.pages()), b"\ntitle: ", b"\ntitle: New ")


def alter_claim(desk: Desk) -> str:
    page = desk.chance.choice(sorted((desk.content / "sources").glob("*.md")))
    return desk.alter(page, *desk.chance.choice(((b"says: ", b"says: It is said that "), (b"value: ", b"value: 1"))))


def alter_table(desk: Desk) -> str:
    name = desk.chance.choice(("site.toml", "references.toml", "corrections.toml", "terms.toml"))
    return desk.alter(desk.content / name, b"\n", b"\n# a comment\n")


def alter_template(desk: Desk) -> str:
    page = desk.chance.choice(sorted((desk.folder / "templates").glob("*.html")))
    return desk.write(page, page.read_bytes() + b"{# a comment #}\n<!-- %d -->\n" % desk.count)


def alter_words(desk: Desk) -> str:
    path = desk.folder / "templates/words/en.toml"
    home = re.compile(rb'^home = ".*"$', re.MULTILINE)
    return desk.write(path, home.sub(b'home = "Home %d"' % desk.count, path.read_bytes(), count=1))


def alter_style(desk: Desk) -> str:
    path = desk.folder / "assets/css/base.css"
    return desk.write(path, path.read_bytes() + b"p { --n: %d; }\n" % desk.count)


def new_page(desk: Desk) -> str:
    text = b"---\ntitle: Page %d\n---\nSee [[topics/light-and-lamp]] and [[home]].\n" % desk.count
    return desk.write(desk.content / "pages" / f"page-{desk.count}.md", text)


def rename_page(desk: Desk) -> str:
    page = desk.chance.choice(desk.pages())
    data = page.read_bytes()
    desk.write(page, None)
    return desk.write(page.with_name(f"renamed-{desk.count}.md"), data)


def delete_page(desk: Desk) -> str:
    return desk.write(desk.chance.choice(desk.pages()), None)


def put_aside(desk: Desk) -> str:
    """A page becomes a draft, or is one no more."""
    page = desk.chance.choice(desk.pages())
    data = page.read_bytes()
    return desk.write(page, data.replace(DRAFT, b"") if DRAFT in data else data.replace(b"---\n", b"---\n" + DRAFT, 1))


def begin_draft(desk: Desk) -> str:
    text = b"---\ntitle: Draft %d\ndraft: true\n---\nOn [[skarvoy]] and [[nowhere]], in 1234.\n" % desk.count
    return desk.write(desk.content / desk.chance.choice(("pages", "topics")) / f"draft-{desk.count}.md", text)


def write_draft(desk: Desk) -> str:
    drafts = [page for page in desk.pages() if DRAFT in page.read_bytes()]
    if not drafts:
        return begin_draft(desk)
    page = desk.chance.choice(drafts)
    words = (b"See [[skarvoy]].", b"See [[nowhere]].", b"In 1234.", b"Nobody says so.")
    return desk.write(page, page.read_bytes() + b"\n\n" + desk.chance.choice(words) + b"\n")


def break_page(desk: Desk) -> str:
    page = desk.chance.choice(desk.pages())
    harm = (
        b"---\ntitle: [\n---\n",
        b"\xff",
        page.read_bytes() + b"\n[[nowhere]]\n",
        page.read_bytes() + b"\nIn 1234.\n",
    )
    return desk.write(page, desk.chance.choice(harm))


def mend(desk: Desk) -> str:
    """Everything as it was at first."""
    for path, data in desk.before.items():
        if data:
            path.write_bytes(data)
        else:
            path.unlink(missing_ok=True)
    return f"{len(desk.before)} files"


def tamper(desk: Desk) -> str:
    """Somebody is at the output."""
    files = sorted(path for path in desk.out.rglob("*") if path.is_file() and path.name != MARK_FILE)
    path = desk.chance.choice(files)
    if desk.chance.random() < 0.3:
        path.unlink()
    elif desk.chance.random() < 0.5:
        path.write_bytes(path.read_bytes() + b"x")
    else:
        path.with_name(STRAY).write_bytes(b"x")
    return path.name


def harm_cache(desk: Desk) -> str:
    path = desk.cache
    if not path.exists():
        return "nothing there"
    data = bytearray(path.read_bytes())
    if desk.chance.random() < 0.2:
        path.unlink()
    elif desk.chance.random() < 0.3:
        path.write_bytes(data[: len(data) // 2])
    else:
        data[desk.chance.randrange(len(data))] ^= 1 << desk.chance.randrange(8)
        path.write_bytes(data)
    return path.name


def cut_short(desk: Desk) -> str:
    """A generation that was not finished lies beside the output."""
    beside = desk.out.with_name(".site.previous")
    for path in sorted(beside.rglob("*")):
        if path.is_file() and desk.chance.random() < 0.5:
            path.unlink()
    return ""


def nothing(desk: Desk) -> str:
    return ""


ACTS: tuple[Act, ...] = (
    add_sentence, add_sentence, add_sentence, move_lines, move_lines, comment, retitle, alter_claim, alter_table,
    alter_template, alter_words, alter_style, new_page, rename_page, delete_page, put_aside, begin_draft, write_draft,
    write_draft, break_page, *(mend for _ in range(8)), tamper, harm_cache, cut_short, nothing,
)  # fmt: skip
INSIDE = tuple(act for act in ACTS if act not in (tamper, harm_cache, cut_short))
"""What is done to the dossier and its theme, and not to what builds left."""
