"""Whatever the cache holds, a build gives the bytes of a clean one; what an edit leaves as it was is not made again."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sourcebook.build import load, parsed, pipeline, plan, task
from sourcebook.build.options import BuildOptions
from sourcebook.build.task import TaskResult
from sourcebook.build.theme import Theme
from sourcebook.cache import cache as caching
from sourcebook.cache.cache import Cache
from sourcebook.model.files import identity
from sourcebook.model.item_digests import ItemDigests
from sourcebook.model.rows import Recorder
from sourcebook.preview import builder as previews
from sourcebook.preview.builder import Builder
from tests.edits import INSIDE, Desk, tree

SEEDS = range(int(os.environ.get("EDIT_SEEDS", "2")))
STEPS = 12


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("account"))


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch, account: str) -> None:
    """Two processes share the work, however little there is; the account is that of these tests."""
    monkeypatch.setattr(load, "CHUNK", 2)
    monkeypatch.setattr(task, "WORTH_SHARING", 4)
    monkeypatch.setenv("XDG_CACHE_HOME", account)


def differing(folder: Path, seed: int) -> str | None:
    """What was done when a build with a cache first differed from a clean one; None if none did."""
    desk = Desk.laid_out(folder, seed)
    desk.with_cache()
    for _ in range(STEPS):
        desk.edit()
        last = tree(desk.out)
        found, (wanted, clean) = desk.with_cache(), desk.clean()
        if found.problems != wanted.problems or tree(desk.out) != (last if wanted.failed else clean):
            return "\n".join(desk.done)
    return None


@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits_give_the_bytes_of_a_clean_build(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second time with few bodies at hand, as of many pages."""
    if seed % 2:
        monkeypatch.setattr(load, "MOST_DECODED", 2)
    assert differing(tmp_path, seed) is None


def build_whole(builder: Builder) -> None:
    """Build, and make the pages that are made when there is nothing else to do."""
    builder.build()
    while builder.unfinished:
        builder.go_on()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_preview_shows_what_a_clean_one_shows(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether or not all pages were made before the next edit."""
    monkeypatch.setattr(previews, "MOMENT", 0)
    desk = Desk.laid_out(tmp_path, seed)
    live = Builder(desk.options)
    build_whole(live)
    for _ in range(STEPS):
        desk.edit(INSIDE)
        if desk.chance.random() < 0.5:
            live.build()
            continue
        last, clean = live.shown.files, Builder(desk.options)
        build_whole(live)
        build_whole(clean)
        if clean.shown.files:
            assert live.shown.files == clean.shown.files, desk.done
        elif isinstance(last, dict):
            assert live.shown.files == last, desk.done
        assert live.shown.findings == clean.shown.findings, desk.done


PERSON, TOPIC, SOURCE = "people/vera-tolmina.md", "topics/light-and-lamp.md", "sources/report-on-the-lamp.md"
SENTENCE, MAIN = b"\n\nThe sea was calm.\n", b"{% block main %}"

Edit = Callable[[Desk], object]

EDITS: dict[str, Edit] = {
    "a body": lambda desk: append(desk.content / PERSON, SENTENCE),
    "a title": lambda desk: desk.alter(desk.content / TOPIC, b"\ntitle: ", b"\ntitle: New "),
    "a claim": lambda desk: desk.alter(desk.content / SOURCE, b"says: ", b"says: It is said that "),
    "a template": lambda desk: desk.alter(desk.folder / "templates/map.html", MAIN, MAIN + b"<!-- -->"),
    "a translation": lambda desk: desk.alter(desk.folder / "templates/words/en.toml", b'home = "', b'home = "New '),
    "a style sheet": lambda desk: append(desk.folder / "assets/css/base.css", b"p { margin: 0; }\n"),
    "a new page": lambda desk: desk.write(desk.content / "topics/tide.md", b"---\ntitle: Tide\n---\nOn [[skarvoy]].\n"),
    "a deletion": lambda desk: desk.write(desk.content / "topics/tide.md", None),
}

REASONS = {
    "a body": ("people/vera-tolmina/index.html", "the body of people/vera-tolmina.md changed"),
    "a title": ("topics/light-and-lamp/index.html", "topics/light-and-lamp.md changed"),
    "a claim": ("sources/report-on-the-lamp/index.html", "sources/report-on-the-lamp.md changed"),
    "a template": ("map/index.html", "templates/map.html changed, or one that it names"),
    "a translation": ("404.html", "templates/words/en.toml changed"),
    "a style sheet": ("404.html", "the header, the navigation or the footer changed"),
    "a new page": ("topics/tide/index.html", "it was not made before"),
    "a deletion": ("topics/tide/index.html", "nothing makes it any more"),
}


def append(path: Path, data: bytes) -> None:
    path.write_bytes(path.read_bytes() + data)


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk.laid_out(tmp_path_factory.mktemp("desk"), 0)


@pytest.fixture
def desk(one_desk: Desk) -> Desk:
    """One for all tests, each of which leaves it with a dossier that can be built; its site is current."""
    assert not one_desk.with_cache().failed
    assert tree(one_desk.out)
    return one_desk


@pytest.mark.parametrize("edit", [name for name in EDITS if name != "a deletion"])
def test_each_kind_of_edit_gives_the_bytes_of_a_clean_build_and_says_why(desk: Desk, edit: str) -> None:
    EDITS[edit](desk)
    report = desk.with_cache()
    assert tree(desk.out) == desk.clean()[1]
    path, reason = REASONS[edit]
    assert reason in dict(report.reasons)[path]
    assert {path for path, _ in report.reasons} >= {*report.made}
    if edit == "a new page":
        EDITS["a deletion"](desk)
        path, reason = REASONS["a deletion"]
        assert dict(desk.with_cache().reasons)[path] == reason
        assert tree(desk.out) == desk.clean()[1]


def unnoticed(kind: str) -> Callable[[pytest.MonkeyPatch], None]:
    """A fault: items of a kind are handed out and not noted."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        note = Recorder.note
        monkeypatch.setattr(Recorder, "note", lambda reader, item: None if item.kind == kind else note(reader, item))

    return plant


def carries_over_what_was_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def kept(files: tuple[str, ...], made: list[TaskResult], last: dict[str, Any]) -> dict[str, Any]:
        return {path: last[path] for path in files if path in last}

    monkeypatch.setattr(task, "kept_files", kept)


def believes_stale_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    get = Cache.get

    def stale(cache: Cache, *key: bytes) -> bytes | None:
        data = get(cache, *key)
        return believed.setdefault(key, data) if key[0] == b"parsed" and data else data

    believed: dict[tuple[bytes, ...], bytes | None] = {}
    monkeypatch.setattr(Cache, "get", stale)
    monkeypatch.setattr(load, "_is_known", lambda file, before: file.path in before.entries)


def always(owner: Any, name: str, value: Any) -> Callable[[pytest.MonkeyPatch], None]:
    return lambda monkeypatch: monkeypatch.setattr(owner, name, value)


PLANTED: dict[str, tuple[Callable[[pytest.MonkeyPatch], None], str]] = {
    "a body that is read unnoticed": (unnoticed("body"), "a body"),
    "a claim that is shown unnoticed": (unnoticed("claim"), "a claim"),
    "a template that is filled unnoticed": (unnoticed("template"), "a template"),
    "a layout that is used unnoticed": (unnoticed("layout"), "a style sheet"),
    "assets that are published unnoticed": (unnoticed("assets"), "a style sheet"),
    "a dossier that is read unnoticed": (unnoticed("dossier"), "a new page"),
    "an outline that is always the same": (always(parsed, "outline_digest", lambda entry: b"it"), "a title"),
    "digests of the last build, believed": (always(ItemDigests, "of", lambda digests, item: b"always"), "a title"),
    "template digests that are the same": (always(Theme, "template_digest", lambda theme, name: b"it"), "a template"),
    "translations that nothing depends on": (always(plan, "_for_all", lambda last, now: ""), "a translation"),
    "options that nothing depends on": (always(BuildOptions, "settings", b"the same"), "options"),
    "a file that is carried over though it was made": (carries_over_what_was_made, "a title"),
    "parsed files that are believed whatever they hold": (believes_stale_rows, "a title"),
}  # fmt: skip


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    plant, edit = PLANTED[fault]
    desk = Desk.laid_out(tmp_path, 0)
    options = {"noindex": True} if edit == "options" else {}
    with monkeypatch.context() as patch:
        plant(patch)
        desk.with_cache()
        if edit in EDITS:
            EDITS[edit](desk)
        desk.with_cache(**options)
    assert tree(desk.out) != desk.clean(**options)[1]


def test_without_a_change_nothing_is_made(desk: Desk) -> None:
    before = {path: identity(path.stat()) for path in desk.out.rglob("*")}
    report = desk.with_cache()
    assert (report.made, report.reasons, len(report.carried) > 50) == ((), (), True)
    assert {path: identity(path.stat()) for path in desk.out.rglob("*")} == before


def test_with_other_options_all_is_made_again(desk: Desk) -> None:
    desk.with_cache(noindex=True)
    assert tree(desk.out) == desk.clean(noindex=True)[1]


def test_what_somebody_did_to_the_output_is_undone_without_an_edit(desk: Desk) -> None:
    before = tree(desk.out)
    for harm in (Path.unlink, lambda path: path.write_bytes(b"x")):
        harm(desk.out / "about/index.html")
        desk.with_cache()
        assert tree(desk.out) == before


def test_an_edit_of_prose_makes_the_pages_that_show_it(desk: Desk) -> None:
    EDITS["a body"](desk)
    assert desk.with_cache().made == tuple(f"people/vera-tolmina/index.{kind}" for kind in ("html", "json"))
    assert "The sea was calm." in (desk.out / "people/vera-tolmina/index.html").read_text("utf-8")


def test_prose_shown_on_several_pages_is_made_again_on_each(desk: Desk) -> None:
    append(desk.content / "notes/light-in-a-sailing-guide.md", SENTENCE)
    made = desk.with_cache().made
    assert {path for path in made if b"The sea was calm." in (desk.out / path).read_bytes()} == {*made}
    assert {"notes/light-in-a-sailing-guide/index.html", "record/index.html"} <= {*made}


def test_a_site_that_another_build_published_meanwhile_is_not_mixed_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds at once: the slower one had meant to carry files over from what the quicker one replaced."""
    sound = task.make

    def slowly(*given: Any) -> list[TaskResult]:
        monkeypatch.setattr(task, "make", sound)
        made = sound(*given)
        EDITS["a title"](desk)
        pipeline.build(desk.options)
        return made

    EDITS["a body"](desk)
    monkeypatch.setattr(task, "make", slowly)
    desk.with_cache()
    assert tree(desk.out) == desk.clean()[1]


def test_files_that_come_out_the_same_keep_their_time(desk: Desk) -> None:
    before = (desk.out / "data/claims.csv").stat()
    desk.alter(desk.content / SOURCE, b"headline: ", b"headline: New ")
    report = desk.with_cache()
    assert "data/claims.csv" in dict(report.reasons)
    assert "data/claims.csv" in report.carried
    assert (desk.out / "data/claims.csv").stat().st_mtime_ns == before.st_mtime_ns


Get = Callable[..., bytes | None]


def answering(get: Get, answers: dict[bytes, bytes | None]) -> Get:
    """The cache's `get` with other answers for the rows whose key begins so."""
    return lambda cache, *key: answers[key[0]] if key[0] in answers else get(cache, *key)


@pytest.mark.parametrize("name", [b"body", b"parsed", b"manifest"])
def test_rows_that_are_lost_or_hold_nonsense_are_made_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, name: bytes
) -> None:
    get = Cache.get
    for answer in (None, b"", b"\xc1", b"\x80"):
        monkeypatch.setattr(Cache, "get", answering(get, {name: answer}))
        EDITS["a body"](desk)
        assert not desk.with_cache().failed
    assert tree(desk.out) == desk.clean()[1]


def test_another_program_takes_nothing_over(desk: Desk) -> None:
    report = pipeline.build(desk.options, caching.Caches.of_account(desk.content, b"another program"))
    assert len(report.reasons) == len(report.carried)
    assert {reason for _, reason in report.reasons} == {"it was not made before"}


def test_an_edit_of_a_draft_is_built(desk: Desk) -> None:
    draft = desk.content / "topics/draft.md"
    draft.write_text("---\ntitle: A draft\ndraft: true\n---\n\nA text.\n", "utf-8")
    desk.with_cache()
    append(draft, SENTENCE)
    assert not desk.with_cache().failed
    assert tree(desk.out) == desk.clean()[1]


@pytest.mark.parametrize("text", ["Leads to [[nowhere]].", "A <blink>text</blink>."])
def test_what_is_wrong_with_a_draft_is_told_as_long_as_it_is(desk: Desk, text: str) -> None:
    draft = desk.content / "topics/draft.md"
    draft.write_text(f"---\ntitle: A draft\ndraft: true\n---\n\n{text}\n", "utf-8")
    live = Builder(desk.options)
    build_whole(live)
    [before] = [finding.problem for finding in live.shown.findings if finding.problem.path == "topics/draft.md"]
    EDITS["a body"](desk)
    build_whole(live)
    assert before in [finding.problem for finding in live.shown.findings]
    draft.write_text("---\ntitle: A draft\ndraft: true\n---\n\nA text.\n", "utf-8")
    build_whole(live)
    assert "topics/draft.md" not in [finding.problem.path for finding in live.shown.findings]


def test_a_cache_of_many_edits_does_not_grow_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page, sizes = desk.content / PERSON, []
    text = page.read_text("utf-8")
    for n in range(12):
        page.write_text(f"{text}\n\nThe sea was calm{' and calm' * n}.\n", "utf-8")
        desk.with_cache()
        sizes.append(desk.cache.stat().st_size)
    assert max(sizes[-4:]) <= 1.2 * max(sizes[2:6])


def test_a_page_of_the_output_that_is_gone_by_then_is_made_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found to be the same as in the output is removed by somebody before it is published."""
    sound, page = task.make, desk.out / "about" / "index.html"

    def meanwhile(*given: Any) -> list[TaskResult]:
        made = sound(*given)
        page.unlink(missing_ok=True)
        return made

    monkeypatch.setattr(task, "make", meanwhile)
    EDITS["a title"](desk)
    assert not desk.with_cache().failed
    monkeypatch.undo()
    assert page.exists()
    assert tree(desk.out) == desk.clean()[1]
