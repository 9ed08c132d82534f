"""Walks through a plan from one day to the next, keeping what is owed and what is to be paid."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.finance.dates import due_dates, months_after
from kerong.finance.day_counts import DayCount
from kerong.finance.plan_changes import (
    KEEP,
    LOWER,
    SETTLE,
    Change,
    Drawdown,
    EarlyRepayment,
    Extension,
    RateChange,
    refuse,
)
from kerong.finance.terms import ANNUITY, BULLET, EQUAL_PRINCIPAL, MOST_MONTHS, Terms
from kerong.kernel.ratios import round_half_up

INSTALMENT, DRAWDOWN, PREPAYMENT, SETTLEMENT = (
    "instalment",
    "drawdown",
    "prepayment",
    "settlement",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One day on which money moves; `no` counts instalments and is None for the rest."""

    kind: str
    on: date
    no: int | None = None
    days: int = 0
    drawn_fen: int = 0
    principal_fen: int = 0
    interest_fen: int = 0
    balance_fen: int

    @property
    def total_fen(self) -> int:
        return self.principal_fen + self.interest_fen


class PlanWalk:
    """The state between two days; `apply` and `fall_due` are called in the order of days."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.rows: list[PlanRow] = []
        self._rate = terms.annual_rate
        self._count = DayCount(terms.day_count, terms.start_on)
        self._months = terms.months
        dues = due_dates(terms)
        self._dues = dues[-1:] if terms.method == BULLET else dues
        self._balance = 0
        self._accrued = Fraction(0)
        self._accrued_until = terms.start_on
        self._period_from = terms.start_on
        self._level = 0
        self._share = 0
        self._kept: list[int] | None = None
        self._no = 0

    @property
    def next_due(self) -> date:
        """There is one until the walk is over."""
        return self._dues[0]

    @property
    def is_last_due(self) -> bool:
        return len(self._dues) == 1

    def is_over(self, more_to_come: bool) -> bool:
        return not self._dues or (not self._balance and not more_to_come)

    def require_done(self, waiting: Sequence[Change]) -> None:
        """A change nobody could make any more is a fault, not something to forget."""
        if waiting:
            refuse(waiting[0].on, "the loan is repaid by then", "届时贷款已结清")

    def apply(self, change: Change) -> None:
        if change.on < self.terms.start_on:
            refuse(change.on, "the loan has not begun", "贷款尚未发放")
        self._accrue(change.on)
        if isinstance(change, Drawdown):
            self._draw(change)
        elif isinstance(change, EarlyRepayment):
            self._repay(change)
        elif isinstance(change, RateChange):
            self._rate = change.rate
            self._set_anew()
        else:
            self._extend(change)

    def fall_due(self) -> None:
        due = self._dues[0]
        self._accrue(due)
        interest = round_half_up(self._accrued)
        principal = self._principal(interest, is_last=len(self._dues) == 1)
        self._balance -= principal
        self._no += 1
        if principal or interest or self._balance:
            self.rows.append(
                PlanRow(
                    kind=INSTALMENT,
                    no=self._no,
                    on=due,
                    days=self._count.days(self._period_from, due),
                    principal_fen=principal,
                    interest_fen=interest,
                    balance_fen=self._balance,
                )
            )
        self._dues.pop(0)
        self._accrued = Fraction(0)
        self._period_from = due

    def _principal(self, interest: int, is_last: bool) -> int:
        if is_last:
            return self._balance
        if self._kept is not None:
            return min(self._balance, self._kept.pop(0))
        if self.terms.method == ANNUITY:
            return max(0, min(self._balance, self._level - interest))
        return min(self._balance, self._share)

    def _accrue(self, until: date) -> None:
        part = self._count.year_part(self._accrued_until, until)
        self._accrued += self._balance * self._rate * part
        self._accrued_until = until

    def _draw(self, drawdown: Drawdown) -> None:
        if drawdown.amount_fen <= 0:
            refuse(drawdown.on, "a drawdown is more than nothing", "提款额须大于零")
        if self._balance + drawdown.amount_fen > self.terms.principal_fen:
            refuse(drawdown.on, "more is drawn than was agreed", "提款超过约定额度")
        if drawdown.on >= self._dues[-1]:
            refuse(drawdown.on, "nothing is drawn at or after maturity", "到期后不能再提款")
        self._balance += drawdown.amount_fen
        self._row(DRAWDOWN, drawdown.on, drawn=drawdown.amount_fen)
        self._set_anew()

    def _repay(self, early: EarlyRepayment) -> None:
        if not self._balance:
            refuse(early.on, "nothing is owed", "没有未还本金")
        if early.effect == SETTLE or early.amount_fen == self._balance:
            if early.effect == SETTLE and early.amount_fen is not None:
                refuse(early.on, "a settlement has no amount", "结清不需要填写金额")
            self._settle(early.on)
            return
        amount = early.amount_fen or 0
        if not 0 < amount < self._balance:
            refuse(early.on, "more is repaid than is owed", "提前还款额须大于零且不超过余额")
        if early.effect == KEEP and self._kept is None:
            self._kept = self._foreseen()
        self._balance -= amount
        self._row(PREPAYMENT, early.on, principal=amount)
        if early.effect == KEEP:
            self._advance(amount)
        elif early.effect == LOWER:
            self._set_anew()
        else:
            self._kept = None

    def _settle(self, on: date) -> None:
        interest, principal = round_half_up(self._accrued), self._balance
        self._balance = 0
        self._accrued = Fraction(0)
        self._row(SETTLEMENT, on, principal=principal, interest=interest)

    def _extend(self, extension: Extension) -> None:
        """Months are counted on from the start, so the due day stays the same."""
        first = self._months + 1
        self._months += extension.months
        if self._months > MOST_MONTHS:
            refuse(extension.on, f"more than {MOST_MONTHS} months", f"超过 {MOST_MONTHS} 个月")
        start = self.terms.start_on
        if self.terms.method == BULLET:
            self._dues = [months_after(start, self._months)]
        else:
            self._dues += [months_after(start, no) for no in range(first, self._months + 1)]
        self._set_anew()

    def _set_anew(self) -> None:
        """Level instalment or share of principal from the next due date to the last."""
        self._kept = None
        self._share = 0
        if self.terms.method == EQUAL_PRINCIPAL:
            self._share = self._balance // len(self._dues)
        elif self.terms.method == ANNUITY:
            due = self._dues[0]
            part = self._count.year_part(self._accrued_until, due)
            owed = self._balance + self._accrued + self._balance * self._rate * part
            self._level = round_half_up(owed / (1 + self._discounts()))

    def _discounts(self) -> Fraction:
        """Σ of the discount factors of the due dates after the next, seen from the next."""
        numerator, denominator = 0, 1
        for before, due in zip(self._dues[-2::-1], self._dues[:0:-1], strict=True):
            growth = 1 + self._rate * self._count.year_part(before, due)
            numerator = (numerator + denominator) * growth.denominator
            denominator *= growth.numerator
        return Fraction(numerator, denominator)

    def _foreseen(self) -> list[int]:
        """The principal of every due date still to come if nothing more happened."""
        balance, accrued, day = self._balance, self._accrued, self._accrued_until
        found = []
        for due in self._dues[:-1]:
            exact = accrued + balance * self._rate * self._count.year_part(day, due)
            wanted = self._level - round_half_up(exact)
            if self.terms.method != ANNUITY:
                wanted = self._share
            found.append(max(0, min(balance, wanted)))
            balance -= found[-1]
            accrued, day = Fraction(0), due
        return found

    def _advance(self, amount: int) -> None:
        kept = self._kept or []
        for at, principal in enumerate(kept):
            covered = min(principal, amount)
            kept[at] -= covered
            amount -= covered

    def _row(
        self, kind: str, on: date, *, drawn: int = 0, principal: int = 0, interest: int = 0
    ) -> None:
        self.rows.append(
            PlanRow(
                kind=kind,
                on=on,
                drawn_fen=drawn,
                principal_fen=principal,
                interest_fen=interest,
                balance_fen=self._balance,
            )
        )
