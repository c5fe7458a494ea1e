"""A dossier's own theme: files that take the place of built-in ones, `[theme]`, and what does not fit is told."""

from pathlib import Path

from sourcebook.build.look import GROUNDS, LEAST_CONTRAST, contrast, readable
from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.theme import read_theme_files
from sourcebook.cli.shared import site_problems
from tests.cases import cases
from tests.dossiers import SITE, write
from tests.sites import files_of, report_and_files
from tools.environment import ROOT

TEMPLATES = {path: data.decode() for path, data in read_theme_files(ROOT)[0].items() if path.endswith(".html")}


def dossier(folder: Path, theme: dict[str, str], settings: str = "") -> BuildOptions:
    """The Skerry dossier with a theme of its own."""
    content = write(folder / "dossier", {"site.toml": SITE + settings})
    for path, text in theme.items():
        (content / "theme" / path).parent.mkdir(parents=True, exist_ok=True)
        (content / "theme" / path).write_text(text, "utf-8", "surrogateescape")
    return BuildOptions(ROOT, content, folder / "site", cards=False)


def told(report: Report) -> list[str]:
    return [str(problem) for problem in report.problems]


def test_a_file_takes_the_place_of_the_built_in_one(tmp_path: Path) -> None:
    footer = TEMPLATES["templates/partials/site_footer.html"].replace("<p>{{ layout.tagline }}</p>", "<p>Ours</p>")
    options = dossier(
        tmp_path,
        {
            "templates/partials/site_footer.html": footer,
            "templates/words/en.toml": '[site]\nfeed = "News of the light"\n',
            "assets/css/own.css": "p { hyphens: auto; }\n",
            "assets/beacon.js": "document.title;\n",
            "assets/icon.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n',
            "assets/fonts/ledger-serif-roman.woff2": "another font",
        },
    )
    files = files_of(options)
    shown = files["data/index.html"].decode()
    assert "<p>Ours</p>" in shown
    assert "News of the light" in shown
    (style,) = (data.decode() for path, data in files.items() if path.startswith("assets/style."))
    assert "@layer own {\np { hyphens: auto; }" in style
    for part, text in (("beacon.", "document"), ("icon.", 'viewBox="0 0 1 1"'), ("roman.", "another font")):
        (data,) = (data.decode() for path, data in files.items() if part in path and path.startswith("assets/"))
        assert text in data
    assert "/beacon." in shown.replace("assets", "")
    assert site_problems(options.content) == []


def test_values_of_the_settings_are_a_layer_and_pictures_are_shown(tmp_path: Path) -> None:
    settings = (
        '[theme]\naccent = "#7a1f2b"\naccent_dark = "#f0a0a8"\ntext_font = "fonts/ours.woff2"\n'
        'interface_font = "Verdana, Arial"\nlogo = "lamp.svg"\nfavicon = "lamp.svg"\nwidth = "72rem"\n'
    )
    lamp = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    files = files_of(dossier(tmp_path, {"assets/lamp.svg": lamp, "assets/fonts/ours.woff2": "font"}, settings))
    (style,) = (data.decode() for path, data in files.items() if path.startswith("assets/style."))
    look = style.split("@layer look {")[1].split("@layer print {")[0]
    for part in ("--accent: #7a1f2b;", "--accent: #f0a0a8;", "--page: 72rem;", "--sans: Verdana, Arial, sans-serif;"):
        assert part in look
    home = files["index.html"].decode()
    assert '<img src="assets/lamp.' in home
    preloaded = [line for line in home.splitlines() if 'rel="preload"' in line]
    assert len(preloaded) == 1
    assert "ours." in preloaded[0]
    assert any(data == lamp.encode() for path, data in files.items() if path.startswith("assets/icon."))


BASE = TEMPLATES["templates/base.html"]


@cases
def test_what_a_version_does_not_fit_is_told(path: str, text: str, said: str, tmp_path: Path) -> None:
    text = text.replace("BASE without main", BASE.replace("{% block main %}{% endblock %}", ""))
    text = text.replace("NESTED", "[" * 5000 + "]" * 5000).replace("DEEP", ".a" * 20_000)
    text = text.replace("IFS", "{% if 1 %}" * 200 + "{% endif %}" * 200).replace("LATIN", "\udce9")
    lines = [*map(str, site_problems(dossier(tmp_path, {path: text}).content))]
    assert any(line.startswith(said) for line in lines), lines


def test_every_built_in_template_fits_in_its_own_place(tmp_path: Path) -> None:
    """Copied as they are, all templates are own ones, and none is told of."""
    report, _ = report_and_files(dossier(tmp_path, TEMPLATES))
    assert told(report) == []


def test_a_link_out_of_the_theme_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text("secret", "utf-8")
    options = dossier(tmp_path, {"assets/a.svg": "x"})
    (options.content / "theme" / "assets" / "b.svg").symlink_to(tmp_path / "secret.svg")
    report, files = report_and_files(options)
    assert [problem.code for problem in report.problems] == ["LINK"]
    assert not any(b"secret" in data for data in files.values())


@cases
def test_values_are_checked_and_the_cure_works(settings: str, said: str, tmp_path: Path) -> None:
    report, files = report_and_files(dossier(tmp_path, {}, f"[theme]\n{settings}\n"))
    lines = told(report)
    assert any(line.startswith(said) for line in lines), lines
    assert files == {}
    hints = [problem.hint.removeprefix("write ") for problem in report.problems if "contrast" in problem.message]
    if hints:
        cures = hints[0].split(" and ")
        given = "\n".join(
            line for line in settings.splitlines() if line.split(" ")[0] not in {c.split(" ")[0] for c in cures}
        )
        mended = dossier(tmp_path / "mended", {}, "[theme]\n" + "\n".join([given, *cures]) + "\n")
        assert told(report_and_files(mended)[0]) == []


def test_colours_of_an_own_token_file_are_checked_in_both_schemes(tmp_path: Path) -> None:
    tokens = read_theme_files(ROOT)[0]["assets/css/tokens.css"].decode()
    pale = tokens.replace("--ink-quiet: #aba69b", "--ink-quiet: #333333")
    report, _ = report_and_files(dossier(tmp_path, {"assets/css/tokens.css": pale}))
    (line,) = told(report)
    assert line.startswith("theme/assets/css/tokens.css:1:1: THEME `#333333` has a contrast of 1.")
    assert "in dark" in line


def test_contrast_is_that_of_the_standard() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert round(contrast("#1c4e86", "#1c4e86"), 2) == 1.0
    for colour in ("#ffd700", "#00ff88", "#222222"):
        for ground in ("#ffffff", "#171715"):
            assert contrast(readable(colour, [ground]), ground) >= LEAST_CONTRAST
    assert {*GROUNDS} == {"ink", "ink-quiet", "accent"}
