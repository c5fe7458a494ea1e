"""One build from top to bottom: read, load, plan, make, publish.

Read `pipeline.py` first. The public names of the package are here:

    from pathlib import Path
    from sourcebook.build import BuildOptions, build, check

    dossier = Path("dossier")
    report = check(BuildOptions(content=dossier))
    for problem in report.problems:
        print(problem.path, problem.place.line, problem.code, problem.message)
    if not report.failed:
        report = build(BuildOptions(content=dossier, out=dossier / "site"))
        print(len(report.made), "files written")
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sourcebook.build.options import BuildOptions as BuildOptions
    from sourcebook.build.options import Report as Report
    from sourcebook.build.pipeline import build as build
    from sourcebook.build.pipeline import check as check
    from sourcebook.model.problem import Problem as Problem

__all__ = ["BuildOptions", "Problem", "Report", "build", "check"]

_HOMES = {"BuildOptions": "build.options", "Report": "build.options", "Problem": "model.problem"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"sourcebook.{_HOMES.get(name, 'build.pipeline')}"), name)
