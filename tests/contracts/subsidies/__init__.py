"""Subsidies: budgets, entitlements, payments, claw-backs, runs."""
