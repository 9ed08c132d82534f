"""Policies 政策库: clauses in force, what a firm is entitled to, and what they make of a loan."""
