"""Bridges at the office: the queue, approval and release, money back, funds and statements."""
