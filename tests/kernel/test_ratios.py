"""Ratios are exact; there is one rounding rule."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.kernel.ratios import (
    ppm_from,
    ratio_from_ppm,
    ratio_from_text,
    ratio_text,
    round_half_up,
)

whole = st.integers(-(10**24), 10**24)
below = st.integers(1, 10**12)


@pytest.mark.parametrize(
    ("value", "nearest"),
    [
        (Fraction(1, 2), 1),
        (Fraction(-1, 2), -1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(-5, 2), -3),
        (Fraction(49, 100), 0),
        (Fraction(-49, 100), 0),
        (Fraction(7), 7),
        (Fraction(0), 0),
    ],
)
def test_a_half_is_rounded_away_from_zero(value, nearest):
    assert round_half_up(value) == nearest


@given(whole, below)
def test_rounding_agrees_with_decimal_arithmetic(numerator, denominator):
    value = Fraction(numerator, denominator)
    nearest = round_half_up(value)
    assert abs(nearest - value) <= Fraction(1, 2)
    assert round_half_up(-value) == -nearest
    if abs(nearest - value) == Fraction(1, 2):
        assert abs(nearest) > abs(value)


@given(st.integers(-(10**12), 10**12))
def test_rounding_of_tenths_agrees_with_the_decimal_module(tenths):
    expected = Decimal(tenths).scaleb(-1).quantize(Decimal(1), ROUND_HALF_UP)
    assert round_half_up(Fraction(tenths, 10)) == int(expected)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.052", Fraction(13, 250)),
        (" 1 ", Fraction(1)),
        ("-0.1", Fraction(-1, 10)),
        ("0.0000001", Fraction(1, 10**7)),
    ],
)
def test_a_plain_decimal_is_read_exactly(text, value):
    assert ratio_from_text(text) == value


@pytest.mark.parametrize(
    "text", ["", "1/3", "1e-3", "5%", "０.5", ".5", "5.", "nan", "1_0", "1,5", "+1", "9" * 40]
)
def test_other_ways_of_writing_are_refused(text):
    with pytest.raises(ValueError):
        ratio_from_text(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(13, 250), "0.052000"),
        (Fraction(1, 3), "0.333333"),
        (Fraction(2, 3), "0.666667"),
        (Fraction(-1, 2), "-0.500000"),
        (Fraction(-1, 10**7), "0.000000"),
        (Fraction(-3, 2), "-1.500000"),
        (Fraction(5, 10**7), "0.000001"),
        (Fraction(12), "12.000000"),
    ],
)
def test_a_ratio_is_shown_with_six_decimals(value, text):
    assert ratio_text(value) == text


@given(st.integers(-(10**12), 10**12))
def test_parts_per_million_come_back_unchanged(ppm):
    assert ppm_from(ratio_from_ppm(ppm)) == ppm
    assert ratio_from_text(ratio_text(ratio_from_ppm(ppm))) == ratio_from_ppm(ppm)
