"""A plan under its changes as a document, and the changes read from one."""

from collections.abc import Sequence
from typing import Any

from kerong.finance.fields import Fields
from kerong.finance.plan_changes import (
    SETTLE,
    Change,
    Drawdown,
    EarlyRepayment,
    Extension,
    RateChange,
)
from kerong.finance.plan_walk import PlanRow
from kerong.finance.plans import build_plan
from kerong.finance.terms import Fee, Terms
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text

DRAWDOWN, EARLY, RATE, EXTENSION = "drawdown", "early", "rate", "extension"
KINDS = (DRAWDOWN, EARLY, RATE, EXTENSION)
_KEYS = ("kind", "on", "amount_yuan", "effect", "rate", "months")


def changes_of(document: Any) -> tuple[Change, ...]:
    """`{"changes": [{"kind", "on", …}]}`: drawdown with `amount_yuan`, early with `effect` and,
    unless it settles, `amount_yuan`, rate with `rate`, extension with `months`.

    Raises FieldUnreadable.
    """
    fields = Fields(document, ("changes",))
    return tuple(_change(each) for each in fields.items("changes", _KEYS))


def plan_document(
    terms: Terms, changes: Sequence[Change], *, fees: Sequence[Fee] = ()
) -> dict[str, Any]:
    """As `schedule_document`, each row with `kind` and `drawn_yuan`; `no` is null but for
    instalments, and both rates are null where several would fit the flows.
    """
    plan = build_plan(terms, changes, fees=fees)
    return {
        "instalments": [_row(row) for row in plan.rows],
        "total_interest_yuan": Money(plan.total_interest_fen).yuan_text(),
        "apr": ratio_text(plan.cost.apr) if plan.cost else None,
        "effective_rate": ratio_text(plan.cost.effective_rate) if plan.cost else None,
    }


def _change(fields: Fields) -> Change:
    kind, on = fields.text("kind"), fields.day("on")
    if kind == DRAWDOWN:
        return Drawdown(on, fields.money("amount_yuan"))
    if kind == EARLY:
        effect = fields.text("effect")
        amount = None if effect == SETTLE else fields.money("amount_yuan")
        return EarlyRepayment(on, amount, effect)
    if kind == RATE:
        return RateChange(on, fields.ratio("rate"))
    if kind != EXTENSION:
        choices = ", ".join(KINDS)
        fields.refuse("kind", f"one of {choices} is expected", f"应为 {choices} 之一")
    return Extension(on, fields.count("months"))


def _row(row: PlanRow) -> dict[str, Any]:
    return {
        "no": row.no,
        "kind": row.kind,
        "due_on": row.on.isoformat(),
        "days": row.days,
        "drawn_yuan": Money(row.drawn_fen).yuan_text(),
        "principal_yuan": Money(row.principal_fen).yuan_text(),
        "interest_yuan": Money(row.interest_fen).yuan_text(),
        "total_yuan": Money(row.total_fen).yuan_text(),
        "balance_yuan": Money(row.balance_fen).yuan_text(),
    }
