"""Summary of a build for the terminal, and the reasons for each file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.model.problem import counted, several

if TYPE_CHECKING:
    from sourcebook.build.options import Report


def summary(report: "Report", seconds: float, out: Path, left_out: Sequence[str] = ()) -> str:
    """Format the summary of a build: counts, problems, files, seconds, address.

    `left_out`: extras of the package that are not installed.
    """
    written = f"{several(len(report.made), 'file')} written, {len(report.carried)} unchanged"
    extras = ",".join(left_out)
    missing = [f"Left out   {', '.join(left_out)}: installed by pip install 'sourcebook[{extras}]'"] if left_out else []
    return "\n".join(
        (
            report.facts,
            f"Problems   {counted(report.problems)}",
            f"Built      {written}, in {seconds:.2f} s",
            *missing,
            *(
                [f"Swapped    in two steps, as this system must: no site for {report.gap * 1000:.1f} ms"]
                if report.gap
                else []
            ),
            f"Look at    {(out / 'index.html').absolute().as_uri()}, or run: sourcebook preview",
        )
    )


def explained(report: "Report") -> str:
    """Format a line for each file that was written or removed, with the reason."""
    width = max((len(path) for path, _ in report.reasons), default=0)
    return "\n".join(f"{path:<{width}}  {reason}" for path, reason in report.reasons) or "nothing was written"
