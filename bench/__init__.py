"""How fast Sourcebook is, measured beside its peers on the same articles."""
