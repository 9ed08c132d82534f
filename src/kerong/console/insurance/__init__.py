"""Insurance of the platform as the office and the auditor see it; they only read."""
