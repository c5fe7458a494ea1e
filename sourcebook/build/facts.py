"""The dossier in figures, for the summary of a build."""

from collections import Counter

from sourcebook.model.lookup import Lookup
from sourcebook.model.names import FOLDERS


def facts_of(lookup: Lookup) -> str:
    """Pages by kind, claims, questions by standing."""
    dossier = lookup.dossier
    folders = Counter(key.folder for key in dossier.pages)
    pages = ", ".join(f"{folders[folder]} {folder}" for folder in FOLDERS if folders[folder])
    verdicts = Counter(verdict.standing for verdicts in lookup.verdicts.values() for verdict in verdicts)
    answers = ", ".join(f"{count} {name}" for name, count in verdicts.most_common()) or "none"
    return f"Pages      {pages}\nClaims     {len(dossier.claims)}\nAnswers    {answers}"
