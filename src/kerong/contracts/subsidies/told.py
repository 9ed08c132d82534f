"""What a stored calculation says of itself, read back."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.contracts.subsidies.interest_claims import Choice
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.period import Period


def calculation_of(text: str) -> dict[str, Any] | None:
    """The document a row keeps, None where it keeps none."""
    return json.loads(text) if text else None


def period_told(subsidy: Subsidy) -> Period | None:
    """The days an interest subsidy was computed for."""
    told = calculation_of(subsidy.calculation)
    if told is None or "from_on" not in told:
        return None
    return Period(date.fromisoformat(told["from_on"]), date.fromisoformat(told["to_on"]))


def share_told(subsidy: Subsidy) -> Choice:
    """The share that was agreed where the programme left a range."""
    told = calculation_of(subsidy.calculation) or {}
    share = told.get("share")
    return Choice(share=Fraction(share) if share else None)


def report_counts(told: dict[str, Any]) -> dict[str, int]:
    """Loan number → how many reports it had when it was computed."""
    return {row["no"]: row["report_count"] for row in told["loans"]}
