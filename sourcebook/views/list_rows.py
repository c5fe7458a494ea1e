"""Rows of lists: pages with summaries; questions with their answers, whose these are, and how sure."""

from collections.abc import Iterable

from sourcebook.model.dossier import Claim, Event, Puzzle
from sourcebook.model.names import ENTITY_FOLDERS, Key
from sourcebook.views.attribution import attribution, claim_voice, short_name
from sourcebook.views.common import AnswerRow, ListRow
from sourcebook.views.context import PageContext
from sourcebook.views.formatting import date_text

WEIGHTS = ("serious", "notable", "detail")
STANDINGS = (
    "disputed", "inconsistent", "unlike", "changed", "agreed", "repeated", "single", "listed", "unanswered",
)  # fmt: skip


def list_row(context: PageContext, key: Key) -> ListRow:
    """Make the row of a page in a list."""
    if key.folder == "questions":
        return ListRow(context.link(key), marks=_marks(context, key), answers=_answers(context, key))
    return ListRow(context.link(key), context.dossier.summary(key), tuple(_meta(context, key)))


def by_weight(context: PageContext, keys: Iterable[Key]) -> list[Key]:
    """Sort pages: questions whose answers differ and the gravest puzzles first; others stay in their order."""
    return sorted(keys, key=lambda key: _weight(context, key))


def standing_of(context: PageContext, key: Key) -> str:
    """Gravest standing of a question."""
    return min((verdict.standing for verdict in context.dossier.standings(key)), key=STANDINGS.index)


def _weight(context: PageContext, key: Key) -> int:
    if key.folder == "questions":
        return STANDINGS.index(standing_of(context, key))
    return WEIGHTS.index(context.matter(key, Puzzle).record.weight) if key.folder == "puzzles" else 0


def _marks(context: PageContext, key: Key) -> tuple[tuple[str, str, str | None], ...]:
    verdicts = context.dossier.standings(key)
    marks = dict.fromkeys((verdict.standing, context.standing_title(verdict), verdict.scope) for verdict in verdicts)
    titles = {(name, title) for name, title, _ in marks}
    return tuple(marks) if len(titles) > 1 else tuple((name, title, None) for name, title in titles)


def _answers(context: PageContext, key: Key) -> tuple[AnswerRow, ...]:
    """Answers by date; those of the same documents and speakers in one row."""
    whose: dict[str, dict[str, None]] = {}
    for verdict in context.dossier.verdicts(key):
        for claim in context.by_date(verdict.claims):
            value = context.value(claim) or context.t("value.unspecified")
            scoped = f"{value} ({verdict.scope})" if verdict.scope else value
            whose.setdefault(scoped, {})[_by(context, claim)] = None
    values: dict[tuple[str, ...], list[str]] = {}
    for value, by in whose.items():
        values.setdefault(tuple(by), []).append(value)
    return tuple(AnswerRow(tuple(given), by) for by, given in values.items())


def _by(context: PageContext, claim: Claim) -> str:
    """Whose a claim is: its document, and whoever speaks in it."""
    if claim_voice(claim) == "article":
        return short_name(context.dossier, context.dossier.head(claim.key.page), context.t)
    return attribution(context.dossier, claim, context.t)


def _meta(context: PageContext, key: Key) -> Iterable[str]:
    t, dossier = context.t, context.dossier
    match key.folder:
        case "sources":
            head = dossier.head(key)
            yield from (dossier.title(outlet) for outlet in (head.outlet,) if outlet)
            yield date_text(head.published.date, t)
            yield t(f"basis.short.{head.published.basis}")
            yield t.count("claims", head.claims)
        case "puzzles":
            record = context.matter(key, Puzzle).record
            yield from (t(f"puzzle.kind.{record.kind}"), t(f"puzzle.weight.{record.weight}"))
        case "events":
            when = context.matter(key, Event).record.when
            yield date_text(when, t) if when else t("date.none")
        case folder if folder in ENTITY_FOLDERS:
            made = dossier.claims_by(key)
            others = len({*dossier.about(key)} - {*made})
            yield from (t.count(name, n) for name, n in (("claims-made", len(made)), ("claims-about", others)) if n)
