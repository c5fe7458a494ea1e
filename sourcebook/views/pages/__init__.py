"""Views of pages and lists, one module for each kind."""
