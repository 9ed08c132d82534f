"""Offerings, frozen revisions, institutions' listings, and the calculation over them."""
