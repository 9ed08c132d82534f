"""A throw-away PostgreSQL for tests: socket only, no fsync, gone with the run."""
