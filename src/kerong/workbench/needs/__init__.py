"""Needs as an institution works on them: the hall, the desk, one take-up."""
