"""`_headers`, `security.txt` and previews: what a host says with the pages."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from sourcebook.build.options import BuildOptions
from sourcebook.exports.hosting import hosting_files
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.site import Site
from tests.cases import cases
from tests.dossiers import read_dossier
from tests.harness.server import Rules, read_rules
from tests.lighthouse import LIGHTHOUSE, Change, copy
from tests.sites import files_of, theme
from tools.environment import ROOT

ORDER = BuildOptions(ROOT, LIGHTHOUSE, Path("nowhere"), cards=False, full_text=True)
SECURITY = '\n[security]\nexpires = "2027-05-20"\ncontact = "mailto:editor@example.org"\n'
REPORT = 'report = "mailto:editor@example.org"\n'


def made(content: Path = LIGHTHOUSE, report: str | None = None, **settings: bool) -> dict[str, bytes]:
    """The hosts' files of a dossier, by path, without its pages."""
    dossier = read_dossier(content)
    t = theme(plain=False).translations
    addresses = Addresses(dossier.settings().address, for_disk=settings.get("for_disk", False))
    shell = Shell({}, report, settings.get("noindex", False), preview=False)
    return {file.path: file.data for file in hosting_files(Site(dossier, t, addresses, shell))}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """All of a site for production, with full text: what needs the widest policy."""
    return files_of(ORDER)


@pytest.fixture(scope="module")
def rules(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return rules_of(files, tmp_path_factory.mktemp("headers"))


def rules_of(files: dict[str, bytes], folder: Path) -> Rules:
    (folder / "_headers").write_bytes(files["_headers"])
    return read_rules(folder / "_headers")


def headers_of(rules: Rules, path: str) -> list[tuple[str, str]]:
    """What is sent with a path, names in small letters."""
    return [(name.lower(), value) for pattern, name, value in rules if fnmatchcase(path, pattern)]


def paths(files: dict[str, bytes]) -> Iterator[str]:
    for path in files:
        yield f"/{path.removesuffix('index.html')}"


def test_no_header_is_given_twice_for_one_path(files: dict[str, bytes], rules: Rules) -> None:
    """Hosts differ in which of two holds, or join them into one that means neither."""
    for path in paths(files):
        names = [name for name, _ in headers_of(rules, path)]
        assert sorted(set(names)) == sorted(names), path


def test_every_path_has_the_headers_that_protect(files: dict[str, bytes], rules: Rules) -> None:
    for path in paths(files):
        sent = dict(headers_of(rules, path))
        assert sent["content-security-policy"].startswith("default-src 'none'; "), path
        assert "frame-ancestors 'none'" in sent["content-security-policy"]
        assert "unsafe-inline" not in sent["content-security-policy"]
        assert "'unsafe-eval'" not in sent["content-security-policy"]
        assert (sent["x-frame-options"], sent["x-content-type-options"]) == ("DENY", "nosniff")


def test_what_is_loaded_by_pages_is_for_these_pages_alone(files: dict[str, bytes], rules: Rules) -> None:
    """Files at the top that no page loads from elsewhere have no such header: robots, icons, the 404 page."""
    bare = {path for path in paths(files) if "cross-origin-resource-policy" not in dict(headers_of(rules, path))}
    assert {path for path in bare if "/" in path[1:]} <= {"/.well-known/security.txt"}
    assert {path.rpartition(".")[0] for path in bare if "/" not in path[1:]} <= {
        "/404", "/index", "/favicon", "/apple-touch-icon", "/robots", "/sitemap", "/licences", "", "/",
    }  # fmt: skip


def test_the_tables_and_the_feed_are_for_everybody_and_nothing_else_is(files: dict[str, bytes], rules: Rules) -> None:
    shared = {path for path in paths(files) if dict(headers_of(rules, path)).get("access-control-allow-origin") == "*"}
    assert shared == {path for path in paths(files) if path.startswith("/data/") or path == "/feed.xml"}
    assert {"/data/claims.csv", "/data/datapackage.json", "/feed.xml"} <= shared
    for path in shared:
        assert dict(headers_of(rules, path))["cross-origin-resource-policy"] == "cross-origin"


def test_what_carries_its_digest_in_its_name_is_kept_for_ever(files: dict[str, bytes], rules: Rules) -> None:
    kept = {path for path in paths(files) if "immutable" in dict(headers_of(rules, path)).get("cache-control", "")}
    assert kept == {path for path in paths(files) if path.startswith("/assets/")}
    assert {path for path in kept if not any(len(part) == 12 for part in path.split("."))} == {
        "/assets/fonts/LICENSE.txt"
    }


EARNING = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "strict-transport-security": "max-age=63072000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
}
"""Where all scripts are its own, Mozilla's HTTP Observatory gives these headers 150 points, grade A+."""


def test_headers_are_those_that_earn_the_best_grade(files: dict[str, bytes], rules: Rules) -> None:
    sent = dict(headers_of(rules, "/"))
    assert EARNING.items() <= sent.items()
    assert "camera=()" in sent["permissions-policy"]
    scripts = [node.attributes["src"] or "" for node in LexborHTMLParser(files["index.html"]).css("script[src]")]
    assert scripts
    assert [address for address in scripts if "//" in address] == []


def test_subdomains_are_included_if_the_settings_say_so(tmp_path: Path) -> None:
    """They may belong to others, who cannot undo it for two years."""
    sent = b"Strict-Transport-Security: max-age=63072000"
    for value, rest in (("true", b"; includeSubDomains\n"), ("false", b"\n")):
        changed = copy(tmp_path / value, [("site.toml", "language =", f"subdomains = {value}\nlanguage =")])
        assert sent + rest in made(changed)["_headers"]
    assert sent + b"\n" in made()["_headers"]


def test_a_preview_is_not_to_be_indexed_and_robots_may_read_so(files: dict[str, bytes], tmp_path: Path) -> None:
    preview = made(noindex=True)
    rules = rules_of(preview, tmp_path)
    assert {dict(headers_of(rules, path)).get("x-robots-tag") for path in paths(files)} == {"noindex"}
    assert b"Disallow" not in preview["robots.txt"]
    assert b"X-Robots-Tag" not in made()["_headers"]


def test_security_txt_has_what_the_standard_requires() -> None:
    text = made()[".well-known/security.txt"].decode()
    assert text.splitlines() == [
        "Contact: mailto:editor@example.org",
        "Expires: 2027-05-20T00:00:00Z",
        "Preferred-Languages: en",
        "Canonical: https://lighthouse.example.org/.well-known/security.txt",
    ]


@cases
def test_the_contact_is_its_own_or_where_errors_are_reported(
    table: str, report: str, given: str | None, contact: str | None, tmp_path: Path
) -> None:
    changes: list[Change] = [("site.toml", SECURITY, table), ("site.toml", REPORT, report)]
    found = made(copy(tmp_path / "content", changes), given)
    text = found.get(".well-known/security.txt", b"").decode()
    assert text.partition("\n")[0] == (f"Contact: {contact}" if contact else "")


def test_a_copy_for_disks_has_no_security_txt() -> None:
    assert ".well-known/security.txt" not in made(for_disk=True)
