"""Killed before every statement, a claim is decided whole or not at all, and once in the end."""

import pytest

from tests.races.lanes import Lane

FEWEST_POINTS = 20


@pytest.mark.both_databases
@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_a_decision_killed_at_any_statement_paid_whole_or_not_at_all(
    lane: Lane, stride: int
) -> None:
    result = lane.run("compensation_sweep", "wrapped", str(stride))

    assert result["faults"] == []
    assert result["points"] >= FEWEST_POINTS
    assert result["broken"] == []


@pytest.mark.both_databases
def test_without_the_transaction_a_decision_is_left_half_done(lane: Lane) -> None:
    """The control: the sweep sees what a crash leaves once statements commit alone."""
    result = lane.run("compensation_sweep", "bare", "5")

    assert len(result["faults"]) >= 3
