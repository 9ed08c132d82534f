"""What a receipt has left is given back once, or taken by a claw-back, never beyond it."""

import pytest

from tests.races.lanes import Lane

ROUNDS = 3


@pytest.mark.both_databases
def test_at_once_a_surplus_is_given_back_once_or_taken(lane: Lane) -> None:
    result = lane.run("surplus_race", "on", str(ROUNDS))

    outcomes = result["outcomes"]
    given, taken = outcomes.get("give done", 0), outcomes.get("take done", 0)
    assert outcomes["twice done"] == outcomes["twice subsidy.no_surplus"] == ROUNDS
    assert given == outcomes.get("take subsidy.receipt_used", 0)
    assert taken == outcomes.get("give subsidy.no_surplus", 0)
    assert given + taken == ROUNDS
    assert result["ordered"] == result["payments"] == ROUNDS + given
    assert result["beyond"] == 0
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_condition_more_goes_out_than_the_receipt_brought(lane: Lane) -> None:
    """The control: with rows looked at first and written later both get through."""
    result = lane.run("surplus_race", "off", str(ROUNDS))

    assert result["outcomes"]["twice done"] > ROUNDS
    assert result["beyond"] > ROUNDS
