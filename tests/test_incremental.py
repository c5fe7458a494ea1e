"""Whatever is remembered, a build gives the bytes of a clean one; what an edit leaves as it was is not made again."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sourcebook import incremental, parsing, parts, pipeline, preparing
from sourcebook.bodies import Shelf
from sourcebook.memory import Memory
from sourcebook.model.blocks import Alignment, Block, SourceMap
from sourcebook.model.names import Key
from sourcebook.model.prose import Prose
from sourcebook.model.record import Entry
from sourcebook.order import Order, Result
from sourcebook.pipeline import build
from sourcebook.preview.builder import Builder
from tests.edits import INSIDE, Desk, tree

SEEDS = range(int(os.environ.get("EDIT_SEEDS", "3")))
FAULTS_SHOW = (3, 2, 1, *range(4, 20))
"""Random edits by which planted faults come to light, those first that are known to."""

STEPS = 12


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two processes share the work however little there is; the account's secret is the test's own."""
    monkeypatch.setattr(parsing, "WORTH_SHARING", 4)
    monkeypatch.setattr(parts, "WORTH_SHARING", 4)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "account"))


def differing(folder: Path, seed: int) -> str | None:
    """What was done when a build with a memory first differed from a clean one; None if none did."""
    desk = Desk.laid_out(folder, seed)
    desk.with_memory()
    for _ in range(STEPS):
        desk.edit()
        last = tree(desk.out)
        found, (wanted, clean) = desk.with_memory(), desk.clean()
        if found.problems != wanted.problems or tree(desk.out) != (last if wanted.failed else clean):
            return "\n".join(desk.done)
    return None


@pytest.mark.parametrize("seed", SEEDS)
def test_random_edits_give_the_bytes_of_a_clean_build(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every second time with a shelf that packs, as that of many pages does."""
    if seed % 2:
        monkeypatch.setattr(preparing, "MANY", 0)
    assert differing(tmp_path, seed) is None


def test_many_pages_make_the_same_bytes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preparing, "MANY", 0)
    monkeypatch.setattr(incremental, "MOST_UNPACKED", 2)
    packed, unpacked = desk.clean(), tree(desk.out)
    assert packed[1] == unpacked


def test_a_part_whose_reading_goes_unnoticed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shelf, "reads", lambda shelf: frozenset())
    assert any(differing(tmp_path / str(seed), seed) for seed in FAULTS_SHOW)


def test_a_face_that_leaves_something_out_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faceless(entry: Entry) -> bytes:
        return entry.path.encode()

    monkeypatch.setattr(incremental, "face", faceless)
    monkeypatch.setattr("sourcebook.examining.face", faceless)
    assert any(differing(tmp_path / str(seed), seed) for seed in FAULTS_SHOW)


def test_a_memory_that_forgets_what_it_depends_on_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Order, "told", property(lambda order: b"always the same"))
    assert any(differing(tmp_path / str(seed), seed) for seed in FAULTS_SHOW)


def build_whole(builder: Builder) -> None:
    """Build, and make the pages that are made when there is nothing else to do."""
    builder.build()
    while builder.unfinished:
        builder.go_on()


def preview_differing(folder: Path, seed: int) -> str | None:
    """The same of a preview, which keeps what it made in mind, after as many edits."""
    desk = Desk.laid_out(folder, seed)
    order = Order(desk.folder, desk.content, desk.out, workers=1)
    live = Builder(order)
    build_whole(live)
    for _ in range(STEPS):
        desk.edit(INSIDE)
        last, clean = live.shown.files, Builder(order)
        build_whole(live)
        build_whole(clean)
        wanted = clean.shown.files or last
        if live.shown.findings != clean.shown.findings or live.shown.files != wanted:
            return "\n".join(desk.done)
    return None


@pytest.mark.parametrize("seed", SEEDS)
def test_a_preview_shows_what_a_clean_one_shows(tmp_path: Path, seed: int) -> None:
    assert preview_differing(tmp_path, seed) is None


def test_a_preview_that_keeps_bodies_of_edits_that_failed_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def restock(shelf: Shelf, fetch: Callable[[Key], Prose]) -> None:
        shelf.fetch = fetch

    monkeypatch.setattr(Shelf, "restock", restock)
    assert any(preview_differing(tmp_path / str(seed), seed) for seed in FAULTS_SHOW[2:])


def again(desk: Desk) -> Result:
    return build(Order(desk.folder, desk.content, desk.out, cards=False), Memory(desk.folder / "memory", b"it"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.laid_out(tmp_path, 0)
    assert again(made).kept == frozenset()
    return made


def test_without_a_change_nothing_is_made(desk: Desk) -> None:
    before = {path: path.stat() for path in desk.out.rglob("*")}
    result = again(desk)
    assert (result.files, len(result.kept) > 50) == ((), True)
    assert {path: path.stat() for path in desk.out.rglob("*")} == before


def test_an_edit_of_prose_makes_the_pages_that_show_it(desk: Desk) -> None:
    page = desk.content / "people/vera-tolmina.md"
    page.write_text(page.read_text("utf-8") + "\n\nThe sea was calm.\n", "utf-8")
    result = again(desk)
    assert [file.path for file in result.files] == ["people/vera-tolmina/index.html"]
    assert "The sea was calm." in (desk.out / "people/vera-tolmina/index.html").read_text("utf-8")


def test_prose_shown_on_several_pages_is_made_again_on_each(desk: Desk) -> None:
    note = desk.content / "notes/light-in-a-sailing-guide.md"
    note.write_text(note.read_text("utf-8") + "\n\nThe sea was calm.\n", "utf-8")
    made = {file.path: file.data for file in again(desk).files}
    assert {path for path, data in made.items() if b"The sea was calm." in data} == set(made)
    assert {"notes/light-in-a-sailing-guide/index.html", "record/index.html"} < set(made)


def test_a_site_that_another_build_published_meanwhile_is_not_mixed_with(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds at once: the slower one had meant to carry files over from what the quicker one replaced."""
    page, sound = desk.content / "people/vera-tolmina.md", pipeline.compose

    def slowly(*given: Any) -> Result:
        monkeypatch.setattr(pipeline, "compose", sound)
        result = sound(*given)
        assert result.kept
        desk.alter(desk.content / "topics/light-and-lamp.md", b"\ntitle: ", b"\ntitle: New ")
        build(Order(desk.folder, desk.content, desk.out, cards=False))
        return result

    page.write_text(page.read_text("utf-8") + "\n\nThe sea was calm.\n", "utf-8")
    monkeypatch.setattr(pipeline, "compose", slowly)
    again(desk)
    assert tree(desk.out) == desk.clean()[1]


def test_files_that_come_out_the_same_keep_their_time(desk: Desk) -> None:
    style = desk.folder / "assets/style.css"
    before = (desk.out / "data/claims.csv").stat()
    style.write_bytes(style.read_bytes() + b"p { margin: 0; }\n")
    assert again(desk).kept == frozenset()
    assert (desk.out / "data/claims.csv").stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("packs", [False, True])
def test_a_shelf_notes_whose_bodies_are_read_and_is_empty_when_pickled(packs: bool) -> None:
    shelf, keys = Shelf(packs=packs), [Key("topics", f"lamp-{n}") for n in range(MOST_UNPACKED + 2)]
    blocks = (Block("paragraph", 0, 1, Alignment(("text",), (), "text", SourceMap((0,), 1, (), (), (), ()))),)
    for key in keys:
        shelf.put(key, Prose((key.slug,), blocks=blocks))
    assert shelf.reads() == frozenset()
    assert [shelf.read(key).parts for key in keys * 2] == [(key.slug,) for key in keys * 2]
    assert (shelf.reads(), shelf.reads()) == (frozenset(keys), frozenset())
    assert shelf.blocks(keys[0]) == blocks
    assert shelf.reads() == {keys[0]}
    assert len(pickle.dumps(shelf)) < len(keys)
    shelf.trim()
    assert [(shelf.read(key).parts, shelf.blocks(key)) for key in keys] == [((key.slug,), ()) for key in keys]
