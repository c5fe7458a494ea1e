"""Row counts of the record's tables, computed without making the rows."""

from collections.abc import Callable, Mapping

from sourcebook.model.reader import Reader
from sourcebook.views.tables import SUBJECTS


def _claims(dossier: Reader) -> int:
    return sum(dossier.head(key).claims for key in dossier.keys("sources"))


def _claim_entities(dossier: Reader) -> int:
    return sum(len({*claim.by}) + len({*claim.about}) + (claim.maybe is not None) for claim in dossier.claims())


def _entities(dossier: Reader) -> int:
    return sum(len(dossier.keys(folder)) for folder in SUBJECTS)


def _names(dossier: Reader) -> int:
    return sum(dossier.head(key).names for key in dossier.keys("sources"))


def _standings(dossier: Reader) -> int:
    return sum(len(dossier.standings(key)) for key in dossier.keys("questions"))


def _promises(dossier: Reader) -> int:
    return sum(bool(claim.record.form) for claim in dossier.claims())


COUNTS: Mapping[str, Callable[[Reader], int]] = {
    "sources": lambda dossier: len(dossier.keys("sources")),
    "claims": _claims,
    "claim-entities": _claim_entities,
    "entities": _entities,
    "names": _names,
    "questions": lambda dossier: len(dossier.keys("questions")),
    "standings": _standings,
    "promises": _promises,
    "puzzles": lambda dossier: len(dossier.keys("puzzles")),
    "releases": lambda dossier: sum(1 + len(release.changes) for release in dossier.releases()),
    "notes": lambda dossier: len(dossier.keys("notes")),
}
"""Functions that count the rows of a table, by its name."""
