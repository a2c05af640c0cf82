"""Scenes and runs written to files."""
