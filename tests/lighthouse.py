"""The invented dossier of `examples/`, and how to alter it: a copy in which some strings are others."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.environment import ROOT

LIGHTHOUSE = ROOT / "examples" / "lighthouse"

Change = tuple[str, str, str]


def copy(
    to: Path,
    changes: Iterable[Change] = (),
    added: Mapping[str, str] | None = None,
    base: Path = LIGHTHOUSE,
    *,
    stated: bool = True,
) -> Path:
    """The dossier in `to`: in each file, an old string that stands there once replaced by a new one; further files.

    Unless `stated`, its ledger has addresses alone, so that what claims say may change.
    """
    shutil.copytree(base, to, dirs_exist_ok=True)
    if not stated:
        head, *lines = (to / "published.csv").read_text("utf-8").splitlines()
        listed = [head, *(line.partition(",")[0] for line in lines)]
        (to / "published.csv").write_text("".join(f"{line}\n" for line in listed), "utf-8")
    for path, old, new in changes:
        text = (to / path).read_text("utf-8")
        assert text.count(old) == 1, f"{path} has {text.count(old)} times: {old}"
        (to / path).write_text(text.replace(old, new), "utf-8")
    for path, text in (added or {}).items():
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_text(text, "utf-8", newline="")
    return to
