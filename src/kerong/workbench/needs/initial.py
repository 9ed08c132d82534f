"""What a deed's form begins with: what the firm asked, what was quoted, what was approved."""

from datetime import date, timedelta
from typing import Any

from kerong.cases.reads.take_up import TakeUpPage

_VALID_DAYS = 14


def initial_of(key: str, page: TakeUpPage, on: date) -> dict[str, Any]:
    return _INITIAL.get(key, _nothing)(page, on)


def _nothing(page: TakeUpPage, on: date) -> dict[str, Any]:
    return {}


def _quote(page: TakeUpPage, on: date) -> dict[str, Any]:
    """The last quote when there is one, else what the need says."""
    case = page.case
    last = page.quotes[0] if page.quotes else None
    source: Any = last or case
    initial = {
        "amount": source.amount_fen,
        "term_months": source.term_months,
        "security": "credit" if source.security == "any" else source.security,
        "valid_until": (on + timedelta(days=_VALID_DAYS)).isoformat(),
        "method": last.method if last else "interest-first",
        "day_count": last.day_count if last else "act/360",
    }
    return initial | ({"rate": last.rate_ppm} if last else {})


def _credit(page: TakeUpPage, on: date) -> dict[str, Any]:
    accepted = next((row for row in page.quotes if row.pk == page.accepted_quote_id), None)
    if accepted is None:
        return {}
    return {"amount": accepted.amount_fen, "rate": accepted.rate_ppm}


def _disbursement(page: TakeUpPage, on: date) -> dict[str, Any]:
    decision = page.standing_decision
    known = {"amount": decision.amount_fen} if decision else {}
    return known | {"disbursed_on": on.isoformat()}


_INITIAL = {"quote": _quote, "credit": _credit, "disbursement": _disbursement}
