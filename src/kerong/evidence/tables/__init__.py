"""Reviewed tables of evidence: sources, kinds of record, what is counted, the 32 categories."""

import csv
from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of one table beside this file."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
