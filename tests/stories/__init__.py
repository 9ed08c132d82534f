"""Whole walks, page by page, as people walk them."""
