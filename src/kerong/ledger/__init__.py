"""Public money and exposure on one record; nothing else in the platform writes money."""
