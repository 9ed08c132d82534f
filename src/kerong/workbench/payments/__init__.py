"""Payments to the institution and its bank account."""
