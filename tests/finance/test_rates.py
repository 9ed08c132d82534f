"""Annual and effective rates against examples computed by hand, and against their definition."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.allin import all_in_cost
from kerong.finance.rates import NoRate, SeveralRates, annual_rate, cost_of
from kerong.finance.terms import Fee, Terms


def ppm(rate: Fraction) -> int:
    assert (rate * 10**6).denominator == 1, "rates come rounded to the ppm"
    return int(rate * 10**6)


def test_one_payment_after_a_year_costs_its_surplus() -> None:
    cost = cost_of(1_000_00, [0] * 12 + [1_100_00])

    assert ppm(cost.apr) == ppm(cost.effective_rate) == 100_000


def test_one_payment_after_half_a_year_counts_twice_and_compounds_once() -> None:
    """5 % in six months: 10 % a year, 1.05² − 1 = 10.25 % effective."""
    cost = cost_of(1_000_00, [0] * 6 + [1_050_00])

    assert (ppm(cost.apr), ppm(cost.effective_rate)) == (100_000, 102_500)


def test_one_percent_a_month_is_twelve_a_year_and_12_6825_effective() -> None:
    """Two payments of 507.5124… repay 1,000 at 1 %: 1000 × 0.01 ÷ (1 − 1.01⁻²)."""
    cost = cost_of(10**9, [0, 507_512_438, 507_512_438])

    assert (ppm(cost.apr), ppm(cost.effective_rate)) == (120_000, 126_825)


def test_a_stretch_that_does_not_divide_a_year_is_compounded_by_its_root() -> None:
    """5 % in five months: 12 % a year; (1.05)^(12/5) − 1 = 12.4228 %."""
    cost = cost_of(1_000_00, [0] * 5 + [1_050_00])

    assert (ppm(cost.apr), ppm(cost.effective_rate)) == (120_000, 124_228)


def test_a_fee_at_drawing_shrinks_what_was_received() -> None:
    """(1,034,500 ÷ 992,000) − 1 = 4.2843 %."""
    terms = Terms(
        principal_fen=1_000_000_00,
        annual_rate=Fraction(345, 10000),
        months=12,
        method="bullet",
        day_count="30/360",
        start_on=date(2026, 1, 1),
    )

    assert ppm(all_in_cost(terms, [Fee(amount_fen=8_000_00)])) == 42_843


def test_a_yearly_fee_is_paid_at_the_start_of_each_started_year() -> None:
    """Bullet over 18 months at 0 %: fees of 100 at months 0 and 12; unit period half a year.

    900 received, 100 after two halves, 1,000 after three: 900(1+i)³ = 100(1+i) + 1000.
    """
    terms = Terms(
        principal_fen=1_000_00,
        annual_rate=Fraction(0),
        months=18,
        method="bullet",
        day_count="30/360",
        start_on=date(2026, 1, 1),
    )

    half = all_in_cost(terms, [Fee(amount_fen=100_00, yearly=True)]) / 2

    assert abs(900 * (1 + half) ** 3 - 100 * (1 + half) - 1000) < Fraction(1, 100)


@pytest.mark.parametrize(
    ("received", "payments"),
    [(0, [0, 100]), (-5, [0, 100]), (100, [0, 99]), (100, [0, 0]), (100, [100, 100])],
)
def test_flows_without_a_rate_are_refused(received: int, payments: list[int]) -> None:
    with pytest.raises(NoRate):
        cost_of(received, payments)


@given(
    st.integers(10**4, 10**12),
    st.lists(st.integers(0, 10**4), min_size=1, max_size=60),
    st.integers(1, 10**4),
)
def test_at_the_rate_found_the_payments_are_worth_what_was_received(
    received: int, payments: list[int], surplus: int
) -> None:
    payments = [0, *payments[:-1], max(1, received - sum(payments[:-1])) + surplus]
    cost = cost_of(received, payments)
    months = [no for no, amount in enumerate(payments) if amount]
    unit = next(
        length for length in range(12, 0, -1) if all(month % length == 0 for month in months)
    )
    assert worth(payments[::unit], cost.apr * unit / 12, Fraction(-1, 10**6)) >= received
    assert worth(payments[::unit], cost.apr * unit / 12, Fraction(1, 10**6)) <= received


def worth(payments: list[int], rate: Fraction, moved: Fraction) -> Fraction:
    """Present value at a rate moved by one ppm of a year: brackets the rounded answer."""
    factor = 1 / (1 + max(Fraction(0), rate + moved))
    total = Fraction(0)
    for amount in reversed(payments):
        total = total * factor + amount if amount or total else total * factor
    return total


def test_dated_flows_give_the_internal_rate_of_return() -> None:
    """1,000 in, 1,100 back after 365 days: 10 %. A leap year takes a day longer: 9.9714 %."""
    plain = annual_rate([(date(2026, 1, 1), -1_000_00), (date(2027, 1, 1), 1_100_00)])
    leap = annual_rate([(date(2028, 1, 1), -1_000_00), (date(2029, 1, 1), 1_100_00)])

    assert (ppm(plain), ppm(leap)) == (100_000, 99_714)


def test_the_order_of_dated_flows_does_not_matter() -> None:
    flows = [
        (date(2027, 1, 1), 600_00),
        (date(2026, 1, 1), -1_000_00),
        (date(2026, 7, 1), 500_00),
    ]

    assert annual_rate(flows) == annual_rate(sorted(flows))


def test_dated_flows_that_begin_with_money_received_are_refused() -> None:
    with pytest.raises(NoRate):
        annual_rate([(date(2026, 1, 1), 1_000_00), (date(2027, 1, 1), -1_100_00)])


def test_what_loses_money_has_a_negative_rate() -> None:
    """1,000 out, 900 back after 365 days: −10 %; 250 back of it after two years: −50 %."""
    assert ppm(annual_rate([(date(2026, 1, 1), -1_000_00), (date(2027, 1, 1), 900_00)])) == -100_000
    assert ppm(annual_rate([(date(2026, 1, 1), -1_000_00), (date(2028, 1, 1), 250_00)])) == -500_000


def test_what_only_comes_back_whole_earns_nothing() -> None:
    flows = [(date(2026, 1, 1), -1_000_00), (date(2026, 7, 1), 400_00), (date(2027, 1, 1), 600_00)]

    assert annual_rate(flows) == 0


def test_money_added_later_is_dated_too() -> None:
    """1,000 out, 1,000 more after a year, 2,310 after two: 1,000x² + 1,000x = 2,310, so x = 1.1."""
    flows = [
        (date(2025, 1, 1), -1_000_00),
        (date(2026, 1, 1), -1_000_00),
        (date(2027, 1, 1), 2_310_00),
    ]

    assert ppm(annual_rate(flows)) == 100_000


def test_flows_of_one_day_are_one_and_nothing_is_no_flow() -> None:
    """1,000 out and 100 of fee back at once: 900 at work, 990 after a year."""
    flows = [
        (date(2025, 12, 1), 0),
        (date(2026, 1, 1), -1_000_00),
        (date(2026, 1, 1), 100_00),
        (date(2027, 1, 1), 990_00),
    ]

    assert ppm(annual_rate(flows)) == 100_000


def test_a_late_call_that_leaves_the_running_total_in_profit_still_has_one_rate() -> None:
    """−100, +300, −50 a year apart: 100x² − 300x + 50 = 0, the larger root 2.822876."""
    flows = [
        (date(2025, 1, 1), -100_00),
        (date(2026, 1, 1), 300_00),
        (date(2027, 1, 1), -50_00),
    ]

    assert ppm(annual_rate(flows)) == 1_822_876


@pytest.mark.parametrize("amounts", [(-1_000, 2_300, -1_320), (-1_000, 1_100, -200)])
def test_flows_that_turn_back_and_forth_have_no_single_rate(amounts: tuple[int, ...]) -> None:
    flows = [(date(2025 + no, 1, 1), amount * 100) for no, amount in enumerate(amounts)]

    with pytest.raises(SeveralRates):
        annual_rate(flows)
