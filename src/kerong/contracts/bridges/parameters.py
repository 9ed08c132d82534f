"""The platform's own days for bridges by date, with source and whether verified."""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRule:
    """A bridge is asked for from `window_days` before maturity; before the last day of the money
    the firm is reminded as many days ahead as `remind_days` say. What nobody decided lapses
    `lapse_days` after maturity.
    """

    since: date
    window_days: int
    remind_days: tuple[int, ...]
    lapse_days: int
    source: str
    verified: bool


DESKS = (
    DeskRule(
        since=date(2020, 1, 1),
        window_days=60,
        remind_days=(3, 1),
        lapse_days=30,
        source="平台约定",
        verified=False,
    ),
)


def desk_rule(day: date) -> DeskRule:
    """The rule in force on a day; before the first, the first."""
    return in_force(DESKS, day)
