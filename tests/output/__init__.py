"""Tests of `sourcebook/output/`."""
