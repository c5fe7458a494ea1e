"""Stages of a build: parse, link, check, render. None imports another."""
