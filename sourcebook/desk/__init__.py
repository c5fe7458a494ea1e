"""Tools for editors.

New pages, imports, comparison with documents, link checks, formats of problems, schemas.
"""
