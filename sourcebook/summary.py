"""What a build says at its end, in a few lines."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sourcebook.model.dossier import Dossier
from sourcebook.model.names import FOLDERS
from sourcebook.model.problem import Problem
from sourcebook.model.standing import standings


def summary(dossier: Dossier, problems: Iterable[Problem], seconds: float, out: Path) -> str:
    """Pages by kind, claims, questions by standing, problems, seconds, where to look."""
    folders = Counter(key.folder for key in dossier.pages)
    pages = ", ".join(f"{folders[folder]} {folder}" for folder in FOLDERS if folders[folder])
    verdicts = Counter(each.standing for verdicts in standings(dossier).values() for each in verdicts)
    answers = ", ".join(f"{count} {name}" for name, count in verdicts.most_common())
    levels = Counter(problem.level for problem in problems)
    return "\n".join(
        (
            f"Pages      {pages}",
            f"Claims     {len(dossier.claims)}",
            f"Answers    {answers}",
            f"Problems   {levels['error']} errors, {levels['warning']} warnings",
            f"Built in   {seconds:.2f} s",
            f"Look at    {(out / 'index.html').absolute().as_uri()}, or run: make preview",
        )
    )
