"""Views: frozen values for templates, with finished addresses and formatted dates."""
