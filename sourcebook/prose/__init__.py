"""Our dialect of Markdown: text of one file in, `Prose` or `Problem`s out. The only importer of `markdown`."""
