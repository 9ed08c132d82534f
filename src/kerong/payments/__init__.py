"""Payments: orders, batches of two persons, files to banks and what banks answer."""
