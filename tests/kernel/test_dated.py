"""A number holds from its day on, until the day of the next."""

from dataclasses import dataclass
from datetime import date

import pytest

from kerong.kernel.dated import in_force


@dataclass(frozen=True)
class Rule:
    since: date
    days: int


OLD, NEW = Rule(date(2024, 1, 1), 5), Rule(date(2026, 7, 1), 7)


@pytest.mark.parametrize("rules", [(OLD, NEW), (NEW, OLD)])
@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2023, 12, 31), 5),
        (date(2024, 1, 1), 5),
        (date(2026, 6, 30), 5),
        (date(2026, 7, 1), 7),
        (date(2099, 1, 1), 7),
    ],
)
def test_the_latest_begun_holds_in_whatever_order_they_stand(
    rules: tuple[Rule, Rule], day: date, days: int
) -> None:
    assert in_force(rules, day).days == days
