"""How a page says what it is: to be cited, by programs, and where it is shared."""
