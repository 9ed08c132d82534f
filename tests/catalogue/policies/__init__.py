"""Policies in the catalogue."""
