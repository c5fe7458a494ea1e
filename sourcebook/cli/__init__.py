"""Command line: parses arguments, runs commands, prints problems and a summary."""
