"""The platform's own days for pledges by date, with source and whether verified."""

from dataclasses import dataclass
from datetime import date


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
    """The last rule that began on or before the day; before the first, the first."""
    found = DESKS[0]
    for rule in DESKS:
        if rule.since <= day:
            found = rule
    return found
