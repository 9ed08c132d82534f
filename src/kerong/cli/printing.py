"""What commands print: one JSON document on stdout, faults on stderr."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import east_asian_width

from kerong.kernel.errors import Fault


def print_document(document: Any) -> None:
    """Print one JSON document on stdout, in the order it was built."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_fault(fault: Fault) -> None:
    """Print `{"error": {"code", "message", "facts"}}` on stderr."""
    print(json.dumps(fault.document(), ensure_ascii=False, default=str), file=sys.stderr)


def print_table(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Print rows right-aligned under their column names; a Chinese character is two wide."""
    cells = [list(columns), *([str(row[column]) for column in columns] for row in rows)]
    widths = [max(_width(line[at]) for line in cells) for at in range(len(columns))]
    for line in cells:
        padded = (
            " " * (width - _width(cell)) + cell for cell, width in zip(line, widths, strict=True)
        )
        print("  ".join(padded))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
