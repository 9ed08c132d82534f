"""Repayment plans: 等额本息, 等额本金, 先息后本, 到期一次还本付息, exact to the fen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.finance.dates import days_between, due_dates
from kerong.finance.rates import cost_of
from kerong.finance.terms import (
    ANNUITY,
    BULLET,
    DAYS_OF_YEAR,
    EQUAL_PRINCIPAL,
    Fee,
    Terms,
)
from kerong.kernel.ratios import round_half_up

__all__ = ["Fee", "Instalment", "Schedule", "Terms", "build_schedule", "net_payments"]


@dataclass(frozen=True, slots=True)
class Instalment:
    """One payment; `days` under the loan's day count, `balance_fen` after it."""

    no: int
    due_on: date
    days: int
    principal_fen: int
    interest_fen: int
    balance_fen: int

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan with its cost: `apr` = period rate × periods a year, fees in."""

    instalments: tuple[Instalment, ...]
    total_interest_fen: int
    apr: Fraction
    effective_rate: Fraction


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch between two payments and the exact ratio of interest it earns."""

    due_on: date
    days: int
    interest_ratio: Fraction


def build_schedule(terms: Terms, *, fees: Sequence[Fee] = ()) -> Schedule:
    """Interest of each period is rounded half up to the fen; the last payment takes the rest.

    1,000,000 yuan at 3.45 % over 12 months by annuity under 30/360 pays 84,898.82 a month:
    1,000,000 × 0.002875 ÷ (1 − 1.002875⁻¹²).
    """
    periods = _periods(terms)
    instalments = _instalments(terms, periods)
    cost = cost_of(terms.principal_fen, net_payments(terms, instalments, fees))
    return Schedule(
        instalments=instalments,
        total_interest_fen=sum(instalment.interest_fen for instalment in instalments),
        apr=cost.apr,
        effective_rate=cost.effective_rate,
    )


def _periods(terms: Terms) -> list[Period]:
    dates = due_dates(terms)
    days = days_between(terms, dates)
    if terms.method == BULLET:
        dates, days = dates[-1:], [sum(days)]
    year = DAYS_OF_YEAR[terms.day_count]
    return [
        Period(due_on, count, terms.annual_rate * count / year)
        for due_on, count in zip(dates, days, strict=True)
    ]


def _instalments(terms: Terms, periods: list[Period]) -> tuple[Instalment, ...]:
    level = _level_instalment(terms.principal_fen, periods) if terms.method == ANNUITY else 0
    share = terms.principal_fen // terms.months
    balance, rows = terms.principal_fen, []
    for no, period in enumerate(periods, start=1):
        interest = round_half_up(balance * period.interest_ratio)
        if no == len(periods):
            principal = balance
        elif terms.method == ANNUITY:
            principal = max(0, min(balance, level - interest))
        else:
            principal = share if terms.method == EQUAL_PRINCIPAL else 0
        balance -= principal
        rows.append(Instalment(no, period.due_on, period.days, principal, interest, balance))
    return tuple(rows)


def _level_instalment(principal_fen: int, periods: list[Period]) -> int:
    """Principal ÷ Σ discount factors of the periods, rounded half up once.

    Summed from the end (Horner) over one growing denominator, so no fraction is ever reduced.
    """
    numerator, denominator = 0, 1
    for period in reversed(periods):
        growth = 1 + period.interest_ratio
        numerator = (numerator + denominator) * growth.denominator
        denominator *= growth.numerator
    return round_half_up(Fraction(principal_fen * denominator, numerator))


def net_payments(
    terms: Terms, instalments: Sequence[Instalment], fees: Sequence[Fee] = ()
) -> list[int]:
    """What the borrower pays by month, fees in, month 0 being the drawing."""
    months = terms.months
    payments = [0] * (months + 1)
    if terms.method == BULLET:
        payments[months] = instalments[0].total_fen
    else:
        for instalment in instalments:
            payments[instalment.no] += instalment.total_fen
    for fee in fees:
        for month in range(0, months, 12) if fee.yearly else (0,):
            payments[month] += fee.amount_fen
    return payments
