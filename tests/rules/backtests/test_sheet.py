"""The sheet of a back-test: what is tested, what the expected shares are, what is stable."""

from datetime import date, timedelta

import pytest

from kerong.kernel.canonical import canonical_json
from kerong.rules.backtests.measures import Scored
from kerong.rules.backtests.sheet import MOST_POINTS, Known, OneOutcome, back_test

FIRST = date(2024, 1, 1)


def known(
    count: int,
    *,
    development: bool = False,
    dated: bool = False,
    shift: int = 0,
    bad_below: int = 30,
) -> list[Known]:
    """Rows with scores 0, 1, 2 … of which those below a score went bad."""
    return [
        Known(
            Scored((at + shift) * 1000, at < bad_below or at % 10 == 0),
            FIRST + timedelta(days=at) if dated else None,
            development,
        )
        for at in range(count)
    ]


def test_a_sheet_is_canonical_and_counts_what_was_left_out() -> None:
    sheet = back_test(known(100), {"no_outcome": 3})

    assert canonical_json(sheet)
    assert sheet["rows"] == {
        "tested": {"count": 100, "bad": 37},
        "development": {"count": 0, "bad": 0},
    }
    assert sheet["left_out"] == {"no_outcome": 3}
    assert sum(each["rows"] for each in sheet["bins"]) == 100
    assert sheet["gini_ppm"] == pytest.approx(2 * sheet["auc_ppm"] - 1_000_000, abs=1)


def test_rows_the_card_was_made_from_are_never_tested_on() -> None:
    alone = back_test(known(100), {})
    beside = back_test([*known(100), *known(80, development=True, bad_below=0)], {})

    assert beside["auc_ppm"] == alone["auc_ppm"] and beside["ks_ppm"] == alone["ks_ppm"]
    assert beside["rows"]["tested"] == alone["rows"]["tested"]
    assert beside["stability"]["between"] == "samples"
    assert sum(beside["stability"]["before"]) == 80


def test_a_bin_says_whether_the_expected_share_lies_in_its_interval() -> None:
    sheet = back_test([*known(100), *known(100, development=True, bad_below=0)], {})

    assert [each["agrees"] for each in sheet["bins"][:3]] == [False] * 3
    assert all(each["agrees"] for each in sheet["bins"][3:])
    assert sheet["bins"][0]["expected_ppm"] == 100_000
    assert sheet["bins"][0]["bad_ppm"] == 1_000_000


def test_without_development_rows_nothing_is_expected_and_days_tell_the_stability() -> None:
    sheet = back_test(known(100, dated=True), {})

    assert {each["expected_ppm"] for each in sheet["bins"]} == {None}
    assert sheet["days"] == ["2024-01-01", "2024-04-09"]
    assert sheet["stability"]["between"] == "time"
    assert sheet["stability"]["since"] == "2024-02-20"
    assert sheet["stability"]["psi_ppm"] > 250_000


def test_rows_of_one_day_or_of_none_have_no_stability() -> None:
    same = [Known(row.scored, FIRST, False) for row in known(50)]

    assert back_test(known(50), {})["stability"] is None
    assert back_test(same, {})["stability"] is None


def test_two_days_are_parted_even_when_the_later_holds_most_rows() -> None:
    rows = [
        Known(row.scored, FIRST + timedelta(days=at > 5), False) for at, row in enumerate(known(50))
    ]

    stability = back_test(rows, {})["stability"]

    assert (sum(stability["before"]), sum(stability["after"])) == (6, 44)


def test_a_share_that_rises_is_said() -> None:
    assert back_test([row for row in known(100) if row.scored.milli % 10_000], {})["falls"]
    upside = [Known(Scored(at * 1000, at >= 50), None, False) for at in range(100)]
    assert not back_test(upside, {})["falls"]
    assert back_test(upside, {})["auc_ppm"] == 0


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    curve = back_test(known(1000), {})["curve"]

    assert len(curve) <= MOST_POINTS + 2
    assert (curve[0], curve[-1]) == ([0, 0], [1_000_000, 1_000_000])
    assert curve == sorted(curve)


def test_rows_that_ended_alike_are_refused() -> None:
    with pytest.raises(OneOutcome):
        back_test([*known(20, bad_below=20), *known(50, development=True)], {})
