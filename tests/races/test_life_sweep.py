"""Killed before or after any statement, a life stands where a twin stood, and goes on.

The fast lane strikes a few points of each life; the slow one every point, and so does
`python -m tests.races`, which prints its figures (`sweeps.py`).
"""

import pytest

from tests.races.killing import DIE, FAIL_ON, FAIL_ONCE
from tests.races.lanes import Lane

# Name → fewest points: each statement and each commit counts before and after.
POINTS = {
    "take_up": 36,
    "acceptance": 40,
    "disbursement": 150,
    "compensation": 450,
    "claw_back": 350,
    "subsidies": 400,
}
FEW = {
    "take_up": 9,
    "acceptance": 17,
    "disbursement": 61,
    "compensation": 181,
    "claw_back": 151,
    "subsidies": 171,
}  # the fast lane: each so many further
KILLS = {"subsidies": 3, "subsidies_1000": 10}
HOURS = 4 * 3600


@pytest.mark.both_databases
@pytest.mark.parametrize("name", sorted(POINTS))
def test_killed_anywhere_it_stands_where_its_twin_stood_and_ends_where_it_ended(
    lane: Lane, name: str
) -> None:
    result = lane.run("life_sweep", name, "wrapped", DIE, "7", str(FEW[name]))

    assert result["faults"] == []
    assert result["points"] >= POINTS[name]
    assert result["struck"] >= 2


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["disbursement", "subsidies"])
def test_without_transactions_the_sweep_finds_what_is_half_done(lane: Lane, name: str) -> None:
    """The control: the same kills once every statement commits alone."""
    result = lane.run("life_sweep", name, "bare", DIE, "40", "20")

    assert len(result["faults"]) >= 3


@pytest.mark.both_databases
def test_killed_again_and_again_on_its_way_a_batch_ends_as_its_twin(lane: Lane) -> None:
    result = lane.run("life_wear", "subsidies", "151")

    assert result["faults"] == []
    assert result["kills"] >= KILLS["subsidies"]


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
    result = lane.run("life_sweep", name, "bare", DIE, "15", "9", seconds=HOURS)

    assert len(result["faults"]) >= 3


@pytest.mark.slow
@pytest.mark.both_databases
def test_a_batch_of_a_thousand_killed_again_and_again_ends_as_its_twin(lane: Lane) -> None:
    result = lane.run("life_wear", "subsidies_1000", "999", seconds=HOURS)

    assert result["faults"] == []
    assert result["kills"] >= KILLS["subsidies_1000"]
