"""Arrears by hand: penalty, compound interest, and how late money is counted."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.arrears import (
    AmountDue,
    Arrears,
    ArrearsTerms,
    Received,
    arrears_of,
    penalty_interest,
)
from kerong.finance.day_counts import DayCount
from kerong.finance.segments import Segment
from kerong.finance.terms import TermsOutOfRange, TermsUnknown

DUE = date(2026, 3, 20)
COUNT = DayCount("act/360", date(2026, 1, 20))
TERMS = ArrearsTerms(
    day_count=COUNT, penalty_rate=Fraction(18, 100), compound_rate=Fraction(18, 100)
)
ONE = AmountDue(on=DUE, principal_fen=10_000_00, interest_fen=100_00)


def owed(found: Arrears) -> list[int]:
    """fee, penalty, compound, interest, principal"""
    return list(found.owed.values())


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_nothing_is_late_on_its_own_day() -> None:
    paid = arrears_of(TERMS, [ONE], [Received(DUE, 10_100_00)], after(10))
    unpaid = arrears_of(TERMS, [ONE], [], DUE)

    assert (owed(paid), paid.days_late) == ([0, 0, 0, 0, 0], 0)
    assert (owed(unpaid), unpaid.days_late) == ([0, 0, 0, 100_00, 10_000_00], 0)


def test_thirty_days_cost_penalty_on_principal_and_compound_on_interest() -> None:
    """10,000 × 18 % × 30/360 = 150; 100 × 18 % × 30/360 = 1.50."""
    found = arrears_of(TERMS, [ONE], [], after(30))

    assert owed(found) == [0, 150_00, 1_50, 100_00, 10_000_00]
    assert found.days_late == 30


def test_a_part_payment_is_counted_interest_first_and_the_rest_keeps_running() -> None:
    """5,000 − 150 − 1.50 − 100 = 4,748.50. Then 5,251.50 × 18 % × 10/360 = 26.2575."""
    found = arrears_of(TERMS, [ONE], [Received(after(30), 5_000_00)], after(40))

    assert list(found.bookings[0].paid.values()) == [0, 150_00, 1_50, 100_00, 4_748_50]
    assert owed(found) == [0, 26_26, 0, 0, 5_251_50]


def test_more_than_ninety_days_late_the_principal_comes_first() -> None:
    """Day 90 still pays interest first; day 91 pays principal."""
    terms = ArrearsTerms(day_count=COUNT, penalty_rate=Fraction(18, 100), switch_days=90)
    on_time = arrears_of(terms, [ONE], [Received(after(90), 1_000_00)], after(90))
    late = arrears_of(terms, [ONE], [Received(after(91), 1_000_00)], after(91))

    assert on_time.bookings[0].paid["principal"] == 450_00  # 1,000 − 450 penalty − 100 interest
    assert late.bookings[0].paid["principal"] == 1_000_00


def test_two_payments_on_one_day_are_one() -> None:
    twice = [Received(after(30), 2_000_00), Received(after(30), 3_000_00)]

    assert arrears_of(TERMS, [ONE], twice, after(40)) == arrears_of(
        TERMS, [ONE], [Received(after(30), 5_000_00)], after(40)
    )


def test_the_oldest_due_is_paid_first_and_says_how_late_the_loan_is() -> None:
    """Two dues of 10,100, the second 31 days later; 10,000 of the first repaid with all costs."""
    second = AmountDue(on=date(2026, 4, 20), principal_fen=10_000_00, interest_fen=100_00)
    free = ArrearsTerms(day_count=COUNT, penalty_rate=Fraction(0))
    found = arrears_of(free, [ONE, second], [Received(date(2026, 4, 25), 10_200_00)], after(50))

    assert owed(found) == [0, 0, 0, 0, 10_000_00]
    assert found.days_late == 19  # since 20 April


def test_fees_come_first_and_what_meets_nothing_is_left() -> None:
    due = AmountDue(on=DUE, principal_fen=100_00, fee_fen=5_00)
    found = arrears_of(TERMS, [due], [Received(DUE, 110_00)], DUE)

    assert found.bookings[0].paid["fee"] == 5_00
    assert found.bookings[0].left_fen == 5_00


def test_money_that_comes_later_is_not_counted_yet() -> None:
    assert arrears_of(TERMS, [ONE], [Received(after(11), 1)], after(10)).bookings == ()


def test_the_leap_day_is_a_day_late() -> None:
    """360,000 × 18 % ÷ 360 = 180 a day: 28 February to 1 March 2028 is two days."""
    due = AmountDue(on=date(2028, 2, 28), principal_fen=360_000_00)

    assert arrears_of(TERMS, [due], [], date(2028, 3, 1)).owed["penalty"] == 360_00


def test_penalty_of_overdue_segments_stands_on_a_markup() -> None:
    """2,000,000 × 3.45 % × 1.5 × 7/360 = 2,012.50; what performs costs nothing."""
    rate = Fraction(345, 10000)
    late = Segment(date(2025, 3, 14), date(2025, 3, 21), 200_0000_00, rate, overdue=True)
    good = Segment(date(2025, 3, 14), date(2025, 3, 21), 100_0000_00, rate)

    assert penalty_interest([good, late], Fraction(1, 2), COUNT) == 2_012_50


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(TermsOutOfRange):
        ArrearsTerms(day_count=COUNT, penalty_rate=Fraction(2))
    with pytest.raises(TermsUnknown):
        ArrearsTerms(day_count=COUNT, penalty_rate=Fraction(0), order=("fee",))
    with pytest.raises(TermsOutOfRange):
        AmountDue(on=DUE, principal_fen=-1)
    with pytest.raises(TermsOutOfRange):
        arrears_of(TERMS, [ONE], [Received(DUE, -1)], DUE)


DAYS, FEN = st.integers(0, 300), st.integers(0, 10**8)


@given(st.lists(st.tuples(DAYS, FEN, FEN), max_size=6), st.lists(st.tuples(DAYS, FEN), max_size=6))
def test_every_fen_received_is_counted_once(
    asked: list[tuple[int, int, int]], payments: list[tuple[int, int]]
) -> None:
    dues = [
        AmountDue(on=after(at), principal_fen=principal, interest_fen=interest)
        for at, principal, interest in asked
    ]
    received = [Received(after(at), fen) for at, fen in payments]
    found = arrears_of(TERMS, dues, received, after(301))

    counted = sum(sum(each.paid.values()) + each.left_fen for each in found.bookings)
    assert counted == sum(fen for _, fen in payments)
    for name, total in (
        ("principal", sum(row[1] for row in asked)),
        ("interest", sum(row[2] for row in asked)),
    ):
        assert found.owed[name] + sum(each.paid[name] for each in found.bookings) == total
    assert min(found.owed.values()) >= 0
    assert (found.days_late > 0) == any(found.owed[name] for name in ("principal", "interest"))
