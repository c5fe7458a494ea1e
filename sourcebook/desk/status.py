"""Status: how far a dossier is: per document what is claimed, skipped and open; drafts; problems; what to do next."""

from collections.abc import Iterator, Sequence

from sourcebook.model.dossier import Dossier, Source
from sourcebook.model.names import Key
from sourcebook.model.problem import Problem, counted

MOST = 8
"""Maximum of names that are listed in full."""


def status(
    dossier: Dossier, published: Dossier, problems: Sequence[Problem], unwritten: Sequence[str]
) -> Iterator[str]:
    """Yield the lines of a status.

    `dossier`: with drafts; `published`: without; `problems`: of the latter; `unwritten`: paths of pages as begun.
    """
    yield from _sources(dossier)
    answered = {reading.answers for claim in dossier.claims.values() for reading in claim.readings}
    drafts = [str(page.key) for page in dossier.pages.values() if page.entry.head.draft]
    unanswered = [str(key) for key in dossier.pages if key.folder == "questions" and key not in answered]
    yield _counted("Drafts", drafts)
    yield _counted("No answer", unanswered)
    yield f"Problems   {counted(problems)}"
    yield from (f"Next       {step}" for step in _next(dossier, published, problems, drafts))
    yield from (f"To write   {path}, which has the text that a new dossier has" for path in unwritten)
    if published.tables.settings.address.endswith(".example"):
        yield "To write   `address` in site.toml: where the site will be; its pages are cited by it"


def _sources(dossier: Dossier) -> Iterator[str]:
    rows = [(page.key, *_paragraphs(source)) for page, source in dossier.pages_with(Source)]
    width = max((len(str(key)) for key, *_ in rows), default=0)
    for key, claimed, skipped, still in rows:
        which = f": {', '.join(map(str, still[:MOST]))}{' …' if still[MOST:] else ''}" if still else ""
        yield f"{key!s:<{width}}  {claimed} claimed, {skipped} skipped, {len(still)} open{which}"


def _paragraphs(source: Source) -> tuple[int, int, list[int]]:
    """Numbers of claimed and skipped places of a document, and paragraphs that are neither."""
    record = source.record
    claimed = {number for claim in record.claims for number in claim.at.numbers}
    skipped = {number for skip in record.skip for number in skip.at.numbers}
    still = sorted({*range(1, record.extent + 1 if record.unit == "paragraph" else 1)} - claimed - skipped)
    return len(claimed), len(skipped - claimed), still


def _counted(name: str, found: Sequence[str]) -> str:
    shown = f": {', '.join(found[:MOST])}{' …' if found[MOST:] else ''}" if found else ""
    return f"{name:<10} {len(found)}{shown}"


def _next(dossier: Dossier, published: Dossier, problems: Sequence[Problem], drafts: Sequence[str]) -> Iterator[str]:
    """The next steps, the most urgent first."""
    if any(problem.level == "error" for problem in problems):
        yield "sourcebook check"
    still = ((page.key, _paragraphs(source)[2]) for page, source in dossier.pages_with(Source))
    unread: tuple[Key, list[int]] | None = next(((key, numbers) for key, numbers in still if numbers), None)
    if unread:
        yield f"claim or skip paragraph {unread[1][0]} of {unread[0]}.md"
    elif drafts:
        yield f"finish {drafts[0]}.md, and remove its line `draft: true`"
    if not any(dossier.pages_with(Source)):
        yield "sourcebook import FILE"
    elif not problems and not published.tables.addresses:
        yield "sourcebook addresses"
    elif not problems and not unread and not drafts:
        yield "sourcebook build"
