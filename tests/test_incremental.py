"""Whatever is remembered, a build gives the bytes of a clean one; what an edit leaves as it was is not made again."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sourcebook import bodies, linked, parsing, parts, pipeline, workers
from sourcebook.bodies import Shelf
from tests.dossiers import examine
from sourcebook.memory import Memory
from sourcebook.model.files import identity
from sourcebook.model.names import Key
from sourcebook.model.prose import Prose
from sourcebook.model.record import Entry
from sourcebook.build.options import BuildOptions, Report
from sourcebook.parts import Made
from sourcebook.build.pipeline import build
from sourcebook.preview.builder import Builder
from sourcebook.build.read import read
from sourcebook.store import Store
from tests.edits import INSIDE, Desk, tree

SEEDS = range(int(os.environ.get("EDIT_SEEDS", "2")))
STEPS = 12


@pytest.fixture(autouse=True)
def small_shares(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two processes share the work, and shards are many, however little there is; the account is the test's."""
    monkeypatch.setattr(parsing, "WORTH_SHARING", 4)
    monkeypatch.setattr(parts, "WORTH_SHARING", 4)
    monkeypatch.setattr(workers, "WORTH_SHARING", 4)
    monkeypatch.setattr(linked, "PAGES", 3)
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
    """Every second time with few bodies at hand, as of many pages."""
    if seed % 2:
        monkeypatch.setattr(bodies, "MOST_AT_HAND", 2)
    assert differing(tmp_path, seed) is None


def comes_to_light(edited: Callable[[Path, int], str | None], folder: Path, known: int) -> bool:
    """Whether a planted fault makes some build differ, or end otherwise; `known` is a seed that is known to show it."""
    for seed in (known, *(other for other in range(20) if other != known)):
        try:
            if edited(folder / f"{seed}", seed) is not None:
                return True
        except LookupError:
            return True
    return False


def test_a_part_whose_reading_goes_unnoticed_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shelf, "reads", lambda shelf: frozenset())
    assert comes_to_light(differing, tmp_path / "desk", 1)


def test_a_face_that_leaves_something_out_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faceless(entry: Entry) -> bytes:
        return entry.path.encode()

    monkeypatch.setattr(parsing, "face", faceless)
    assert comes_to_light(differing, tmp_path / "desk", 0)


def test_a_memory_that_forgets_what_it_depends_on_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BuildOptions, "told", property(lambda order: b"always the same"))
    assert comes_to_light(differing, tmp_path / "desk", 2)


def build_whole(builder: Builder) -> None:
    """Build, and make the pages that are made when there is nothing else to do."""
    builder.build()
    while builder.unfinished:
        builder.go_on()


def preview_differing(folder: Path, seed: int) -> str | None:
    """The same of a preview, which keeps what it made in mind, after as many edits."""
    desk = Desk.laid_out(folder, seed)
    order = BuildOptions(desk.folder, desk.content, desk.out, workers=1)
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
    def stock(shelf: Shelf, fetch: Callable[[Key], Prose]) -> None:
        shelf._fetch = fetch  # noqa: SLF001 - all but what it forgets

    monkeypatch.setattr(Shelf, "stock", stock)
    assert comes_to_light(preview_differing, tmp_path / "desk", 1)


def again(desk: Desk) -> Report:
    return build(BuildOptions(desk.folder, desk.content, desk.out, cards=False), Memory(desk.folder / "memory", b"it"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk.laid_out(tmp_path, 0)
    assert again(made).kept == frozenset()
    return made


def test_without_a_change_nothing_is_made(desk: Desk) -> None:
    before = {path: identity(path.stat()) for path in desk.out.rglob("*")}
    result = again(desk)
    assert (result.files, len(result.kept) > 50) == ((), True)
    assert {path: identity(path.stat()) for path in desk.out.rglob("*")} == before


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

    def slowly(*given: Any) -> Report:
        monkeypatch.setattr(pipeline, "compose", sound)
        result = sound(*given)
        assert result.kept
        desk.alter(desk.content / "topics/light-and-lamp.md", b"\ntitle: ", b"\ntitle: New ")
        build(BuildOptions(desk.folder, desk.content, desk.out, cards=False))
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


def test_an_edit_of_prose_reads_few_shards_of_the_linked_dossier(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes] = []
    recall = Memory.recall

    def counted(memory: Memory, *key: bytes) -> Any:
        read.extend(key[2:] if key[0] == b"linked" else ())
        return recall(memory, *key)

    monkeypatch.setattr(linked, "PAGES", 1)
    desk.alter(desk.content / "topics/light-and-lamp.md", b"\ntitle: ", b"\ntitle: New ")
    again(desk)
    monkeypatch.setattr(Memory, "recall", counted)
    page = desk.content / "pages/corrections.md"
    page.write_text(page.read_text("utf-8") + "\n\nThe sea was calm.\n", "utf-8")
    result = again(desk)
    assert result.dossier is not None
    assert [file.path for file in result.files] == ["corrections/index.html"]
    assert len(read) == len({*read})
    assert 0 < len(read) < len(result.dossier.pages)


def test_a_shard_that_is_lost_is_made_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    recall = Memory.recall

    def forgetful(memory: Memory, *key: bytes) -> Any:
        return None if key[0] == b"linked" and len(key) > 2 else recall(memory, *key)

    monkeypatch.setattr(Memory, "recall", forgetful)
    page = desk.content / "people/vera-tolmina.md"
    page.write_text(page.read_text("utf-8") + "\n\nThe sea was calm.\n", "utf-8")
    assert again(desk).kept == frozenset()
    assert tree(desk.out) == desk.clean()[1]


def test_a_linked_dossier_is_recalled_as_it_was(desk: Desk) -> None:
    memory, shelf = Memory(), bodies.Shelf()
    dossier = examine(desk.content, memory).dossier
    assert dossier is not None
    files, _ = read(desk.content)
    linked.keep_linked(dossier, b"stamp", {file.path: file.digest for file in files}, memory, b"linked")
    stamp, found = linked.recall_linked(shelf, memory, b"linked") or (b"", None)
    assert found is not None
    assert (stamp, found.tables, found.corrections) == (b"stamp", dossier.tables, dossier.corrections)
    assert list(found.pages) == list(dossier.pages)
    assert [(page.title, page.matter, page.marks) for page in found.pages.values()] == [
        (page.title, page.matter, page.marks) for page in dossier.pages.values()
    ]
    assert [page.entry.prose.outline for page in found.pages.values()] == [
        page.entry.prose.outline for page in dossier.pages.values()
    ]
    assert list(found.claims.items()) == list(dossier.claims.items())
    assert found.edges == dossier.edges
    assert (dict(found.edges.to), dict(found.edges.of)) == (dossier.edges.to, dossier.edges.of)


def test_a_shelf_notes_whose_bodies_are_read_and_holds_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_AT_HAND", 2)
    shelf, keys = Shelf(), [Key("topics", f"lamp-{n}") for n in range(4)]
    fetched: list[Key] = []

    def fetch(key: Key) -> Prose:
        fetched.append(key)
        return Prose((key.slug,))

    shelf.stock(fetch)
    assert shelf.reads() == frozenset()
    assert [shelf.read(key).parts for key in (*keys, keys[-1])] == [(key.slug,) for key in (*keys, keys[-1])]
    assert (shelf.reads(), shelf.reads()) == (frozenset(keys), frozenset())
    assert fetched == keys
    shelf.stock(fetch)
    shelf.read(keys[0])
    assert fetched == [*keys, keys[0]]


def test_an_edit_of_a_draft_is_built(desk: Desk) -> None:
    draft = desk.content / "topics/draft.md"
    draft.write_text("---\ntitle: A draft\ndraft: true\n---\n\nA text.\n", "utf-8")
    again(desk)
    draft.write_text(draft.read_text("utf-8") + "\nThe sea was calm.\n", "utf-8")
    assert not again(desk).failed
    assert tree(desk.out) == desk.clean()[1]


@pytest.mark.parametrize("text", ["Leads to [[nowhere]].", "A <blink>text</blink>."])
def test_what_is_wrong_with_a_draft_is_told_as_long_as_it_is(desk: Desk, text: str) -> None:
    draft, page = desk.content / "topics/draft.md", desk.content / "people/vera-tolmina.md"
    draft.write_text(f"---\ntitle: A draft\ndraft: true\n---\n\n{text}\n", "utf-8")
    live = Builder(BuildOptions(desk.folder, desk.content, desk.out, workers=1))
    build_whole(live)
    [before] = [finding.problem for finding in live.shown.findings if finding.problem.path == "topics/draft.md"]
    page.write_text(page.read_text("utf-8") + "\n\nThe sea was calm.\n", "utf-8")
    build_whole(live)
    assert before in [finding.problem for finding in live.shown.findings]
    draft.write_text("---\ntitle: A draft\ndraft: true\n---\n\nA text.\n", "utf-8")
    build_whole(live)
    assert "topics/draft.md" not in [finding.problem.path for finding in live.shown.findings]


def test_a_memory_of_many_edits_of_one_page_does_not_grow_for_ever(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sourcebook.editing.MOST_EDITS", 2)
    monkeypatch.setattr("sourcebook.memory.OLDEST", 2)
    page, sizes = desk.content / "people/vera-tolmina.md", []
    text = page.read_text("utf-8")
    for n in range(21):
        page.write_text(f"{text}\n\nThe sea was calm{' and calm' * n}.\n", "utf-8")
        again(desk)
        sizes.append(len(Store(desk.folder / "memory").places))
    assert max(sizes[-6:]) <= max(sizes[9:15])


def test_a_page_of_the_output_that_is_gone_by_then_is_made_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found to be the same as in the output is removed by somebody before it is read for the full text."""
    sound, page = parts.run, desk.out / "about" / "index.html"

    def meanwhile(*given: Any) -> list[Made]:
        made = sound(*given)
        page.unlink(missing_ok=True)
        return made

    monkeypatch.setattr(parts, "run", meanwhile)
    order = BuildOptions(desk.folder, desk.content, desk.out, cards=False, full_text=True)
    assert not build(order, Memory(desk.folder / "other", b"it")).failed
    assert page.exists()
