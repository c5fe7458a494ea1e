"""The output: files are written here, each whole or not at all."""
