"""The site of institutions."""
