"""Money is whole fen: read exactly, rounded once, split without losing one."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.kernel.errors import Invalid
from kerong.kernel.money import MOST_FEN, NOTHING, Money, NotMoney

fens = st.integers(min_value=-(10**15), max_value=10**15)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("18600", 1_860_000),
        ("18600.00", 1_860_000),
        ("18600.5", 1_860_050),
        (" 0.01 ", 1),
        ("-0.01", -1),
        ("-12.30", -1230),
        ("00012", 1200),
        ("90071992547409.91", 9_007_199_254_740_991),
        (18600, 1_860_000),
        (-3, -300),
        (Decimal("18600.00"), 1_860_000),
        (Decimal("1.86E+4"), 1_860_000),
        (Decimal("0.10"), 10),
    ],
)
def test_yuan_are_read_to_the_fen(written, fen):
    assert Money.from_yuan(written) == Money(fen)


@pytest.mark.parametrize(
    "written",
    [
        "", " ", ".", "-", "1.", ".5", "+1", "1.234", "1,000", "1_000", "1e9", "1E9", "１２３",
        "壹", "0x10", "NaN", "Infinity", "1 000", "¥5", "5元", "--5", "1.2.3", "9" * 19,
        "92233720368547758.08", Decimal("NaN"), Decimal("Infinity"), Decimal("1e400"),
        Decimal("1e999999999"), Decimal("1e-999999999"), Decimal("0.001"), 1.5, True, None,
    ],
)  # fmt: skip
def test_anything_doubtful_is_refused_with_a_sentence(written):
    with pytest.raises(NotMoney) as refusal:
        Money.from_yuan(written)
    assert isinstance(refusal.value, Invalid)
    assert "元" in refusal.value.say()


def test_the_largest_amount_is_what_a_column_holds():
    assert Money.from_yuan("92233720368547758.07").fen == MOST_FEN


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (1, "0.01"), (-1, "-0.01"), (-105, "-1.05"), (1_860_000, "18600.00")],
)
def test_yuan_text_has_two_decimals(fen, text):
    assert Money(fen).yuan_text() == text
    assert str(Money(fen)) == text


@given(fens)
def test_reading_what_was_written_gives_the_same_money(fen):
    assert Money.from_yuan(Money(fen).yuan_text()) == Money(fen)


def test_money_is_never_made_of_floats_or_flags():
    for wrong in (1.0, True, "1", Fraction(1)):
        with pytest.raises(TypeError):
            Money(wrong)
    with pytest.raises(TypeError):
        Money(100).times(0.5)
    with pytest.raises(TypeError):
        Money(100) + 5


@given(fens, fens)
def test_sums_and_order_follow_the_fen(a, b):
    assert Money(a) + Money(b) == Money(a + b)
    assert Money(a) - Money(b) == Money(a - b)
    assert -Money(a) == NOTHING - Money(a)
    assert (Money(a) < Money(b)) == (a < b)
    assert bool(Money(a)) == (a != 0)


@given(fens, st.integers(-(10**7), 10**7))
def test_a_product_is_rounded_half_up_once(fen, ppm):
    exact = (Decimal(fen) * Decimal(ppm) / Decimal(10**6)).quantize(Decimal(1), ROUND_HALF_UP)
    assert Money(fen).times(Fraction(ppm, 10**6)).fen == int(exact)


def test_half_a_fen_goes_away_from_nothing():
    assert Money(1).times(Fraction(1, 2)) == Money(1)
    assert Money(-1).times(Fraction(1, 2)) == Money(-1)
    assert Money(3).times(Fraction(1, 2)) == Money(2)


def test_four_two_two_two_shares_of_a_loss():
    shares = Money.from_yuan("100.01").split([4, 2, 2, 2])
    # 4000.4, 2000.2, 2000.2, 2000.2 fen: the odd fen goes to the largest remainder
    assert [share.fen for share in shares] == [4001, 2000, 2000, 2000]


def test_equal_remainders_favour_the_earlier():
    assert [share.fen for share in Money(100).split([1, 1, 1])] == [34, 33, 33]
    assert [share.fen for share in Money(-100).split([1, 1, 1])] == [-34, -33, -33]


@given(fens, weights)
def test_shares_always_sum_to_the_whole_and_lie_within_a_fen_of_exact(fen, shares_by):
    shares = Money(fen).split(shares_by)
    assert sum(share.fen for share in shares) == fen
    for share, weight in zip(shares, shares_by, strict=True):
        assert abs(share.fen - Fraction(fen * weight, sum(shares_by))) < 1
        assert weight or share == NOTHING


@pytest.mark.parametrize("wrong", [[0, 0], [], [1, -1], [2, -1]])
def test_weights_that_say_nothing_are_refused(wrong):
    with pytest.raises(ValueError):
        Money(100).split(wrong)
