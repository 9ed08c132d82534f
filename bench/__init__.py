"""Measurements: each prints figures and ratios of one run; none asserts a time."""
