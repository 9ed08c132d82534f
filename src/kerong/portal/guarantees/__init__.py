"""Guarantees of the firm: who answers for its loans, the letter, the fees."""
