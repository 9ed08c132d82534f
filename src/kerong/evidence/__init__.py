"""Observations and records of enterprises: who said so, when, by whose consent."""
