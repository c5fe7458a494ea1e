"""Exports: the dossier in formats for other programs."""
