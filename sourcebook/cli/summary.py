"""Summary of a build in a few lines, and its reasons."""

from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.cli.shared import counted
from sourcebook.model.problem import several

if TYPE_CHECKING:
    from sourcebook.build.options import Report


def summary(report: "Report", seconds: float, out: Path) -> str:
    """The dossier in figures, problems, what was made in how many seconds, where to look."""
    made = f"{several(len(report.made), 'file')} made, {len(report.carried)} as they were"
    return "\n".join(
        (
            report.facts,
            f"Problems   {counted(report.problems)}",
            f"Built      {made}, in {seconds:.2f} s",
            f"Look at    {(out / 'index.html').absolute().as_uri()}, or run: make preview",
        )
    )


def explained(report: "Report") -> str:
    """Each file that was made or removed, and why, a line a file."""
    width = max((len(path) for path, _ in report.reasons), default=0)
    return "\n".join(f"{path:<{width}}  {reason}" for path, reason in report.reasons) or "nothing was made"
