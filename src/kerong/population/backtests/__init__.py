"""Outcomes files: read, scored where they hold facts, and laid beside what really happened."""
