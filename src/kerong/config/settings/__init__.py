"""One module per profile: embedded (the default), production, test."""
