"""Views of drawings (timeline, map and matrix), with all positions computed."""
