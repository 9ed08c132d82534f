"""逾期: penalty interest on overdue principal, compound interest on overdue interest, payments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kerong.finance.day_counts import DayCount
from kerong.finance.segments import Segment, interest_of
from kerong.finance.terms import MOST_FEN, require_range
from kerong.finance.waterfall import (
    CLASSES,
    COMPOUND,
    FEE,
    INTEREST,
    INTEREST_FIRST,
    PENALTY,
    PRINCIPAL,
    PRINCIPAL_FIRST,
    allocate,
    require_order,
)
from kerong.kernel.ratios import round_half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrearsTerms:
    """Yearly rates on what is overdue, and the order payments are counted in.

    A payment that comes when the oldest due is more than `switch_days` late is counted in
    `late_order`; without `switch_days` the order never changes.
    """

    day_count: DayCount
    penalty_rate: Fraction
    compound_rate: Fraction = Fraction(0)
    order: tuple[str, ...] = INTEREST_FIRST
    switch_days: int | None = None
    late_order: tuple[str, ...] = PRINCIPAL_FIRST

    def __post_init__(self) -> None:
        require_range("penalty_rate", self.penalty_rate, Fraction(0), Fraction(1))
        require_range("compound_rate", self.compound_rate, Fraction(0), Fraction(1))
        require_order(self.order)
        require_order(self.late_order)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountDue:
    """What one instalment asks for by its day."""

    on: date
    principal_fen: int
    interest_fen: int = 0
    fee_fen: int = 0

    def __post_init__(self) -> None:
        for name in ("principal_fen", "interest_fen", "fee_fen"):
            require_range(name, getattr(self, name), 0, MOST_FEN)

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen + self.fee_fen


@dataclass(frozen=True, slots=True)
class Received:
    """Money that came in on a day."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """How one day's money was counted; `left_fen` met nothing due and is the borrower's."""

    on: date
    paid: Mapping[str, int]
    left_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrears:
    """What is owed at the end of a day by class, the days the oldest due is late, the bookings."""

    on: date
    owed: Mapping[str, int]
    days_late: int
    bookings: tuple[Booking, ...]


@dataclass(slots=True)
class _Open:
    """Dues not paid yet, the oldest first, and what accrued since the last booking."""

    terms: ArrearsTerms
    dues: list[tuple[date, dict[str, int]]] = field(default_factory=list)
    booked: dict[str, int] = field(default_factory=lambda: {PENALTY: 0, COMPOUND: 0})
    penalty: Fraction = Fraction(0)
    compound: Fraction = Fraction(0)

    def total(self, name: str) -> int:
        return sum(parts[name] for _, parts in self.dues)

    def days_late(self, on: date) -> int:
        return (on - self.dues[0][0]).days if self.dues else 0

    def pass_time(self, from_on: date, to_on: date) -> None:
        part = self.terms.day_count.year_part(from_on, to_on)
        self.penalty += self.total(PRINCIPAL) * self.terms.penalty_rate * part
        self.compound += self.total(INTEREST) * self.terms.compound_rate * part

    def owed(self) -> dict[str, int]:
        """Books what accrued, rounded half up once since the last time."""
        self.booked[PENALTY] += round_half_up(self.penalty)
        self.booked[COMPOUND] += round_half_up(self.compound)
        self.penalty = self.compound = Fraction(0)
        dues = {name: self.total(name) for name in (FEE, INTEREST, PRINCIPAL)}
        return {name: (dues | self.booked)[name] for name in CLASSES}

    def receive(self, on: date, amount: int) -> Booking:
        late = self.terms.switch_days is not None and self.days_late(on) > self.terms.switch_days
        order = self.terms.late_order if late else self.terms.order
        found = allocate(amount, self.owed(), order)
        for name in (PENALTY, COMPOUND):
            self.booked[name] -= found.paid[name]
        for name in (FEE, INTEREST, PRINCIPAL):
            left = found.paid[name]
            for _, parts in self.dues:
                taken = min(left, parts[name])
                parts[name] -= taken
                left -= taken
        self.dues = [(day, parts) for day, parts in self.dues if any(parts.values())]
        return Booking(on=on, paid=found.paid, left_fen=found.left_fen)


def arrears_of(
    terms: ArrearsTerms, dues: Sequence[AmountDue], received: Sequence[Received], on: date
) -> Arrears:
    """What is owed at the end of `on`, after the payments up to it.

    Nothing is late on its own day; from then on penalty and compound interest run by the day. They
    are booked, each rounded half up once, on days money comes in and on `on`. Due on 20 March:
    10,000 of principal, 100 of interest; at 18 % for both (act/360) 30 days later 150.00 of
    penalty and 1.50 of compound interest; 5,000 paid leave 5,251.50 of principal.
    """
    due_on: dict[date, list[AmountDue]] = {}
    for due in dues:
        due_on.setdefault(due.on, []).append(due)
    paid_on: dict[date, int] = {}
    for payment in received:
        require_range("amount_fen", payment.amount_fen, 0, MOST_FEN)
        paid_on[payment.on] = paid_on.get(payment.on, 0) + payment.amount_fen
    stops = sorted(day for day in {*due_on, *paid_on, on} if day <= on)
    state, bookings = _Open(terms), []
    for before, day in pairwise([stops[0], *stops]):
        state.pass_time(before, day)
        state.dues += [(day, _parts(due)) for due in due_on.get(day, ()) if due.total_fen]
        if day in paid_on:
            bookings.append(state.receive(day, paid_on[day]))
    owed = state.owed()
    return Arrears(on=on, owed=owed, days_late=state.days_late(on), bookings=tuple(bookings))


def penalty_interest(
    segments: Sequence[Segment], markup: Fraction, day_count: DayCount
) -> Fraction:
    """罚息 on the overdue segments of a loan at the agreed rate and a markup on it, exact.

    2,000,000 overdue for 7 days at 3.45 % and half as much again (act/360): 2,000,000 × 5.175 % ×
    7/360 = 2,012.50 yuan.
    """
    overdue = [replace(each, rate=each.rate * (1 + markup)) for each in segments if each.overdue]
    return interest_of(overdue, day_count)


def _parts(due: AmountDue) -> dict[str, int]:
    return {
        FEE: due.fee_fen,
        INTEREST: due.interest_fen,
        PRINCIPAL: due.principal_fen,
    }
