"""Bridging costs by the day, as 东海, 重庆 and 渝北 charge them; amounts are 万元 in fen."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.bridge_fees import (
    BridgeTerms,
    FeeStep,
    FeeStepsUnsound,
    bridge_cap_fen,
    bridge_days,
    bridge_fee_fen,
    last_day,
    with_late_rate,
)
from kerong.finance.terms import TermsOutOfRange
from kerong.kernel.workdays import WeekdayCalendar

WAN = 10_000_00
DONGHAI = BridgeTerms(
    steps=(FeeStep(1, Fraction(2, 10000)), FeeStep(6, Fraction(4, 10000))),
    day_kind="calendar",
    most_fen=1000 * WAN,
    most_days=10,
    renewal_share=Fraction(95, 100),
)
CHONGQING = BridgeTerms(
    steps=(FeeStep(1, Fraction(1, 10000)),),
    day_kind="working",
    most_fen=3000 * WAN,
    most_days=15,
    relief_until=date(2023, 6, 30),
)


@pytest.mark.parametrize(
    ("terms", "amount", "days", "fen"),
    [
        (DONGHAI, 800, 8, 17_600_00),  # 800 × (5 × 0.02 % + 3 × 0.04 %) = 1.76
        (DONGHAI, 800, 5, 8_000_00),
        (DONGHAI, 800, 1, 1_600_00),
        (DONGHAI, 800, 0, 0),
        (CHONGQING, 756, 5, 3_780_00),  # 0.378
        (CHONGQING, 756, 3, 2_268_00),  # 0.2268
    ],
)
def test_a_use_costs_its_days(terms: BridgeTerms, amount: int, days: int, fen: int) -> None:
    assert bridge_fee_fen(terms, amount * WAN, days) == fen


def test_a_started_day_is_a_whole_day() -> None:
    assert bridge_fee_fen(CHONGQING, 1000 * WAN, Fraction(72, 10)) == 8_000_00


def test_relief_waives_what_came_back_by_its_day() -> None:
    amount = 756 * WAN

    assert bridge_fee_fen(CHONGQING, amount, 3, returned_on=date(2023, 6, 30)) == 0
    assert bridge_fee_fen(CHONGQING, amount, 3, returned_on=date(2023, 7, 1)) == 2_268_00
    assert bridge_fee_fen(DONGHAI, amount, 1, returned_on=date(2020, 1, 1)) == 1_512_00


@pytest.mark.parametrize(
    ("lent", "returned", "calendar_days", "working_days"),
    [
        (date(2026, 3, 5), date(2026, 3, 9), 4, 2),  # Thursday to Monday
        (date(2026, 3, 5), date(2026, 3, 5), 1, 1),
        (date(2026, 3, 6), date(2026, 3, 8), 2, 1),  # over a weekend: at least one
        (date(2024, 2, 28), date(2024, 3, 1), 2, 2),  # the leap day
    ],
)
def test_days_of_a_use(lent: date, returned: date, calendar_days: int, working_days: int) -> None:
    calendar = WeekdayCalendar()

    assert bridge_days(DONGHAI, lent, returned, calendar) == calendar_days
    assert bridge_days(CHONGQING, lent, returned, calendar) == working_days


def test_one_use_is_a_part_of_the_renewal_up_to_the_cap() -> None:
    assert bridge_cap_fen(DONGHAI, 800 * WAN) == 760 * WAN
    assert bridge_cap_fen(DONGHAI, 1200 * WAN) == 1000 * WAN
    assert bridge_cap_fen(DONGHAI, 3) == 2  # 2.85 fen: a limit is cut down
    assert bridge_cap_fen(CHONGQING, 2500 * WAN) == 2500 * WAN


@pytest.mark.parametrize("days", [(), (2,), (1, 1), (1, 6, 3)])
def test_steps_begin_on_the_first_day_and_ascend(days: tuple[int, ...]) -> None:
    with pytest.raises(FeeStepsUnsound):
        BridgeTerms(
            steps=tuple(FeeStep(day, Fraction(1, 10000)) for day in days),
            day_kind="calendar",
            most_fen=1,
            most_days=1,
        )


def test_money_does_not_come_back_before_it_went() -> None:
    with pytest.raises(TermsOutOfRange):
        bridge_days(DONGHAI, date(2026, 3, 5), date(2026, 3, 4), WeekdayCalendar())


@given(st.integers(0, 10**12), st.integers(0, 400))
def test_steps_agree_with_a_sum_day_by_day(amount: int, days: int) -> None:
    each = [2 if day <= 5 else 4 for day in range(1, days + 1)]
    exact = Fraction(amount * sum(each), 10000)

    assert abs(bridge_fee_fen(DONGHAI, amount, days) - exact) <= Fraction(1, 2)


def test_a_late_rate_takes_over_after_the_last_day() -> None:
    """800 万 for 12 days at 0.02 %, 0.04 % and 0.06 %: 0.42 % are 3.36 万; 10 days stay 2.40."""
    late = with_late_rate(DONGHAI, Fraction(6, 10_000))

    assert bridge_fee_fen(late, 800 * WAN, 12) == 33_600_00
    assert bridge_fee_fen(late, 800 * WAN, 10) == bridge_fee_fen(DONGHAI, 800 * WAN, 10)
    assert with_late_rate(DONGHAI, Fraction(0)) is DONGHAI


def test_the_last_day_by_both_kinds_of_day() -> None:
    """Ten days from Friday the 6th: Monday the 16th; ten working days: Friday the 20th."""
    working = replace(DONGHAI, day_kind="working")

    assert last_day(DONGHAI, date(2026, 3, 6), WeekdayCalendar()).on == date(2026, 3, 16)
    assert last_day(working, date(2026, 3, 6), WeekdayCalendar()).on == date(2026, 3, 20)
