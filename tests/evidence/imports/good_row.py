"""One good row of a file of observations, and the same with some cells changed."""

from typing import Any

from tests.build.evidence import OBSERVATION_COLUMNS

CREDIT_CODE = "91500000MA00000017"
GOOD = (CREDIT_CODE, "tax_paid", "2025-01-01", "2025-12-31", "18600.00", "tax_bureau", "2026-02-01")
PLACES = {name: place for place, name in enumerate(OBSERVATION_COLUMNS)}


def row(**changed: Any) -> list[Any]:
    """The good row with some cells changed; a point observation gets its own day."""
    cells = list(GOOD)
    if "observation" in changed and "period_start" not in changed:
        cells[PLACES["period_start"]] = ""
    for name, value in changed.items():
        cells[PLACES[name]] = value
    return cells
