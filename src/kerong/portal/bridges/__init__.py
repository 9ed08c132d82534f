"""Bridges of the firm: asked for on the page of a loan, followed until they are closed."""
