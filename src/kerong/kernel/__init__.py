"""Plain values everybody shares: money, ratios, working days, faults, references, canonical JSON, policies."""
