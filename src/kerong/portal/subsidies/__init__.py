"""Subsidies of the firm: the list, and one with its calculation and what became of it."""
