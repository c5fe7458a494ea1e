"""Views: template data, as frozen values with finished addresses and formatted dates."""
