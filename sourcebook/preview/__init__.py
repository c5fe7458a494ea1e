"""Live preview: rebuilt on each save, served from memory.

The only importer of `livereload`, `tornado` and `watchfiles`. `watching` detects saves, `builder` builds, `pages` makes
pages on demand, `shown` holds the state and answers requests, `excerpt` and `overlay` show problems on top of the page,
`handlers` handle requests, `server` starts all of it.
"""
