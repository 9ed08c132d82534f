"""A subsidy batch under kills, from award to answer: it goes on and ends as an unkilled twin."""

import pytest

from tests.races.lanes import Lane

FEWEST_KILLS = 6  # awards, orders, the draft, sending and settling are all met
FEWEST_POINTS = 300


@pytest.mark.both_databases
def test_a_batch_killed_again_and_again_ends_as_its_twin(lane: Lane) -> None:
    result = lane.run("subsidies_wear", "24", "61")

    assert result["faults"] == []
    assert result["kills"] >= FEWEST_KILLS


@pytest.mark.both_databases
def test_without_transactions_a_batch_is_left_half_done(lane: Lane) -> None:
    """The control: the same kills once every statement commits alone."""
    result = lane.run("subsidies_sweep", "bare", "3", "13")

    assert len(result["faults"]) >= 3


@pytest.mark.slow
@pytest.mark.both_databases
def test_killed_before_every_statement_it_ends_as_an_unkilled_twin(lane: Lane) -> None:
    result = lane.run("subsidies_sweep", "wrapped", "3", "1")

    assert result["faults"] == []
    assert result["points"] >= FEWEST_POINTS


@pytest.mark.slow
@pytest.mark.both_databases
def test_a_batch_of_a_thousand_killed_again_and_again_ends_as_its_twin(lane: Lane) -> None:
    result = lane.run("subsidies_wear", "1000", "4999")

    assert result["faults"] == []
    assert result["kills"] >= FEWEST_KILLS
