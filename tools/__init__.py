"""Scripts of the Makefile: environment, programs for tests, locks, release.

`environment` imports the standard library alone, as it runs before anything is installed.
"""
