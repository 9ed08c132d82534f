"""Pledges on a bank's loans, and the valuations an institution is asked for."""
