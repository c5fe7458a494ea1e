"""Domain model: frozen values and pure functions, without input and output."""
