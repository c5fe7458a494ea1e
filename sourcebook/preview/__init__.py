"""The live preview: rebuilt on save, served from memory. The only importer of `livereload`, `tornado`, `watchfiles`.

`watching` tells when something was saved, `builder` builds, `shown` is what a build gave and answers for a path,
`excerpt` and `overlay` show what is wrong on top of the page, `handlers` answer the browser, `server` runs it all.
"""
