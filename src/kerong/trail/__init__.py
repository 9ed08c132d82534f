"""Append-only events in hash-chained streams."""
