"""A harness that kills builds, forbids them things, edits, fuzzes and attacks.

`python -m torture --help`.
"""
