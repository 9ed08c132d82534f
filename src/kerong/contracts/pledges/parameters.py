"""The platform's own days for pledges by date, with source and whether verified."""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRule:
    """A fee is told of `fee_days` before it falls due; a valuation counts at most `valid_months`.

    `rates` and `registration` name the programmes whose tables hold.
    """

    since: date
    fee_days: int
    valid_months: int
    rates: str
    registration: str
    source: str
    verified: bool


DESKS = (
    DeskRule(
        since=date(2020, 1, 1),
        fee_days=60,
        valid_months=12,
        rates="default",
        registration="cnipa",
        source="平台约定",
        verified=False,
    ),
)


def desk_rule(day: date) -> DeskRule:
    """The rule in force on a day; before the first, the first."""
    return in_force(DESKS, day)
