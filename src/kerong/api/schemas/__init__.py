"""Typed bodies and answers of the API."""
