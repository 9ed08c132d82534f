"""Killed before every statement, the ledger keeps the old state or the new, and can go on."""

import pytest

from tests.races.lanes import Lane
from tests.races.ledger_sweep import FLOWS

FEWEST_POINTS = 7  # look, insert, two balances, event, before and after the commit


@pytest.mark.both_databases
def test_money_killed_at_any_statement_has_moved_whole_or_not_at_all(lane: Lane) -> None:
    result = lane.run("ledger_sweep", "all", "wrapped")

    assert set(result["swept"]) == set(FLOWS)
    for name, found in result["swept"].items():
        assert found["faults"] == [], name
        assert found["points"] >= FEWEST_POINTS, name
    assert result["broken"] == []


@pytest.mark.both_databases
def test_without_the_transaction_money_is_lost_on_the_way(lane: Lane) -> None:
    """The control: the sweep sees what a crash leaves once statements commit alone."""
    result = lane.run("ledger_sweep", "move", "bare")

    assert len(result["swept"]["move"]["faults"]) >= 3
    assert [line for line in result["broken"] if "balance.differs" in line]
