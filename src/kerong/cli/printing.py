"""What commands print: one JSON document on stdout, faults on stderr."""

import json
import sys
from typing import Any

from kerong.kernel.errors import Fault


def print_document(document: Any) -> None:
    """Print one JSON document on stdout, in the order it was built."""
    print(json.dumps(document, ensure_ascii=False, indent=2))


def print_fault(fault: Fault) -> None:
    """Print `{"error": {"code", "message", "facts"}}` on stderr."""
    print(json.dumps(fault.document(), ensure_ascii=False, default=str), file=sys.stderr)
