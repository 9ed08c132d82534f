"""AUC, KS, intervals and stability against values worked out by hand and by brute force."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.backtests.measures import (
    Scored,
    bins_of,
    edges_of,
    separation,
    stability,
    wilson,
)

ROWS = st.lists(st.builds(Scored, st.integers(-5, 5), st.booleans()), min_size=2, max_size=40)
PART = st.lists(st.integers(1, 500), min_size=2, max_size=8)


def scored(*pairs: tuple[int, bool]) -> list[Scored]:
    return [Scored(milli, bad) for milli, bad in pairs]


def test_points_that_tell_all_apart_have_an_auc_and_a_ks_of_one() -> None:
    told = separation(scored((1, True), (2, True), (3, False), (4, False)))

    assert (told.auc, told.ks, told.ks_milli) == (1, 1, 2)


def test_points_that_point_the_wrong_way_fall_below_a_half() -> None:
    assert separation(scored((1, False), (2, True))).auc == 0


def test_a_tie_counts_half() -> None:
    # pairs (good, bad): (2,1) won, (2,2) tied, (3,1) won, (3,2) won: 3.5 of 4
    told = separation(scored((1, True), (2, True), (2, False), (3, False)))

    assert told.auc == Fraction(7, 8)
    assert (told.ks, told.ks_milli) == (Fraction(1, 2), 1)
    assert told.curve == ((0, Fraction(1, 2)), (Fraction(1, 2), 1), (1, 1))


@pytest.mark.parametrize("bad", [True, False])
def test_one_outcome_tells_nothing_apart(bad: bool) -> None:
    with pytest.raises(ValueError, match="one outcome"):
        separation(scored((1, bad), (2, bad)))


@given(ROWS)
def test_auc_and_ks_are_those_of_every_pair_counted(rows: list[Scored]) -> None:
    good = [row.milli for row in rows if not row.bad]
    bad = [row.milli for row in rows if row.bad]
    if not good or not bad:
        return
    twice = sum(2 * (g > b) + (g == b) for g in good for b in bad)
    gaps = [
        abs(
            Fraction(sum(b <= at for b in bad), len(bad))
            - Fraction(sum(g <= at for g in good), len(good))
        )
        for at in range(-5, 6)
    ]

    told = separation(rows)

    assert told.auc == Fraction(twice, 2 * len(good) * len(bad))
    assert told.ks == max(gaps)


@given(ROWS)
def test_the_order_of_rows_does_not_matter(rows: list[Scored]) -> None:
    if len({row.bad for row in rows}) == 2:
        assert separation(rows) == separation(rows[::-1])


# 2 of 10: centre (2 + 1.9208) / 13.8416 = 0.283262, half 1.96·√(1.6 + 0.9604) / 13.8416 = 0.226582
@pytest.mark.parametrize(
    ("bad", "rows", "low", "high"),
    [(2, 10, 56_680, 509_845), (0, 10, 0, 277_542), (10, 10, 722_458, 1_000_000)],
)
def test_wilson_by_hand(bad: int, rows: int, low: int, high: int) -> None:
    assert wilson(bad, rows) == (low, high)


@given(st.integers(1, 10_000), st.data())
def test_wilson_holds_the_share_and_agrees_with_the_formula(rows: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, rows))
    share, z = bad / rows, 1.96
    centre = (share + z * z / (2 * rows)) / (1 + z * z / rows)
    spread = math.sqrt(share * (1 - share) / rows + z * z / (4 * rows * rows))
    half = z * spread / (1 + z * z / rows)

    low, high = wilson(bad, rows)

    assert low <= bad * 1_000_000 / rows <= high
    assert abs(low - (centre - half) * 1e6) < 3 and abs(high - (centre + half) * 1e6) < 3


def test_no_rows_have_no_interval() -> None:
    with pytest.raises(ValueError, match="no rows"):
        wilson(0, 0)


def test_stability_by_hand() -> None:
    # 0.2 · ln 1.5 twice = 0.4 · 0.405465 = 0.162186
    assert stability([60, 40], [40, 60]) == 162_186
    assert stability([5, 5], [500, 500]) == 0


def test_an_empty_bin_counts_half_a_row_on_both_sides() -> None:
    # (10.5, 0.5)/11 against (5.5, 5.5)/11
    expected = (5.5 - 10.5) / 11 * math.log(5.5 / 10.5) + (5.5 - 0.5) / 11 * math.log(11)

    assert stability([10, 0], [5, 5]) == round(expected * 1_000_000)


@given(PART, st.data())
def test_stability_is_the_same_from_either_side_and_never_negative(
    before: list[int], data: st.DataObject
) -> None:
    after = data.draw(st.lists(st.integers(1, 500), min_size=len(before), max_size=len(before)))
    shares = [(b / sum(before), a / sum(after)) for b, a in zip(before, after, strict=True)]
    expected = sum((a - e) * math.log(a / e) for e, a in shares)

    assert stability(before, after) == stability(after, before)
    assert abs(stability(before, after) - expected * 1e6) < 1


def test_bins_are_of_equal_size_and_never_part_equal_scores() -> None:
    rows = scored(*((at // 3, at % 2 == 0) for at in range(30)))

    edges = edges_of([row.milli for row in rows], 5)
    bins = bins_of(rows, edges)

    assert edges == (1, 3, 5, 7)
    assert [each.rows for each in bins] == [6] * 5
    assert (bins[0].over, bins[-1].upto) == (None, None)


def test_one_score_for_all_is_one_bin() -> None:
    assert edges_of([7, 7, 7], 10) == ()
    assert [each.rows for each in bins_of(scored((7, True), (7, False)), ())] == [2]


@given(ROWS, st.integers(1, 12))
def test_every_row_lies_in_exactly_one_bin(rows: list[Scored], count: int) -> None:
    bins = bins_of(rows, edges_of([row.milli for row in rows], count))

    assert sum(each.rows for each in bins) == len(rows)
    assert sum(each.bad for each in bins) == sum(row.bad for row in rows)
    assert len(bins) <= count and all(each.rows for each in bins)
