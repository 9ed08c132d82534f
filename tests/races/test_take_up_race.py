"""16 institutions × 100 needs × 3 places: three take-ups a need, and red once the guard is off."""

import pytest

from tests.races.lanes import Lane

INSTITUTIONS, PLACES = 16, 3
FEW, ALL = 25, 100


@pytest.mark.both_databases
@pytest.mark.parametrize("needs", [FEW, pytest.param(ALL, marks=pytest.mark.slow)])
def test_three_a_need_win_and_the_others_are_told_politely(lane: Lane, needs: int) -> None:
    result = lane.run("race", "on", str(INSTITUTIONS), str(needs))

    assert result["winners"] == needs * PLACES
    assert result["per_need"] == [PLACES]
    assert set(result["outcomes"]) == {"taken", "case.no_place_free"}
    assert sum(result["outcomes"].values()) == INSTITUTIONS * needs
    assert result["miscounted"] == result["doubled_slots"] == result["chain_faults"] == 0
    assert result["desks"] == result["consents"] == needs * PLACES


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
