"""Writes the reference in docs/writing.md: the fields of each kind of file, and how the rules are answered.

`python -m tools.fields`, after a change of the models, rules or problem codes, from which it is made.
"""

import sys
from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

from sourcebook.desk.problem_codes import problem_codes
from sourcebook.model.names import KINDS
from sourcebook.rules import RULES
from sourcebook.schema.head import PageFields
from sourcebook.schema.kinds import FIELDS
from sourcebook.schema.tables import MODELS
from tools.environment import ROOT

WRITING = ROOT / "docs" / "writing.md"
BEGIN, END = "<!-- Reference: written by `python -m tools.fields`. -->", "<!-- End of the reference. -->"


def reference() -> str:
    """The reference, in Markdown."""
    parts = ["## Fields", "", "Fields in bold are needed.", "", "### Every page", "", *_table(PageFields)]
    for folder, model in FIELDS.items():
        if further := [*_table(model, but=PageFields)]:
            parts += ["", f"### {folder}/", "", f"One file is one {KINDS[folder]}.", "", *further, *_inner(model)]
    for path, kind in MODELS.items():
        for table in _models(kind):
            parts += ["", f"### {path}", "", *_table(table), *_inner(table)]
    return "\n".join([*parts, "", *_rules(), ""])


def _table(model: type[BaseModel], but: type[BaseModel] | None = None) -> Iterator[str]:
    """Rows for the fields of a model but those of another."""
    known = but.model_fields if but else {}
    fields = {info.alias or name: info for name, info in model.model_fields.items() if name not in known}
    if fields:
        yield from ("| field | what it is |", "|---|---|")
    for name, info in fields.items():
        yield f"| {f'**`{name}`**' if info.is_required() else f'`{name}`'} | {info.description} |"


def _inner(model: type[BaseModel]) -> Iterator[str]:
    """Tables of the models of single fields."""
    for name, info in model.model_fields.items():
        for inner in _models(info.annotation):
            yield from ("", f"Fields of `{name}`:", "", *_table(inner), *_inner(inner))


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    for inner in get_args(kind):
        yield from _models(inner)


def _rules() -> Iterator[str]:
    """How each rule is answered."""
    yield from ("## How rules are answered", "", "| code | what holds | what to do |", "|---|---|---|")
    for rule in RULES:
        holds = " ".join((rule.check.__doc__ or "").partition("\n\n")[0].split())
        code = f"[{rule.code}](problems.md#{rule.code.lower()})"
        yield f"| {code} | {holds} | {problem_codes()[rule.code].cure} |"


def current() -> str:
    """docs/writing.md with the reference as it is now."""
    before, _, rest = WRITING.read_text("utf-8").partition(BEGIN)
    return f"{before}{BEGIN}\n\n{reference()}\n{END}{rest.partition(END)[2]}"


def main() -> int:
    WRITING.write_text(current(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
