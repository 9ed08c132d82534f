"""A bridge is approved, lent and returned once, and a fund lends no fen it has not."""

import pytest

from tests.races.lanes import Lane

WORLDS = 4


@pytest.mark.both_databases
def test_two_officers_at_once_lend_and_take_back_each_bridge_once(lane: Lane) -> None:
    result = lane.run("bridge_race", "on", str(WORLDS))

    fits, outcomes = result["fits"], result["outcomes"]
    assert not [said for said in outcomes if "crash" in said], outcomes
    assert result["approved"] == outcomes["approve done"] == fits
    assert outcomes["approve ledger.overdrawn"] >= WORLDS - fits
    assert outcomes["release done"] == outcomes["settle done"] == fits
    assert outcomes["receive done"] == 4 * fits  # both hear yes, one row each
    assert result["receipts"] == 3 * fits
    assert result["released"] == result["returned"] == fits
    assert result["uncounted"] == 0
    assert result["agrees"] and result["broken"] == []


@pytest.mark.postgres
def test_without_the_conditional_update_a_bridge_is_approved_twice(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("bridge_race", "off", str(WORLDS))

    assert result["outcomes"]["approve done"] > result["fits"]
