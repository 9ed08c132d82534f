"""What the trail keeps of a report: every figure, so that an edited row would be found."""

from datetime import date
from typing import Any

from kerong.contracts.loans.models import LoanReport

_FIGURES = (
    "no",
    "kind",
    "effective_on",
    "principal_fen",
    "interest_fen",
    "penalty_fen",
    "rate_ppm",
    "due_on",
    "category",
    "effect",
    "words",
    "source",
    "reference",
)


def facts_of(report: LoanReport) -> dict[str, Any]:
    """The figures with `corrects`, the number of the report put right, or None."""
    corrected = report.corrects.no if report.corrects is not None else None
    facts = {name: getattr(report, name) for name in _FIGURES}
    return {name: _plain(value) for name, value in facts.items()} | {"corrects": corrected}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
