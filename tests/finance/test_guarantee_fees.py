"""Guarantee and re-guarantee fees by days, and the claim rate, against the published sums."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.guarantee_fees import (
    FeeTerms,
    Released,
    annualised,
    claim_rate,
    fee_fen,
    fee_on_segments_fen,
)
from kerong.finance.segments import Segment
from kerong.finance.terms import TermsOutOfRange

WAN = 10_000_00
ONE_PERCENT = FeeTerms(rate=Fraction(1, 100))
START = date(2025, 1, 1)


def carried(fen: int, first: int, last: int) -> Segment:
    rate = Fraction(0)
    return Segment(START + timedelta(days=first), START + timedelta(days=last), fen, rate)


def test_a_year_of_a_thousand_costs_ten_and_a_fifth_reguaranteed_point_six() -> None:
    again = FeeTerms(rate=Fraction(3, 1000), share=Fraction(1, 5))

    assert fee_fen(ONE_PERCENT, 1000 * WAN, 365) == 10 * WAN
    assert fee_fen(again, 1000 * WAN, 365) == 6_000_00


def test_a_fee_is_rounded_once() -> None:
    """100 yuan for one day at 1 %: 0.2739… fen; 1 yuan-fen short of a half rounds down."""
    assert fee_fen(ONE_PERCENT, 100_00, 1) == 0
    assert fee_fen(ONE_PERCENT, 18_250, 1) == 1  # exactly half a fen goes up


def test_what_was_repaid_costs_no_more() -> None:
    """1,000 万 for 100 days, 600 for 265: 259,000 万-days × 1 % ÷ 365 = 7.09589 万."""
    segments = [carried(1000 * WAN, 0, 100), carried(600 * WAN, 100, 365)]

    assert fee_on_segments_fen(ONE_PERCENT, segments) == 70_958_90


@given(st.integers(0, 10**12), st.integers(1, 364))
def test_a_cut_changes_no_fee(fen: int, cut: int) -> None:
    whole = fee_on_segments_fen(ONE_PERCENT, [carried(fen, 0, 365)])

    assert whole == fee_on_segments_fen(ONE_PERCENT, [carried(fen, 0, cut), carried(fen, cut, 365)])
    assert whole == fee_fen(ONE_PERCENT, fen, 365)


def test_the_claim_rate_of_the_rule_is_two_and_a_quarter_percent() -> None:
    """900 paid; 50,000 released, 80 % covered: 900 ÷ 40,000."""
    released = [Released(50_000 * WAN, 365)]

    assert claim_rate(900 * WAN, annualised(released), Fraction(4, 5)) == Fraction(225, 10000)


def test_released_principal_counts_by_the_days_it_was_carried() -> None:
    """1,000 for 73 days are 200 a year, 500 for 730 days 1,000."""
    released = [Released(1000 * WAN, 73), Released(500 * WAN, 730)]

    assert annualised(released) == 1200 * WAN


def test_nothing_released_is_no_claims_or_all_claims() -> None:
    assert claim_rate(0, annualised([]), Fraction(4, 5)) == 0
    assert claim_rate(1, annualised([]), Fraction(4, 5)) == 1


def test_terms_outside_the_sensible_are_refused() -> None:
    with pytest.raises(TermsOutOfRange):
        FeeTerms(rate=Fraction(101, 100))
    with pytest.raises(TermsOutOfRange):
        fee_fen(ONE_PERCENT, -1, 365)
    with pytest.raises(TermsOutOfRange):
        fee_fen(ONE_PERCENT, 1, -1)
