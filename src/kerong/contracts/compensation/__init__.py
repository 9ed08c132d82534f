"""Compensation of lost loans: pools, agreements, claims, recoveries, circuit breakers."""
