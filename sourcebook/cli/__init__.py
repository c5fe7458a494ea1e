"""The command line: arguments in, problems and a summary out."""
