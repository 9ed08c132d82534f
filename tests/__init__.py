"""Tests mirror src/kerong."""
