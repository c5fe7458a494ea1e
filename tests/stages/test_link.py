"""Every name resolved, or a problem that says which name, where, and what was meant."""

from pathlib import Path

import pytest

from sourcebook.model.names import ClaimKey, Key, ParagraphKey
from sourcebook.rules.published import current_addresses
from sourcebook.stages.link import link
from tests.cases import cases
from tests.dossiers import REPORT, SKERRY, Changes, examine, linked, page, parsed
from tests.lighthouse import copy

HOME = "pages/home.md"


def problems(changes: Changes) -> list[str]:
    return linked(changes)[1]


def home(body: str) -> Changes:
    return {HOME: page("Home", body)}


def test_a_sound_dossier_has_no_problem() -> None:
    dossier, found = linked()
    assert found == []
    assert list(dossier.pages) == sorted(dossier.pages)
    assert list(dossier.claims) == [ClaimKey("lamp-relit", "relit"), ClaimKey("lamp-relit", "height")]
    claim = dossier.claims[ClaimKey("lamp-relit", "height")]
    assert (claim.answers, str(claim.value), claim.about) == (
        Key("questions", "tower-height"),
        "27",
        (Key("places", "skerry"),),
    )
    assert dossier.source("lamp-relit").outlet == Key("organisations", "courier")


@cases
def test_a_mark_that_names_nothing(body: str, said: str) -> None:
    assert problems(home(f"See\nit: {body}")) == [f"{HOME}:5:5: {said}"]


def test_a_name_of_two_pages_names_both() -> None:
    found = problems({**home("[[lamp]] and [[topics/lamp]]"), "notes/lamp.md": None, "events/lamp.md": event("Lamp")})
    assert found == [f"{HOME}:4:1: NAME 'lamp' names 2 pages (write events/lamp or topics/lamp)"]


def test_a_slug_used_twice_is_one_problem_however_often_it_is_named() -> None:
    found = problems({"topics/skerry.md": page("Skerry"), HOME: page("Home", "[[skerry]] and [[skerry|it]]; [[zzz]]")})
    where = [line for line in found if "names 2 pages" in line]
    assert len(where) == 1
    assert "'skerry' names 2 pages, here and in " in where[0]
    assert where[0].endswith("(rename one of the pages, or write places/skerry or topics/skerry in each place)")
    assert f"{HOME}:4:31: NAME there is no page 'zzz' (write the page, or name another)" in found


@pytest.mark.parametrize("written", ["old-lamp", "topics/old-lamp"])
def test_a_page_that_was_renamed_is_named_by_its_new_name(written: str) -> None:
    renamed = page("Lamp").replace("title:", "formerly: [old-lamp]\ntitle:", 1)
    found = problems({"topics/lamp.md": renamed, **home(f"[[{written}]]")})
    assert found == [f"{HOME}:4:1: NAME there is no page '{written}' (it is topics/lamp now)"]


def test_a_field_takes_the_page_of_its_folders() -> None:
    """Where only one page of a name can be meant, its slug is enough."""
    changes = {"topics/courier.md": page("Courier"), HOME: page("Home", "[[topics/courier]]")}
    found = linked(changes)
    assert found[0].source("lamp-relit").outlet == Key("organisations", "courier")
    assert all("organisations/courier or topics/courier" in line for line in found[1])


@cases
def test_a_field_takes_pages_of_no_other_folder(path: str, field: str, taken: str) -> None:
    fields = field if path.startswith("organisations/") else f"when: none\nwhy: No text dates it.\n{field}"
    [said] = problems({path: page("A page", fields=f"{fields}\n"), HOME: page("Home", f"[[{path[:-3]}]]")})
    assert f"is not one of {taken} " in said or f"is not in {taken}" in said, said


NOWHERE = "NAME there is no page"
WHO = "in people or places or organisations"
ABOUT = f"{WHO} or events or topics"
NUMBERS = "write 927, 4.6, 1/3, ~30, 200.., ..5, 2..5, >30 or <100; the unit belongs to the question"


@cases
def test_a_field_that_names_nothing(was: str, now: str, said: str) -> None:
    text = REPORT.replace(was, now)
    assert text != REPORT
    found = problems({"sources/lamp-relit.md": text})
    assert len(found) == 1
    assert found[0].endswith(said)
    line = int(found[0].split(":")[1])
    assert now.rsplit(": ", maxsplit=1)[-1].rsplit(maxsplit=1)[-1].strip("[]") in text.splitlines()[line - 1]


def test_a_reference_that_is_not_in_the_table() -> None:
    note = page("Chart", "It shows a tower.", "about: [skerry]\nreferences: [chrat]\n")
    table = '[chart]\ntitle = "A"\npublisher = "B"\naddress = "https://a.example/"\nnature = "official"\nread = "not"\n'
    found = problems({"notes/chart.md": note, "references.toml": table})
    assert found == [
        "notes/chart.md:4:14: NAME there is no reference 'chrat' in references.toml (did you mean 'chart'?)"
    ]


def test_drafts_are_left_out_and_not_to_be_named() -> None:
    draft = SKERRY["topics/lamp.md"].replace("---\n", "---\ndraft: true\n", 1)
    dossier, found = linked({"topics/lamp.md": draft})
    assert Key("topics", "lamp") not in dossier.pages
    assert found == [f"{HOME}:4:12: NAME 'topics/lamp' is a draft (publish it or take the name out)"]


def test_a_draft_that_a_preview_shows_is_not_to_be_listed_as_published() -> None:
    entries, tables, broken, _ = parsed({"topics/tide.md": page("Tide", fields="draft: true\n")})
    dossier, _ = link(entries, tables, broken, drafts=True)
    assert Key("topics", "tide") in dossier.pages
    assert "/topics/tide/" not in current_addresses(dossier)


def test_a_draft_source_has_no_claims_and_its_names_are_not_checked_twice() -> None:
    dossier, found = linked({"sources/lamp-relit.md": REPORT.replace("---\n", "---\ndraft: true\n", 1)})
    assert not dossier.claims
    assert {line.partition(" NAME ")[2] for line in found} == {
        "'sources/lamp-relit' is a draft (publish it or take the name out)"
    }


def test_what_is_wrong_with_a_draft_counts_not() -> None:
    draft = page("Draft", "See [[nothing]] and [@lamp-relit#nothing].", "draft: true\n")
    assert problems({"topics/draft.md": draft}) == []


@pytest.mark.parametrize(
    "path", ["topics/lamp.md", "sources/lamp-relit.md", "questions/tower-height.md", "places/skerry.md"]
)
def test_a_broken_file_does_not_cascade(path: str) -> None:
    entries, tables, broken, found = parsed({path: "---\ntitle: [\n---\n"})
    assert [problem.path for problem in found] == [path]
    assert [str(problem) for problem in link(entries, tables, broken)[1]] == []


@cases
def test_former_addresses(changes: Changes, said: list[str]) -> None:
    assert problems(changes) == said


def test_an_edge_for_every_target() -> None:
    body = (
        "[[ida-storm|She]] says that [[skerry]] is lit.[@lamp-relit#relit; @lamp-relit p2] No mark here.\n\n"
        "- See [[lamp-relit#height|27 metres]]."
    )
    edges = [edge for edge in linked(home(body))[0].edges if edge.origin == Key("pages", "home")]
    assert [(edge.kind, edge.target) for edge in edges] == [
        ("link", Key("people", "ida-storm")),
        ("link", Key("places", "skerry")),
        ("cite", ClaimKey("lamp-relit", "relit")),
        ("cite", ParagraphKey("lamp-relit", 2)),
        ("link", ClaimKey("lamp-relit", "height")),
    ]


def test_marks_lead_to_what_they_name() -> None:
    page_of_lamp = linked()[0].pages[Key("topics", "lamp")]
    assert [page_of_lamp.resolve(ref) for ref in page_of_lamp.entry.outline.refs] == [
        (Key("people", "ida-storm"),),
        (Key("places", "skerry"),),
        (ClaimKey("lamp-relit", "relit"),),
        (Key("organisations", "courier"),),
        (ClaimKey("lamp-relit", "height"),),
    ]


def test_corrections_name_what_they_correct() -> None:
    row = '[[correction]]\ndate = "2020-06-01"\nabout = "{}"\nwas = "a"\nnow = "b"\nwhy = "c"\n'
    dossier, found = linked({"corrections.toml": row.format("lamp-relit#height")})
    assert found == []
    assert [about for _, about in dossier.corrections] == [ClaimKey("lamp-relit", "height")]
    dossier, found = linked({"corrections.toml": row.format("lamp-relit#hight")})
    assert [line.partition(" ")[2] for line in found] == [
        "NAME 'lamp-relit' has no claim 'hight' (did you mean 'height'?)"
    ]
    assert dossier.corrections == ()


def event(title: str) -> str:
    return page(title, "It was lit.", 'when: "2019"\nwhy: The report says so.\n')


GUIDE, INSPECTOR = "notes/light-in-a-sailing-guide.md", "people/vera-tolmina.md"


@cases
def test_references_are_cited_in_notes_that_name_them(
    tmp_path: Path, path: str, old: str, new: str, message: str
) -> None:
    (problem,) = examine(copy(tmp_path / "content", [(path, old, new)])).problems
    assert problem.path == path
    assert message in str(problem)
