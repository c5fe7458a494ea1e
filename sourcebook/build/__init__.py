"""One build from top to bottom: read, load, plan, make, publish.

Read `pipeline.py` first.
"""
