"""A budget drawn on by all at once: what fits is paid, the rest refused, nothing is lost."""

import pytest

from tests.races.lanes import Lane
from tests.races.ledger_race import HOLDS, TURNS, UNDONE

THREADS = 6


@pytest.mark.both_databases
def test_at_once_a_budget_is_spent_to_the_last_fen_and_each_thing_happens_once(lane: Lane) -> None:
    result = lane.run("ledger_race", "on", str(THREADS))

    fits, outcomes = result["fits"], result["outcomes"]
    assert not [said for said in outcomes if "crash" in said]
    assert result["spent"] == {"done": fits, "ledger.overdrawn": THREADS * TURNS - fits}
    assert result["awards"] == fits
    assert outcomes["undo done"] == outcomes["undo ledger.already_reversed"] == UNDONE
    assert result["reversals"] == UNDONE
    assert outcomes["same done"] == 2 * UNDONE  # both hear yes, one transfer each
    assert outcomes["end done"] == HOLDS
    assert outcomes["end ledger.hold_ended"] == 2 * HOLDS
    assert outcomes["closed"] == 1
    assert outcomes.get("late done", 0) == result["late"]
    assert outcomes.get("late ledger.period_closed", 0) == 2 * UNDONE - result["late"]
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_conditional_update_the_budget_is_overdrawn(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("ledger_race", "off", str(THREADS))

    assert result["awards"] > result["fits"]
    assert [line for line in result["broken"] if "balance.differs" in line]
