"""What may be lent on rights: rounded down to the fen, each right by itself."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.finance.pledging import Valued, cover_fen
from kerong.kernel.errors import Invalid

QUARTER = Fraction(1, 4)


def test_a_quarter_of_twelve_million_is_three() -> None:
    assert cover_fen(Valued(12_000_000_00, QUARTER)) == 3_000_000_00


def test_each_right_is_rounded_down_by_itself() -> None:
    """333.33 at 25 % is 83.3325, 0.99 at 15 % is 0.1485: together 83.47, not 83.48."""
    rights = (Valued(333_33, QUARTER), Valued(99, Fraction(15, 100)))
    covers = [cover_fen(each) for each in rights]
    assert covers == [83_33, 14] and sum(covers) == 83_47


@pytest.mark.parametrize("wrong", [Valued(-1, QUARTER), Valued(1, Fraction(101, 100))])
def test_figures_that_cannot_be_are_refused(wrong: Valued) -> None:
    with pytest.raises(Invalid):
        cover_fen(wrong)


@settings(max_examples=25)
@given(st.integers(0, 10**15), st.integers(0, 1_000_000))
def test_never_a_fen_more_than_the_share_and_less_than_one_below(value: int, ppm: int) -> None:
    rate = Fraction(ppm, 1_000_000)
    cover = cover_fen(Valued(value, rate))
    assert 0 <= value * rate - cover < 1
