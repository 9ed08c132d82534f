"""Needs and applications: publish, take up, quote, accept, decide, rate."""
