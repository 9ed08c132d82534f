"""Files of facts sent in by firms and by the platform's own people."""
