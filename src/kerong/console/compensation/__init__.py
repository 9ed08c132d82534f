"""Pools, agreements, claims and breakers in the console."""
