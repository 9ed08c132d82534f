"""Killed before every statement of taking, accepting and paying out: all or nothing remains."""

import pytest

from tests.races.lanes import Lane

FEWEST_POINTS = {"take_up": 14, "acceptance": 20, "disbursement": 20}


@pytest.mark.both_databases
@pytest.mark.parametrize("flow", sorted(FEWEST_POINTS))
def test_a_process_killed_at_any_statement_leaves_the_old_state_or_the_new(
    lane: Lane, flow: str
) -> None:
    result = lane.run("sweep", flow, "wrapped")

    assert result["faults"] == []
    assert result["chain_faults"] == 0
    assert result["points"] >= FEWEST_POINTS[flow]


@pytest.mark.both_databases
def test_without_the_transaction_half_done_work_is_found(lane: Lane) -> None:
    """The control: the sweep sees what a crash leaves once statements commit alone."""
    result = lane.run("sweep", "take_up", "bare")

    assert len(result["faults"]) >= 5
