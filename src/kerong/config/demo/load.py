"""Fills a fresh demo database, step by step, each step one package's own loader."""

from datetime import datetime

from kerong.config.demo.accounts import load_accounts


def load_demo(at: datetime) -> dict[str, str]:
    """Fill everything as of `at`; returns the API tokens given out, by login."""
    return load_accounts(at)
