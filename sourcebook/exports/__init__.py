"""The dossier in other people's formats."""
