"""Whole numbers in columns: exact wherever a row stays, and set aside where it leaves 64 bits."""

from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kerong.rules.engine_1.columns.exact import (
    Exact,
    of_fraction,
    over_one_denominator,
    quotient,
    rounded,
)
from kerong.rules.engine_1.columns.placed import SURE, placed
from kerong.rules.engine_1.columns.whole import Watch, Whole, column, constant

LARGE = 2**63 - 1
NUMBERS = st.one_of(
    st.integers(-LARGE, LARGE),
    st.integers(-1000, 1000),
    st.sampled_from([0, 1, -1, 2**62, -(2**62), 2**32, 3_037_000_500, LARGE, -LARGE]),
)
COLUMNS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=6)
OPERATIONS = {
    "times": lambda a, b: a * b,
    "plus": lambda a, b: a + b,
    "minus": lambda a, b: a - b,
    "least": min,
    "most": max,
    "over": lambda a, b: a // b,
}


def sides(pairs):
    return [np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True)]


def stayed(watch):
    return np.ones(watch.rows, dtype=bool) if watch.escaped is None else ~watch.escaped


@pytest.mark.parametrize("name", OPERATIONS)
@given(pairs=COLUMNS, fixed=st.booleans())
@example(pairs=[(2**62, 2)], fixed=False)
@example(pairs=[(3_037_000_500, 3_037_000_500)], fixed=True)
def test_an_operation_is_exact_where_the_row_stays(name, pairs, fixed):
    if name == "over":
        pairs = [(a, abs(b) or 1) for a, b in pairs]
    if fixed:
        pairs = [(a, pairs[0][1]) for a, _ in pairs]
    watch = Watch(len(pairs))
    one, two = sides(pairs)

    found = getattr(watch, name)(column(one), constant(pairs[0][1]) if fixed else column(two))

    at = np.broadcast_to(found.at, len(pairs))
    for row, (a, b) in enumerate(pairs):
        exact = OPERATIONS[name](a, b)
        if stayed(watch)[row]:
            assert int(at[row]) == exact
            assert found.low <= exact <= found.high
        else:
            assert abs(exact) >= 2**61


@given(pairs=COLUMNS)
def test_no_row_leaves_that_stays_well_inside(pairs):
    small = [(a % 2**30, b % 2**30) for a, b in pairs]
    watch = Watch(len(small))
    one, two = sides(small)

    watch.times(column(one), column(two))

    assert watch.escaped is None or not watch.escaped.any()


def test_constants_are_computed_in_python_whatever_their_size():
    watch = Watch(3)

    found = watch.times(constant(2**62), constant(2**62))

    assert found.at == 2**124
    assert watch.escaped is None


def test_a_constant_no_64_bits_hold_sets_every_row_aside():
    watch = Watch(2)

    watch.plus(column(np.array([1, 2])), constant(2**70))

    assert watch.escaped.all()


TOO_LARGE = {"times": -(2**70), "plus": 2**70, "minus": 2**70, "over": 2**70}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_so_it_does_in_every_operation(name):
    watch = Watch(2)

    found = getattr(watch, name)(
        Whole(np.array([1, 2]), -(2**62), 2**62), constant(TOO_LARGE[name])
    )

    assert watch.escaped.all()
    assert found.at.tolist() == [0, 0]


@given(number=NUMBERS, per=NUMBERS)
def test_a_quotient_has_a_positive_denominator_and_none_over_zero(number, per):
    watch = Watch(1)
    top, below = column(np.array([number])), column(np.array([per]))

    found = quotient(watch, top, below, None)

    assert int(np.broadcast_to(found.per.at, 1)[0]) >= 1
    known = found.known is None or bool(found.known[0])
    assert known is (per != 0)
    if known:
        assert Fraction(int(found.number.at[0]), int(found.per.at[0])) == Fraction(number, per)


@given(
    pairs=st.lists(
        st.tuples(st.integers(-(10**12), 10**12), st.integers(1, 10**6)), min_size=1, max_size=5
    ),
    scale=st.sampled_from([1, 1000, 1_000_000]),
)
def test_rounding_goes_to_the_nearest_and_halves_away_from_zero(pairs, scale):
    watch = Watch(len(pairs))
    number, per = sides(pairs)

    found = rounded(watch, Exact(column(number), column(per), None), scale)

    for row, (a, b) in enumerate(pairs):
        exact = Fraction(a * scale, b)
        nearest = floor(abs(exact) + Fraction(1, 2))
        assert int(found.at[row]) == (nearest if exact >= 0 else -nearest)


@given(
    pairs=st.lists(st.tuples(NUMBERS, st.integers(1, LARGE)), min_size=1, max_size=6),
    scale=st.sampled_from([1, 1000, 1_000_000]),
)
@example(pairs=[(1, 3), (999_999, 1_000_000), (5, 100)], scale=1_000_000)
@example(pairs=[(82_653_000_296_787 * 100, 65_305_808_196_066 * 100)], scale=1_000_000)
def test_a_value_is_placed_between_the_right_units(pairs, scale):
    number, per = sides(pairs)
    value = Exact(column(number), column(per), None)

    found = placed(value, scale, len(pairs))

    for row, (a, b) in enumerate(pairs):
        exact = Fraction(a * scale, b)
        held = [min(max(whole, -SURE), SURE) for whole in (floor(exact), ceil(exact))]
        assert [int(found.floor[row]), int(found.ceiling[row])] == held


def test_fractions_over_one_denominator_multiply_each_column_once():
    watch = Watch(2)
    per = column(np.array([3, 5]))
    thirds = Exact(column(np.array([1, 2])), per, None)

    numbers, joined = over_one_denominator(watch, [thirds, of_fraction(Fraction(1, 2)), thirds])

    assert joined.at.tolist() == [6, 10]
    assert [np.broadcast_to(each.at, 2).tolist() for each in numbers] == [[2, 4], [3, 5], [2, 4]]
