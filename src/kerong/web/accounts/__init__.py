"""Signing in, acting for someone, one's own account, and who may act for whom."""
