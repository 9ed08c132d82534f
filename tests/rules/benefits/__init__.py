"""Benefits and clauses of policies."""
