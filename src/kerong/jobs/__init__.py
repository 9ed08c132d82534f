"""Queued work, schedules, leases and progress."""
