"""Views: the frozen values that templates get, with finished addresses and dates in words."""
