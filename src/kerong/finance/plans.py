"""A plan that lives: drawn in parts, repaid early, at a new rate, extended, or revolving."""

from collections.abc import Sequence
from dataclasses import dataclass

from kerong.finance.apr import dated_cost
from kerong.finance.dates import months_after
from kerong.finance.plan_changes import Change, Drawdown, Extension, drawn_at_start
from kerong.finance.plan_walk import PlanRow, PlanWalk
from kerong.finance.rates import Cost, SeveralRates
from kerong.finance.terms import Fee, Terms

_EXTENDS, _FALLS_DUE, _CHANGES = range(3)


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows in order of their days; `cost` is None where several rates would fit the flows."""

    rows: tuple[PlanRow, ...]
    total_interest_fen: int
    cost: Cost | None


def build_plan(terms: Terms, changes: Sequence[Change], *, fees: Sequence[Fee] = ()) -> Plan:
    """The plan under its changes; without any it has the rows of `build_schedule`.

    Interest of a period is summed over its stretches and rounded half up once, on the due date (or
    on the day all is settled). On one day what falls due comes first and the changes after it, but
    an extension agreed on the day of maturity keeps it from falling due. The level instalment
    after a change is (balance + interest of the period) ÷ (1 + Σ later discount factors), rounded
    half up once. Rates are those of the dated flows.

    30,000 yuan at 12 %, three months by annuity (30/360), 10,000 repaid right after the first
    instalment of 10,200.66: 10,099.34 are left. `lower`: two of 5,125.54 (10,099.34 ÷ (1/1.01 +
    1/1.01²)), `shorten`: one of 10,200.33. Raises ChangeImpossible.
    """
    walk = PlanWalk(terms)
    waiting = sorted(
        drawn_at_start(terms, changes),
        key=lambda change: (change.on, _EXTENDS if isinstance(change, Extension) else _CHANGES),
    )
    while not walk.is_over(any(isinstance(change, Drawdown) for change in waiting)):
        if waiting and _comes_first(waiting[0], walk):
            walk.apply(waiting.pop(0))
        else:
            walk.fall_due()
    walk.require_done(waiting)
    rows = tuple(walk.rows)
    return Plan(
        rows=rows,
        total_interest_fen=sum(row.interest_fen for row in rows),
        cost=_cost(terms, rows, fees),
    )


def _comes_first(change: Change, walk: PlanWalk) -> bool:
    averts = isinstance(change, Extension) and walk.is_last_due
    return (change.on, _EXTENDS if averts else _CHANGES) < (walk.next_due, _FALLS_DUE)


def _cost(terms: Terms, rows: Sequence[PlanRow], fees: Sequence[Fee]) -> Cost | None:
    """What the borrower gets and pays, by the actuarial method of dated flows."""
    flows = [(row.on, row.total_fen - row.drawn_fen) for row in rows]
    last = max((row.on for row in rows), default=terms.start_on)
    for fee in fees:
        for month in range(0, terms.months, 12) if fee.yearly else (0,):
            day = months_after(terms.start_on, month)
            if day < last:
                flows.append((day, fee.amount_fen))
    try:
        return dated_cost(flows).cost
    except SeveralRates:
        return None
