"""What templates see: plain frozen values with finished addresses, one small module per kind of page."""
