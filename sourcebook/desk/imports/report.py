"""Report of an import for the terminal: metadata of drafts, and the next steps."""

from collections.abc import Callable, Iterable
from pathlib import Path
from shlex import quote

from sourcebook.desk.imports.importing import Imported
from sourcebook.desk.terminal import escaped


def describe(imported: Imported, shown: Callable[[Path], Path]) -> str:
    """Describe an imported draft: its path, the metadata found, and what is unknown.

    `shown` converts a path to the form in which it is printed.
    """
    facts = imported.draft.facts
    known = ", ".join(f"{name} {fact}" for name, fact in facts.items() if fact != "open")
    unknown = ", ".join(name for name, fact in facts.items() if fact == "open")
    lines = [escaped(str(shown(imported.path))), f"  found     {known}"]
    lines += [f"  open      {unknown}"] if unknown else []
    return "\n".join([*lines, f"  original  {escaped(str(shown(imported.original)))}, which git ignores"])


def next_steps(imported: Iterable[Imported], content: Path) -> str:
    """List the editor's next steps: open questions, missing pages, claims."""
    missing = dict.fromkeys(pair for result in imported for pair in result.draft.missing)
    steps = ["Next: go through `Left open` and what needs a claim in each draft."]
    if missing:
        steps.append("Pages that the drafts refer to and that do not exist:")
        steps += [f"  sourcebook new {kind} {quote(name)}" for kind, name in missing]
    steps.append("When a draft is ready, remove its line `draft: true`, and compare it with its document:")
    steps.append(f"  sourcebook check --originals {quote(str(content / 'originals'))}")
    return "\n".join(steps)
