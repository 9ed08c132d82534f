"""Guarantees at the desk of a bank or of a guarantor: agreements, letters, portfolio, fees."""
