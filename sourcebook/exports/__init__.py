"""Exports: the dossier as feeds, tables, references and other files for programs."""
