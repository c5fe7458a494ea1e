"""What was published changes with a correction alone: each change is told, and nothing else is."""

import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.rules.ledger import changes_explained
from tests.lighthouse import LIGHTHOUSE, copy
from tests.views.worlds import Files, files_of, linked
from tools.environment import ROOT

Change = Callable[[str], str]
BLOCK = re.compile(r"^  ([a-z0-9-]+):\n((?:    .*\n)+)", re.MULTILINE)
CLAIMED = {path: data.decode() for path, data in files_of(LIGHTHOUSE).items() if path.startswith("sources/")}

TOLD: dict[str, Change] = {
    "value": lambda block: re.sub(r"(    value: )(\d+)\n", lambda found: f"{found[1]}{int(found[2]) + 3}\n", block),
    "figure": lambda block: re.sub(r"(    says: .*?)(\d+)", lambda found: f"{found[1]}{int(found[2]) + 3}", block),
    "day": lambda block: re.sub(r'(    when: )"?([0-9-]{4,})"?\n', r'\1"[..1990]"\n', block),
    "voice": lambda block: re.sub(r"    by: article\n", "    by: unnamed\n", block),
}
UNTOLD: dict[str, Change] = {
    "wording": lambda block: block.replace("    says: The ", "    says: That "),
    "words": lambda block: block.replace("    words: [", "    words: [so, "),
    "reason": lambda block: f"{block}    translation: In other words.\n",
}


def told(files: Files) -> list[str]:
    dossier, problems = linked(files)
    assert dossier is not None, problems
    named = (finding.message.split("'")[1] for finding in changes_explained(dossier.dossier))
    return [address.replace("#dark-twice", "#failures") for address in named]


def test_of_a_thousand_edits_each_changed_value_is_told_and_no_other() -> None:
    chance, edits = random.Random(22), 0
    blocks = [(path, found[1], found[0]) for path, text in CLAIMED.items() for found in BLOCK.finditer(text)]
    while edits < 1000:
        files, expected = dict(files_of(LIGHTHOUSE)), []
        for path, claim, block in chance.sample(blocks, 12):
            changes = TOLD if chance.random() < 0.5 else UNTOLD
            edited = changes[chance.choice([*changes])](block)
            if edited == block:
                continue
            files[path] = files[path].replace(block.encode(), edited.encode())
            expected += [f"/{path[:-3]}/#{claim}"] * (changes is TOLD)
            edits += 1
        assert sorted(told(files)) == sorted(expected)


def test_a_correction_that_names_the_figures_and_nothing_less_explains_a_change() -> None:
    path, claim = "sources/report-on-the-lamp.md", "/sources/report-on-the-lamp/#steps"
    files = dict(files_of(LIGHTHOUSE))
    files[path] = files[path].replace(b"by 168 steps", b"by 170 steps").replace(b"value: 168", b"value: 170")
    assert told(files) == [claim]
    for was, now, left in (("168 steps", "170 steps", []), ("168", "171", [claim]), ("none", "170", [claim])):
        entry = (
            f'\n[[correction]]\ndate = 2024-05-21\nabout = "report-on-the-lamp#steps"\n'
            f'was = "{was}"\nnow = "{now}"\nwhy = "Misread."\n'
        )
        corrected = files | {"corrections.toml": files["corrections.toml"] + entry.encode()}
        assert told(corrected) == left
    listed = files["published.csv"].replace(f"{claim},168,,article,0".encode(), f"{claim},170,,article,1".encode())
    again = corrected | {"published.csv": listed, path: files[path].replace(b"170", b"172")}
    assert told(again) == [claim]


def test_both_lines_of_a_merge_are_compared_and_a_new_name_of_a_speaker_is_no_change() -> None:
    files = dict(files_of(LIGHTHOUSE))
    line = b"/sources/report-on-the-lamp/#steps,168,,article,0\n"
    files["published.csv"] = files["published.csv"].replace(line, line.replace(b"168", b"167") + line)
    assert told(files) == ["/sources/report-on-the-lamp/#steps"]
    renamed = {
        path.replace("people/vera-tolmina", "people/vera-x"): data.replace(b"vera-tolmina", b"vera-x")
        for path, data in files_of(LIGHTHOUSE).items()
        if path != "published.csv"
    }
    renamed["people/vera-x.md"] = renamed["people/vera-x.md"].replace(b"---\n", b"---\nformerly: [vera-tolmina]\n", 1)
    assert told(renamed | {"published.csv": files_of(LIGHTHOUSE)["published.csv"]}) == []


def test_a_deployment_refuses_what_a_preview_warns_of(tmp_path: Path) -> None:
    content = copy(tmp_path / "content")
    path = content / "sources" / "report-on-the-lamp.md"
    path.write_text(path.read_text("utf-8").replace("168", "170"), "utf-8")
    levels: dict[str, dict[str, Any]] = {"warning": {}, "error": {"address": "https://b.example"}}
    for level, options in levels.items():
        report = build(BuildOptions(ROOT, content, tmp_path / "site", cards=False, **options))
        assert {problem.level for problem in report.problems if problem.code == "CHANGED"} == {level}
        assert report.failed == (level == "error")
