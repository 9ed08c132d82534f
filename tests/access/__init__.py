"""Who may what: every page, endpoint, job and command against its declared policy."""
