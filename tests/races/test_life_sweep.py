"""Killed before or after any statement, public money stands where a twin stood, and goes on."""

import pytest

from tests.races.killing import DIE, FAIL_ON, FAIL_ONCE
from tests.races.lanes import Lane

# Name → fewest points: each statement and each commit counts before and after.
POINTS = {"disbursement": 150, "compensation": 450, "claw_back": 350, "subsidies": 400}
HOURS = 4 * 3600
FEW = 97  # of the points in the fast lane: each so many further


@pytest.mark.both_databases
@pytest.mark.parametrize("name", sorted(POINTS.keys() - {"subsidies"}))
def test_killed_anywhere_it_stands_where_its_twin_stood_and_ends_where_it_ended(
    lane: Lane, name: str
) -> None:
    result = lane.run("life_sweep", name, "wrapped", DIE, "31", str(FEW))

    assert result["faults"] == []
    assert result["points"] >= POINTS[name]
    assert result["struck"] >= 2


@pytest.mark.both_databases
def test_without_transactions_the_sweep_finds_what_is_half_done(lane: Lane) -> None:
    """The control: the same kills once every statement commits alone."""
    result = lane.run("life_sweep", "disbursement", "bare", DIE, "40", "20")

    assert len(result["faults"]) >= 3


@pytest.mark.slow
@pytest.mark.both_databases
@pytest.mark.parametrize("name", sorted(POINTS))
@pytest.mark.parametrize("mode", [DIE, FAIL_ONCE, FAIL_ON])
def test_at_every_point_dying_or_failing_it_ends_as_its_twin(
    lane: Lane, name: str, mode: str
) -> None:
    result = lane.run("life_sweep", name, "wrapped", mode, "1", "1", seconds=HOURS)

    assert result["faults"] == []
    assert result["struck"] == result["points"] >= POINTS[name]


@pytest.mark.slow
@pytest.mark.both_databases
@pytest.mark.parametrize("name", sorted(POINTS))
def test_every_life_has_its_control(lane: Lane, name: str) -> None:
    result = lane.run("life_sweep", name, "bare", DIE, "40", "11")

    assert len(result["faults"]) >= 3
