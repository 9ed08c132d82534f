"""Subsidies at the office: budgets, subsidies, claw-backs, runs of interest subsidies."""
