"""Corrections and withdrawals of a dossier, with their anchors."""

from collections import Counter

from sourcebook.model.dossier import Dossier
from sourcebook.model.edges import target_page
from sourcebook.model.names import Target
from sourcebook.model.tables import Correction

Corrected = tuple[Correction, Target, str]
"""A correction, the page or claim that it is about, and its anchor on the page on corrections."""


def anchored(dossier: Dossier) -> tuple[Corrected, ...]:
    """Corrections, then withdrawals. An anchor is the day and the page, numbered from the second of a day on."""
    withdrawn = ((row, row.gone) for row in dossier.tables.corrections if row.gone)
    counts, rows = Counter[str](), []
    for row, about in (*dossier.corrections, *withdrawn):
        counts[anchor := f"{row.date}-{target_page(about).slug}"] += 1
        rows.append((row, about, f"{anchor}-{counts[anchor]}" if counts[anchor] > 1 else anchor))
    return tuple(rows)
