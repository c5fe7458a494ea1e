"""Metadata of pages: citations, linked data, tags for sharing."""
