"""The circuit breaker warns, stops, and starts again only well below where it stopped."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.breaker import (
    NORMAL,
    STATES,
    SUSPENDED,
    WARNED,
    Breaker,
    BreakerUnsound,
    next_state,
    overdue_ratio,
)
from kerong.finance.terms import TermsUnknown

HUBEI = Breaker(warn=Fraction(5, 100), suspend=Fraction(8, 100), resume=Fraction(5, 100))


@pytest.mark.parametrize(
    ("before", "overdue", "after"),
    [
        (NORMAL, 499, NORMAL),
        (NORMAL, 500, WARNED),  # the line belongs to the warning
        (NORMAL, 520, WARNED),
        (WARNED, 800, SUSPENDED),
        (NORMAL, 810, SUSPENDED),
        (SUSPENDED, 600, SUSPENDED),  # 6 % alone would only warn
        (SUSPENDED, 500, SUSPENDED),
        (SUSPENDED, 499, NORMAL),
        (WARNED, 499, NORMAL),
    ],
)
def test_of_ten_thousand_outstanding(before: str, overdue: int, after: str) -> None:
    assert next_state(HUBEI, before, overdue_ratio(overdue, 10_000)) == after


def test_resuming_above_the_warning_line_leaves_a_warning() -> None:
    breaker = Breaker(warn=Fraction(3, 100), suspend=Fraction(5, 100), resume=Fraction(4, 100))

    assert next_state(breaker, SUSPENDED, Fraction(35, 1000)) == WARNED


def test_nothing_outstanding_is_calm_unless_something_is_overdue() -> None:
    assert overdue_ratio(0, 0) == 0
    assert overdue_ratio(1, 0) == 1


@pytest.mark.parametrize(
    "lines", [("8", "5", "5"), ("5", "8", "9"), ("0", "8", "5"), ("5", "8", "0")]
)
def test_lines_out_of_order_are_refused(lines: tuple[str, str, str]) -> None:
    warn, suspend, resume = (Fraction(line) / 100 for line in lines)
    with pytest.raises(BreakerUnsound):
        Breaker(warn=warn, suspend=suspend, resume=resume)


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(TermsUnknown):
        next_state(HUBEI, "broken", Fraction(0))


@given(st.sampled_from(STATES), st.fractions(0, 1))
def test_the_same_reading_twice_changes_nothing_more(state: str, metric: Fraction) -> None:
    once = next_state(HUBEI, state, metric)

    assert next_state(HUBEI, once, metric) == once
    assert (once == SUSPENDED) >= (metric >= HUBEI.suspend)
