"""The few processes a case can go through, in code."""
