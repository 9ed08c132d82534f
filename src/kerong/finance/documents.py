"""What `kerong schedule`, `apr` and `irr` print: money in yuan text, rates as text fractions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from kerong.finance.apr import dated_cost
from kerong.finance.rates import annual_rate
from kerong.finance.schedules import Fee, Instalment, Terms, build_schedule
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text


def schedule_document(terms: Terms, *, fees: Sequence[Fee] = ()) -> dict[str, Any]:
    """`{"instalments": […], "total_interest_yuan", "apr", "effective_rate"}`."""
    schedule = build_schedule(terms, fees=fees)
    return {
        "instalments": [_row(instalment) for instalment in schedule.instalments],
        "total_interest_yuan": Money(schedule.total_interest_fen).yuan_text(),
        "apr": ratio_text(schedule.apr),
        "effective_rate": ratio_text(schedule.effective_rate),
    }


def irr_document(flows: Sequence[tuple[date, int]]) -> dict[str, Any]:
    """`{"annual_rate", "flows"}` of dated flows in fen."""
    return {"annual_rate": ratio_text(annual_rate(flows)), "flows": len(flows)}


def apr_document(flows: Sequence[tuple[date, int]]) -> dict[str, Any]:
    """`{"apr", "effective_rate", "unit_period", "units_a_year", "flows"}` of flows in fen."""
    found = dated_cost(flows)
    return {
        "apr": ratio_text(found.cost.apr),
        "effective_rate": ratio_text(found.cost.effective_rate),
        "unit_period": str(found.unit),
        "units_a_year": ratio_text(found.unit.a_year),
        "flows": len(flows),
    }


def _row(instalment: Instalment) -> dict[str, Any]:
    return {
        "no": instalment.no,
        "due_on": instalment.due_on.isoformat(),
        "days": instalment.days,
        "principal_yuan": Money(instalment.principal_fen).yuan_text(),
        "interest_yuan": Money(instalment.interest_fen).yuan_text(),
        "total_yuan": Money(instalment.total_fen).yuan_text(),
        "balance_yuan": Money(instalment.balance_fen).yuan_text(),
    }
