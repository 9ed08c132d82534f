"""Loans of the platform as banks report them: figures, list, one loan; only reads."""
