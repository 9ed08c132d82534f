"""Fills a fresh demo database, step by step, each step one package's own loader."""

from datetime import datetime

from kerong.config.demo.accounts import load_accounts


def load_demo(at: datetime) -> str:
    """Fill everything as of `at`; returns the API token given out."""
    return load_accounts(at)
