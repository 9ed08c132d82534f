"""Annual percentage rates: the published examples of 12 CFR 1026, Appendix J (c), to 0.01 %."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.apr import dated_cost
from kerong.finance.dates import months_after
from kerong.finance.rates import NoRate, SeveralRates, cost_of
from kerong.finance.unit_periods import Unit

Flows = list[tuple[date, int]]


def every(months: int, first: date, amounts: Sequence[int]) -> Flows:
    return [(months_after(first, months * no), amount) for no, amount in enumerate(amounts)]


def weekly(weeks: int, first: date, amounts: Sequence[int]) -> Flows:
    return [(first + timedelta(weeks * 7 * no), amount) for no, amount in enumerate(amounts)]


def half_monthly(first: date, payment: int, count: int) -> Flows:
    """The 1st and the 16th of each month, beginning with a 1st."""
    days = [months_after(first, no // 2).replace(day=16 if no % 2 else 1) for no in range(count)]
    return [(day, payment) for day in days]


PUBLISHED: dict[str, tuple[int, date, Flows, str]] = {
    "(c)(1)(i) monthly": (
        5_000_00, date(1978, 1, 10), every(1, date(1978, 2, 10), [230_00] * 24), "9.69",
    ),
    "(c)(1)(ii) monthly, long first period": (
        6_000_00, date(1978, 2, 10), every(1, date(1978, 4, 1), [200_00] * 36), "11.82",
    ),
    "(c)(1)(iii) half-monthly, short first period": (
        5_000_00, date(1978, 2, 23), half_monthly(date(1978, 3, 1), 219_17, 24), "10.34",
    ),
    "(c)(1)(iv) quarterly, long first period": (
        10_000_00, date(1978, 5, 23), every(3, date(1978, 10, 1), [385_00] * 40), "8.97",
    ),
    "(c)(1)(v) weekly, long first period": (
        500_00, date(1978, 3, 20), weekly(1, date(1978, 4, 21), [17_60] * 30), "14.96",
    ),
    "(c)(2)(i) monthly, odd first payment": (
        5_000_00, date(1978, 1, 10), every(1, date(1978, 2, 10), [250_00, *[230_00] * 23]), "10.08",
    ),
    "(c)(2)(ii) every four weeks, odd first payment": (
        400_00, date(1978, 3, 18), weekly(4, date(1978, 4, 20), [39_50, *[38_31] * 11]), "28.50",
    ),
    "(c)(3)(i) monthly, odd last payment": (
        5_000_00, date(1978, 1, 10), every(1, date(1978, 2, 10), [*[230_00] * 23, 280_00]), "10.50",
    ),
    "(c)(3)(ii) every two weeks, odd last payment": (
        200_00, date(1978, 4, 3), weekly(2, date(1978, 4, 11), [*[9_50] * 19, 30_00]), "12.22",
    ),
    "(c)(4)(i) monthly, odd first and last payment": (
        5_000_00, date(1978, 1, 10),
        every(1, date(1978, 2, 10), [250_00, *[230_00] * 22, 280_00]), "10.90",
    ),
    "(c)(4)(ii) every two months, odd first and last payment": (
        8_000_00, date(1978, 1, 10),
        every(2, date(1978, 3, 1), [449_36, *[465_00] * 18, 200_00]), "7.30",
    ),
    "(c)(5)(i) one payment after 255 days": (
        1_000_00, date(1978, 1, 3), [(date(1978, 9, 15), 1_080_00)], "11.45",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_regulations_own_examples_come_out_to_the_basis_point(name: str) -> None:
    advance, on, payments, percent = PUBLISHED[name]

    apr = dated_cost([(on, -advance), *payments]).cost.apr

    assert f"{round(apr * 10_000) / 100:.2f}" == percent


def test_one_payment_after_255_days_is_its_surplus_times_365_over_255() -> None:
    """8 % × 365 ÷ 255 = 11.4510 %, and compounded 1.08^(365/255) − 1 = 11.6464 %."""
    found = dated_cost([(date(1978, 1, 3), -1_000_00), (date(1978, 9, 15), 1_080_00)])

    assert found.unit == Unit("day", 255)
    assert found.cost.apr == Fraction(114_510, 10**6)
    assert abs(float(found.cost.effective_rate) - (1.08 ** (365 / 255) - 1)) < 1e-6


def test_a_regular_loan_costs_what_its_schedule_says() -> None:
    """The dated solver and the solver on whole months must say the same of the same loan."""
    payments = [84_898_82] * 12
    dated = dated_cost(every(1, date(2026, 1, 31), [-1_000_000_00, *payments]))

    assert str(dated.unit) == "1 month"
    assert dated.cost == cost_of(1_000_000_00, [0, *payments])


def test_money_lent_in_parts_is_counted_from_the_first_part() -> None:
    """600 now and 400 a month later, 1,030.10 at two months: 600 × 1.0201 + 400 × 1.01 is less.

    600(1+i)² + 400(1+i) = 1,030.10 → 1+i = (−400 + √(160,000 + 2,472,240)) ÷ 1,200 = 1.018681.
    """
    flows = [
        (date(2026, 1, 1), -600_00),
        (date(2026, 2, 1), -400_00),
        (date(2026, 3, 1), 1_030_10),
    ]
    month = ((160_000 + 2_472_240) ** 0.5 - 400) / 1_200 - 1

    assert abs(float(dated_cost(flows).cost.apr) - 12 * month) < 1e-6


def test_what_goes_and_comes_on_one_day_is_one_flow() -> None:
    """A fee held back at drawing: 980 received for 1,000, 1,000 back after a year: 20 ÷ 980."""
    flows = [
        (date(2026, 1, 1), -1_000_00),
        (date(2026, 1, 1), 20_00),
        (date(2027, 1, 1), 1_000_00),
    ]

    assert dated_cost(flows).cost.apr == Fraction(20_408, 10**6)


@pytest.mark.parametrize(
    "flows",
    [
        [],
        [(date(2026, 1, 1), -1_000_00)],
        [(date(2026, 1, 1), 1_000_00), (date(2027, 1, 1), -1_100_00)],
        [(date(2026, 1, 1), -1_000_00), (date(2027, 1, 1), 999_99)],
        [(date(2026, 1, 1), -1_000_00), (date(2026, 1, 1), 1_000_00)],
    ],
)
def test_flows_without_a_cost_are_refused(flows: Flows) -> None:
    with pytest.raises(NoRate):
        dated_cost(flows)


def test_flows_that_several_rates_fit_are_refused() -> None:
    """−1,000, +2,300, −1,320: worth nothing at 10 % and at 20 %."""
    flows = [
        (date(2025, 1, 1), -1_000_00),
        (date(2026, 1, 1), 2_300_00),
        (date(2027, 1, 1), -1_320_00),
    ]

    with pytest.raises(SeveralRates):
        dated_cost(flows)


@given(
    st.integers(10**4, 10**9),
    st.lists(st.integers(1, 900), min_size=1, max_size=12, unique=True),
    st.integers(0, 10**3),
)
def test_at_the_rate_found_the_payments_repay_the_advance(
    advance: int, days: list[int], surplus: int
) -> None:
    """The definition, computed again in fractions at the rate rounded up and down by one ppm."""
    start = date(2026, 1, 1)
    share, rest = divmod(advance + surplus, len(days))
    payments = [(start + timedelta(day), share) for day in sorted(days)]
    payments[-1] = (payments[-1][0], share + rest)
    found = dated_cost([(start, -advance), *payments])

    def worth(apr: Fraction) -> Fraction:
        i = max(Fraction(0), apr) / found.unit.a_year
        spans = [(found.unit.between(start, day), amount) for day, amount in payments]
        return sum(
            (Fraction(amount) / ((1 + part * i) * (1 + i) ** whole))
            for (whole, part), amount in spans
        )

    step = Fraction(1, 10**6)
    assert worth(found.cost.apr - step) >= advance >= worth(found.cost.apr + step)
