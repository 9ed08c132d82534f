"""Two officers at once: one opinion an office, one decision, one effect."""

import pytest

from tests.races.lanes import Lane

ROUNDS = 6


@pytest.mark.both_databases
def test_at_once_one_opinion_counts_and_one_decision_takes_effect(lane: Lane) -> None:
    result = lane.run("applications_race", "on", str(ROUNDS))

    outcomes = result["outcomes"]
    assert not [said for said in outcomes if "crash" in said]
    assert outcomes["done"] == result["opinions"] == result["said"] == ROUNDS
    assert outcomes["decide done"] == result["granted"] == result["effects"] == ROUNDS
    assert sum(outcomes.values()) == 4 * ROUNDS


@pytest.mark.both_databases
def test_without_the_conditional_update_an_office_speaks_twice(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("applications_race", "off", str(ROUNDS))
    assert result["said"] > result["opinions"]
