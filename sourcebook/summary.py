"""What a build says at its end, in a few lines."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.model.names import FOLDERS
from sourcebook.model.problem import Problem

if TYPE_CHECKING:
    from sourcebook.model.dossier import Dossier


def facts(dossier: "Dossier") -> str:
    """Pages by kind, claims, questions by standing."""
    from sourcebook.model.standing import standings

    folders = Counter(key.folder for key in dossier.pages)
    pages = ", ".join(f"{folders[folder]} {folder}" for folder in FOLDERS if folders[folder])
    verdicts = Counter(each.standing for verdicts in standings(dossier).values() for each in verdicts)
    answers = ", ".join(f"{count} {name}" for name, count in verdicts.most_common()) or "none"
    return f"Pages      {pages}\nClaims     {len(dossier.claims)}\nAnswers    {answers}"


def summary(said: str, problems: Iterable[Problem], made: str, seconds: float, out: Path) -> str:
    """The facts, problems, what was made in how many seconds, where to look."""
    levels = Counter(problem.level for problem in problems)
    return "\n".join(
        (
            said,
            f"Problems   {levels['error']} errors, {levels['warning']} warnings",
            f"Built      {made}, in {seconds:.2f} s",
            f"Look at    {(out / 'index.html').absolute().as_uri()}, or run: make preview",
        )
    )
