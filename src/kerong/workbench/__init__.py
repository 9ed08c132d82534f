"""The site of banks and other institutions."""
