"""Looking at built pages as a browser and the Nu HTML checker do.

`server` serves a folder as a static host would, `browser` opens its pages and gathers what went wrong, `nu` checks
their HTML, `pages` picks the pages to look at.
"""
