"""What the Makefile runs: the virtual environment, what the tests need beside it, and the locks.

`environment` imports the standard library alone, since it runs before anything is installed.
"""
