"""Tools for editors: new pages, imports, comparison with documents, link checks, formats of problems, schemas."""
