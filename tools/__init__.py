"""Scripts of the Makefile: virtual environment, programs for the tests, locks, audit, release.

`environment` imports the standard library alone, as it runs before anything is installed.
"""
