"""Views of pages and lists, a module for each kind."""
