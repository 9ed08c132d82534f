"""An exhausted budget is shared to the fen, and an advance leaves exactly the rest."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.budgets import Advance, advance, pro_rata
from kerong.finance.terms import TermsOutOfRange

FEN = st.integers(0, 10**12)


def test_the_fen_left_over_go_to_the_largest_fractions() -> None:
    """100, 200, 300 with 500 left: 83.333…, 166.666…, 250: the odd fen is the second's."""
    assert pro_rata([100_00, 200_00, 300_00], 500_00) == (83_33, 166_67, 250_00)


def test_of_equal_fractions_the_earlier_gets_the_fen() -> None:
    assert pro_rata([1_00, 1_00, 1_00], 1_00) == (34, 33, 33)


def test_a_budget_that_is_enough_pays_everybody_whole() -> None:
    assert pro_rata([100, 200], 300) == (100, 200)
    assert pro_rata([100, 200], 10**9) == (100, 200)
    assert pro_rata([], 5) == ()
    assert pro_rata([0, 0], 0) == (0, 0)


def test_negative_amounts_are_refused() -> None:
    with pytest.raises(TermsOutOfRange):
        pro_rata([-1, 2], 1)
    with pytest.raises(TermsOutOfRange):
        pro_rata([1], -1)


@given(st.lists(FEN, max_size=20), FEN)
def test_all_that_is_there_is_paid_and_nobody_gets_more_than_approved(
    approved: list[int], available: int
) -> None:
    paid = pro_rata(approved, available)

    assert sum(paid) == min(sum(approved), available)
    for fen, most in zip(paid, approved, strict=True):
        assert 0 <= fen <= most
        if sum(approved) > available:
            assert abs(fen - Fraction(most * available, sum(approved))) < 1


def test_eighty_percent_is_paid_first() -> None:
    assert advance(100_01, Fraction(4, 5)) == Advance(80_00, 20_01)


@given(FEN, st.integers(0, 100))
def test_an_advance_and_its_rest_are_the_whole(fen: int, percent: int) -> None:
    found = advance(fen, Fraction(percent, 100))

    assert found.now_fen + found.later_fen == fen
    assert found.now_fen * 100 <= fen * percent


def test_more_than_the_whole_is_no_advance() -> None:
    with pytest.raises(TermsOutOfRange):
        advance(1, Fraction(11, 10))
