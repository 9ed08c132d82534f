"""How points did against what really happened: measures in exact numbers, and points tables."""
