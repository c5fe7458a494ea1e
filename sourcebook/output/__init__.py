"""Output: writes files so that each is complete or not there at all."""
