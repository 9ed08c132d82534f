"""What the trail keeps of a loan and its reports: every figure, so that an edited row is found."""

from datetime import date
from typing import Any

from kerong.contracts.loans.models import Loan, LoanReport

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
_AGREED = (
    *("origin", "bank_no", "principal_fen", "line_fen", "rate_ppm", "term_months"),
    *("method", "day_count", "disbursed_on", "contract_on"),
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


def opening_facts(loan: Loan) -> dict[str, Any]:
    """What the trail keeps of a loan when it is opened: its number and what was agreed."""
    facts = {name: getattr(loan, name) for name in _AGREED}
    plain = {name: _plain(value) for name, value in facts.items()}
    return {"loan": loan.no, "matures_on": _plain(loan.first_matures_on)} | plain
