"""16 institutions × 100 needs × 3 places: exactly 300 take-ups, and red once the guard is off."""

import pytest

from tests.races.lanes import Lane

INSTITUTIONS, NEEDS, PLACES = 16, 100, 3


@pytest.mark.both_databases
def test_exactly_three_hundred_win_and_the_others_are_told_politely(lane: Lane) -> None:
    result = lane.run("race", "on", str(INSTITUTIONS), str(NEEDS))

    assert result["winners"] == NEEDS * PLACES
    assert result["per_need"] == [PLACES]
    assert set(result["outcomes"]) == {"taken", "case.no_place_free"}
    assert sum(result["outcomes"].values()) == INSTITUTIONS * NEEDS
    assert result["miscounted"] == result["doubled_slots"] == result["chain_faults"] == 0
    assert result["desks"] == result["consents"] == NEEDS * PLACES


@pytest.mark.postgres
def test_without_the_guard_needs_are_oversold_on_postgresql(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("race", "off-unguarded", str(INSTITUTIONS), "30")

    assert result["winners"] > 30 * PLACES
    assert result["doubled_slots"] > 0


@pytest.mark.postgres
def test_without_the_guard_the_unique_constraint_still_holds_but_the_count_is_wrong(
    lane: Lane,
) -> None:
    result = lane.run("race", "off", str(INSTITUTIONS), "30")

    assert result["doubled_slots"] == 0
    assert max(result["per_need"]) <= PLACES
    assert result["miscounted"] > 0 or result["winners"] < 30 * PLACES
