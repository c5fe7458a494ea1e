"""Views of drawings: timeline, map and matrix, laid out in numbers."""
