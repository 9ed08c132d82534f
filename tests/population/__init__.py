"""Runs, what-if sheets, pre-approved limits and peers."""
