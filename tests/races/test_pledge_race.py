"""A right stands in one live pledge, whoever signs at the same moment, and is entered once."""

import pytest

from tests.races.lanes import Lane

RIGHTS = 4


@pytest.mark.both_databases
def test_two_banks_at_once_take_a_right_once(lane: Lane) -> None:
    result = lane.run("pledge_race", "on", str(RIGHTS))

    outcomes = result["outcomes"]
    assert not [said for said in outcomes if "crash" in said], outcomes
    assert outcomes["sign done"] == result["signed"] == RIGHTS
    assert result["most_live"] == 1
    assert outcomes["enter done"] == result["entered"] == result["registered"] == RIGHTS
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_constraint_a_right_is_pledged_twice(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("pledge_race", "off", str(RIGHTS))

    assert result["most_live"] == 2, result
    assert result["outcomes"]["sign done"] > RIGHTS
