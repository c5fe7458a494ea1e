"""The guide for editors: its examples of front matter hold, and its reference is current."""

import re
from pathlib import Path

import pytest

from sourcebook.model.edtf import parse_edtf
from sourcebook.model.values import Text, parse_value
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.located import LocatedTree
from tests.dossiers import REPORT, examine, page, write
from tests.lighthouse import LIGHTHOUSE, copy
from tools.fields import WRITING, current

GUIDE = WRITING.read_text("utf-8")
PLAIN, CLAIMS, QUESTION, SHORT = re.findall(r"^```yaml\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)
DATES, VALUES = (
    re.findall(
        r"^\| (?:(\S+) \| )?`(.*?)` \| (.*) \|$",
        GUIDE.partition(f"\n### {name}\n")[2].partition("\n##")[0],
        re.MULTILINE,
    )
    for name in ("Dates", "Values")
)


def test_the_reference_is_current() -> None:
    assert current() == GUIDE, "run: python -m tools.fields"


@pytest.mark.parametrize(("written", "meaning"), [row[1:] for row in DATES])
def test_a_date_is_read_as_the_guide_says(written: str, meaning: str) -> None:
    date = parse_edtf(written.strip('"'))
    assert written.startswith('"') == (written.strip('"')[0] in "[{")
    forms = {"from": "interval", "until": "interval", "since": "interval", "in any": "any-of", "in all": "all-of"}
    named = [form for words, form in {**forms, "on one": "one-of"}.items() if meaning.startswith(words)]
    assert date.form == (named or ["date"])[0]
    assert (date.qualifier in ("?", "%")) == ("uncertain" in meaning)
    assert (date.qualifier in ("~", "%")) == ("about" in meaning)


@pytest.mark.parametrize(("kind", "written"), [row[:2] for row in VALUES if row[0] != "entity"])
def test_a_value_is_read_as_the_guide_says(kind: str, written: str) -> None:
    assert str(parse_value(kind, written.strip('"'))) == written.strip('"')  # type: ignore[arg-type]
    assert isinstance(parse_value(kind, written.strip('"')), Text) == (kind == "text")  # type: ignore[arg-type]


def test_plain_front_matter_is_read() -> None:
    front = read_front_matter("topics/a.md", f"---\n{PLAIN}---\n")
    assert isinstance(front, LocatedTree)
    assert front.tree["summary"] == "A text of several lines becomes one line."
    assert front.tree["formerly"] == ["old-slug", "older-slug"]


def test_the_claims_and_the_question_of_the_guide_pass_every_rule(tmp_path: Path) -> None:
    changes = {
        "sources/lamp-relit.md": REPORT.replace("claims:\n", CLAIMS),
        "questions/keeper.md": page("Who keeps the light", fields=QUESTION),
    }
    problems = examine(write(tmp_path, changes)).problems
    assert [problem for problem in problems if problem.code not in ("UNLISTED", "ORPHAN")] == []


def test_the_topic_in_short_of_the_guide_passes_every_rule(tmp_path: Path) -> None:
    topic = "topics/light-and-lamp.md"
    text = (LIGHTHOUSE / topic).read_text("utf-8")
    front = re.sub(r"^in_short:\n(?: .*\n)+", "", text.partition("\n---\n")[0] + "\n", flags=re.MULTILINE)
    folder = copy(tmp_path, added={topic: f"{front}{SHORT}---\n{text.partition(chr(10) + '---' + chr(10))[2]}"})
    assert [problem for problem in examine(folder).problems if problem.level == "error"] == []
