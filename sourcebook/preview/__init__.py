"""The live preview: rebuilt on save, served from memory. The only importer of `livereload` and `watchfiles`."""
