"""Policies in the portal: the library of clauses, one clause, and what the firm is entitled to."""
