"""The verbs, in the order of `pipeline.py`: read, parse, link, check, render, publish. None imports another."""
