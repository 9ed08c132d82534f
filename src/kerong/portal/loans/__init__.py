"""Loans of the firm: what is owed, what comes next, renewal and extension asked for online."""
