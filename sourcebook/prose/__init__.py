"""Converts Markdown, in the project's dialect, to `Prose`.

The only importer of `markdown` and `nh3`.
"""
