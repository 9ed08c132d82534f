"""What may change a plan while a loan runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NoReturn

from kerong.finance.terms import REVOLVING, Terms, require_choice, require_range
from kerong.kernel.errors import Invalid

SHORTEN, LOWER, KEEP, SETTLE = "shorten", "lower", "keep", "settle"
EFFECTS = (SHORTEN, LOWER, KEEP, SETTLE)


class ChangeImpossible(Invalid):
    """Facts: `on`, `problem`, `problem_zh`."""

    code = "finance.plan_change"
    zh = "{on} 的变更无法执行：{problem_zh}"
    en = "The change of {on} is impossible: {problem}"


@dataclass(frozen=True, slots=True)
class Drawdown:
    """分次提款: a part of the principal paid out; the instalments that follow are set anew."""

    on: date
    amount_fen: int


@dataclass(frozen=True, slots=True)
class EarlyRepayment:
    """提前还款. Effects: `shorten` keeps the instalment and ends sooner, `lower` keeps the end and
    sets the instalment anew, `keep` pays the principal that falls due next and leaves the rest of
    the plan alone, `settle` repays everything with interest to the day and has no amount.
    """

    on: date
    amount_fen: int | None
    effect: str

    def __post_init__(self) -> None:
        require_choice("effect", self.effect, EFFECTS)


@dataclass(frozen=True, slots=True)
class RateChange:
    """A new yearly rate from the day on; the level instalment is set anew from the next due on."""

    on: date
    rate: Fraction

    def __post_init__(self) -> None:
        require_range("annual_rate", self.rate, Fraction(0), Fraction(1))


@dataclass(frozen=True, slots=True)
class Extension:
    """展期: the end moves by whole months; agreed on the day of maturity at the latest."""

    on: date
    months: int

    def __post_init__(self) -> None:
        require_range("months", self.months, 1, 600)


Change = Drawdown | EarlyRepayment | RateChange | Extension


def drawn_at_start(terms: Terms, changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with the whole principal drawn on the first day where nobody says otherwise.

    A revolving line is drawn by its drawdowns only where it has any.
    """
    drawdowns = [change for change in changes if isinstance(change, Drawdown)]
    if not drawdowns:
        return (Drawdown(terms.start_on, terms.principal_fen), *changes)
    total = sum(drawdown.amount_fen for drawdown in drawdowns)
    if terms.method != REVOLVING and total > terms.principal_fen:
        refuse(drawdowns[-1].on, "more is drawn than was agreed", "提款合计超过约定本金")
    return tuple(changes)


def refuse(on: date, problem: str, problem_zh: str) -> NoReturn:
    """Raises ChangeImpossible."""
    raise ChangeImpossible(on=on.isoformat(), problem=problem, problem_zh=problem_zh)
