"""Views: template data, frozen values with finished addresses and dates in words."""
