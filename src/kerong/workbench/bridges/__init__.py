"""Bridges at a bank's desk: opinion and promise, signature, the new loan."""
