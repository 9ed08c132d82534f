"""The platform's own days for pledges by date, with source and whether verified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRule:
    """A fee is told of `fee_days` before it falls due; a valuation counts at most `valid_months`.

    `rates` names the table of rates, `registers` the table of its register for each kind of right:
    one register's rule is never used for another.
    """

    since: date
    fee_days: int
    valid_months: int
    rates: str
    registers: Mapping[str, str]
    source: str
    verified: bool


DESKS = (
    DeskRule(
        since=date(2020, 1, 1),
        fee_days=60,
        valid_months=12,
        rates="default",
        registers=MappingProxyType(
            {
                "invention_patent": "cnipa",
                "utility_patent": "cnipa",
                "design_patent": "cnipa",
                "trademark": "trademark",
                "software_copyright": "copyright",
                "ic_layout": "ic-layout",
                "plant_variety": "plant-variety",
            }
        ),
        source="平台约定",
        verified=False,
    ),
)


def desk_rule(day: date) -> DeskRule:
    """The rule in force on a day; before the first, the first."""
    return in_force(DESKS, day)
