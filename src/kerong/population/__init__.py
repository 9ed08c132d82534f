"""Runs over all firms: scores and classes with history, what-if sheets, pre-approved limits."""
