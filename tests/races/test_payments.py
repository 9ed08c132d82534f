"""Batches of payments by several at once: nothing twice."""

import pytest

from tests.races.lanes import Lane
from tests.races.payments_race import ITEMS

ROUNDS = 4


@pytest.mark.both_databases
def test_at_once_a_payment_is_drafted_sent_and_settled_once(lane: Lane) -> None:
    result = lane.run("payments_race", "on", str(ROUNDS))

    outcomes = result["outcomes"]
    assert not [said for said in outcomes if "crash" in said]
    assert outcomes["draft done"] == outcomes["approve done"] == ROUNDS
    assert outcomes["answer done"] == outcomes["end done"] == ROUNDS
    assert result["sent"] == result["settled"] == ROUNDS * ITEMS
    assert result["files"] == result["batches"] == ROUNDS
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_conditional_update_two_people_send_or_two_files_are_taken(lane: Lane) -> None:
    """The control: a race test that stays green without its guard proves nothing."""
    result = lane.run("payments_race", "off", str(ROUNDS))

    outcomes = result["outcomes"]
    twice = outcomes.get("approve done", 0) + outcomes.get("answer done", 0)
    assert twice > 2 * ROUNDS or result["broken"]
    ended = {said for said in outcomes if said.startswith("end ")}
    assert ended <= {"end done", "end payment.batch_moved"}, "a broken batch is not tried for ever"
