"""Converts our dialect of Markdown to `Prose`. The only importer of `markdown`."""
