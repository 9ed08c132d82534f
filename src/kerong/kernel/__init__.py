"""Plain values everybody shares: money, ratios, working days, faults, references, policies."""
