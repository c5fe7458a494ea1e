"""What the drawings see: the timeline, the map, the matrix, laid out in numbers."""
