"""Public REST interface."""
