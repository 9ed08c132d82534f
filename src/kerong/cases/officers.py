"""The reference under which notices reach the officers who watch over needs."""

OFFICERS = "role:officer"
