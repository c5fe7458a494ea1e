"""History of pages: a renamed page keeps its releases, and what was withdrawn is told without its words."""

from sourcebook.model.history import releases_of, versions_by_page
from sourcebook.model.names import Key
from tests.dossiers import linked, page

RELEASES = """[[release]]
version = "2020-05-02"
digest = "{digest}"
changes = [{changes}]
"""
CHANGE = '{{page = "{page}", table = "claims", key = "{key}", what = "changed", cell = "value", was = "26"}}'
GONE = '[[correction]]\ndate = 2020-05-02\nabout = "{about}"\nwithdrawn = true\nwhy = "It named somebody."\n'


def listed(*rows: tuple[str, str]) -> str:
    changes = ", ".join(CHANGE.format(page=page, key=key) for page, key in rows)
    return RELEASES.format(digest="0" * 64, changes=changes)


def test_what_was_withdrawn_is_told_without_its_words() -> None:
    rows = [("sources/a", "a#gone"), ("sources/a", "a#kept"), ("sources/b", "b#any")]
    gone = GONE.format(about="a#gone") + GONE.format(about="sources/b")
    dossier, _ = linked({"releases.toml": listed(*rows), "corrections.toml": gone})
    (release,) = releases_of(dossier)
    assert [(change.key, change.was) for change in release.changes] == [("a#gone", ""), ("a#kept", "26"), ("b#any", "")]


def test_a_renamed_page_keeps_its_releases() -> None:
    renamed = page("The lamp", fields="formerly: [once]\n")
    dossier, _ = linked({"topics/lamp.md": renamed, "releases.toml": listed(("topics/once", "once"))})
    assert list(versions_by_page(dossier, releases_of(dossier))) == [(Key("topics", "lamp"), "2020-05-02")]
