"""Claims of a bank and on a guarantor, and a loan's way under a pool."""
