"""Pages that are asked for come first; what one cannot be made for is told, and the last good ones stay."""

from pathlib import Path

import pytest

from sourcebook.preview import builder as module
from sourcebook.preview.builder import Builder
from sourcebook.preview.pages import Pages
from sourcebook.preview.shown import PAGES
from tests.dossiers import page, write
from tests.preview.test_builder import built, house, made, problems

HOME, SKERRY = "index.html", "places/skerry/index.html"


def opened(builder: Builder) -> Pages:
    """The pages of the newest build, most of which are yet to be made."""
    pages = builder.shown.files
    assert isinstance(pages, Pages)
    assert builder.unfinished
    return pages


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builder:
    monkeypatch.setattr("sourcebook.preview.builder.MOMENT", 0)  # one page at a time, on the fastest machine too
    return made(write(tmp_path / "content"), house(tmp_path / "house"))


def test_a_page_that_is_asked_for_is_made_before_the_others(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOMENT", 0)
    built(builder)
    write(builder.options.content, {"places/skerry.md": page("Skerry, told anew", "An island.")})
    assert builder.build() == (PAGES,)
    pages = opened(builder)
    before = len(pages.made)
    assert b"Skerry, told anew" in builder.shown.answer("/places/skerry/").body
    assert len(pages.made) == before + 2  # with its data
    assert builder.shown.answer("/nowhere/").status == 404
    assert builder.shown.answer("/feed.xml").status == 200
    while builder.unfinished:
        assert builder.go_on() == ()
    assert type(builder.shown.files) is dict
    assert builder.shown.files == pages


def test_a_page_that_cannot_be_made_is_as_it_was_until_that_is_told(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(builder)
    good = builder.shown.files
    monkeypatch.setattr(module, "MOMENT", 0)
    write(builder.options.content, {"places/skerry.md": page("A skerry", "An island with a tower.")})
    template = builder.options.root / "templates" / "timeline.html"
    text = template.read_text("utf-8")
    template.write_text(text.replace("{% block main %}", "{% block main %}{{ x.y }}"), "utf-8")
    assert builder.build() == (PAGES,)
    assert opened(builder)["timeline/index.html"] == good["timeline/index.html"]
    assert problems(builder) == []
    assert built_on(builder) == (PAGES,)
    assert problems(builder)[0].startswith("templates/timeline.html:")
    assert builder.shown.files == good

    template.write_text(text, "utf-8")
    write(builder.options.content)
    built(builder)
    assert problems(builder) == []
    assert builder.shown.files == good


def built_on(builder: Builder) -> tuple[str, ...]:
    news: tuple[str, ...] = ()
    while builder.unfinished:
        news += builder.go_on()
    return news


def test_a_mistake_meanwhile_does_not_end_the_making_of_pages(builder: Builder) -> None:
    builder.build()
    write(builder.options.content, {"places/skerry.md": page("Skerry", "See [[zzz]].")})
    builder.build()
    assert [problem.split()[1] for problem in problems(builder)] == ["NAME"]
    built_on(builder)
    assert b"An island with a tower." in builder.shown.files[SKERRY]
    assert [problem.split()[1] for problem in problems(builder)] == ["NAME"]


def test_pages_show_the_newest_edit_whichever_were_made_in_between(
    builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title changes and changes back while few of the pages that show it are made."""
    monkeypatch.setattr(module, "MOMENT", 0)
    built(builder)
    good, file = dict(builder.shown.files), builder.options.content / "places" / "skerry.md"
    before = file.read_bytes()
    for text in (before.replace(b"title: ", b"title: New "), before, before + b"More.\n", before):
        file.write_bytes(text)
        builder.build()
        builder.shown.answer("/record/")
    built_on(builder)
    assert builder.shown.files == good
