"""What `import` says of its drafts, to be read at a glance."""

from collections.abc import Callable, Iterable
from pathlib import Path
from shlex import quote

from sourcebook.desk.importing import Imported


def told(imported: Imported, shown: Callable[[Path], Path]) -> str:
    """A draft's path, what the document told of itself, and what is open."""
    facts = imported.draft.facts
    known = ", ".join(f"{name} {fact}" for name, fact in facts.items() if fact != "open")
    unknown = ", ".join(name for name, fact in facts.items() if fact == "open")
    lines = [str(shown(imported.path)), f"  told      {known}"]
    lines += [f"  open      {unknown}"] if unknown else []
    return "\n".join([*lines, f"  original  {shown(imported.original)}, which git ignores"])


def what_next(imported: Iterable[Imported], content: Path) -> str:
    """What an editor does now: make the pages that are missing, write the claims, publish."""
    missing = dict.fromkeys(pair for one in imported for pair in one.draft.missing)
    steps = ["Next: go through `Left open` and the paragraphs that owe a claim in each draft."]
    if missing:
        steps.append("Pages that the drafts name and nobody has made:")
        steps += [f"  python build.py new {kind} {quote(name)}" for kind, name in missing]
    steps.append("Take `draft: true` away when a draft is ready, and hold it to its document:")
    steps.append(f"  python build.py check --originals {quote(str(content / 'originals'))}")
    return "\n".join(steps)
