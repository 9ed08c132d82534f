"""Builders for tests: one module per package, small worlds in one call."""
