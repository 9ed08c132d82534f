"""Subsidies: budgets, entitlements, what is paid under them and what comes back."""
