"""Figures over everything; reads all, writes only its own snapshots."""
