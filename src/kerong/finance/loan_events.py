"""What happens to a loan's principal and rate, as dated facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kerong.kernel.errors import Invalid


class HistoryBroken(Invalid):
    """Facts: `on`, `problem`, `problem_zh`."""

    code = "finance.history"
    zh = "{on} 的记录与此前的记录不符：{problem_zh}"
    en = "What is recorded for {on} does not fit what came before: {problem}"


@dataclass(frozen=True, slots=True)
class Due:
    """Principal to be repaid by a day."""

    on: date
    principal_fen: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """Principal paid out: the disbursement, or one drawdown of several (分次提款)."""

    on: date
    amount_fen: int

    def due_days(self) -> set[date]:
        return set()


@dataclass(frozen=True, slots=True)
class Repaid:
    """Principal paid back: what is due first, the rest in advance on the dues that come next."""

    on: date
    principal_fen: int

    def due_days(self) -> set[date]:
        return set()


@dataclass(frozen=True, slots=True)
class RateSet:
    """A new yearly rate from this day on."""

    on: date
    rate: Fraction

    def due_days(self) -> set[date]:
        return set()


@dataclass(frozen=True, slots=True)
class Extended:
    """展期: what was due on the old maturity falls due on the new one."""

    on: date
    matures_on: date

    def due_days(self) -> set[date]:
        return {self.matures_on}


@dataclass(frozen=True, slots=True)
class Replanned:
    """A new plan from the end of this day: its dues replace those still to come.

    They sum to what is not overdue, or to the whole balance, which then cures the arrears.
    """

    on: date
    dues: tuple[Due, ...]

    def due_days(self) -> set[date]:
        return {due.on for due in self.dues}


Event = Drawn | Repaid | RateSet | Extended | Replanned


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanHistory:
    """A loan from its first rate on; `dues` the principal agreed before maturity.

    Whatever no due names falls due at maturity, so a bullet and a revolving loan (随借随还) have
    none. Order among events of one day does not matter but for several of one kind.
    """

    rate: Fraction
    matures_on: date
    events: Sequence[Event]
    dues: Sequence[Due] = ()
