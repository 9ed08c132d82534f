"""Payments to the firm and its bank account."""
