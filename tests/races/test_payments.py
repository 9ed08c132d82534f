"""Batches of payments under kills and at once: nothing half done, nothing twice."""

import pytest

from tests.races.lanes import Lane
from tests.races.payments_race import ITEMS

ROUNDS = 4
FEWEST_POINTS = 60  # several steps, each with its rows, movements, events and commit


@pytest.mark.both_databases
@pytest.mark.parametrize("flow", ["approve", "answer"])
def test_a_batch_killed_between_statements_stands_at_a_step_and_goes_on(
    lane: Lane, flow: str
) -> None:
    result = lane.run("payments_sweep", flow, "wrapped", "9")
    assert (result["faults"], result["broken"], result["invariants"]) == ([], [], [])
    assert result["points"] >= FEWEST_POINTS


@pytest.mark.slow
@pytest.mark.both_databases
@pytest.mark.parametrize("flow", ["approve", "answer"])
def test_killed_before_every_statement_it_ends_as_an_unharmed_twin(lane: Lane, flow: str) -> None:
    result = lane.run("payments_sweep", flow, "wrapped", "1")
    assert (result["faults"], result["broken"], result["invariants"]) == ([], [], [])
    assert result["points"] >= FEWEST_POINTS


@pytest.mark.both_databases
def test_without_transactions_the_sweep_finds_money_half_sent(lane: Lane) -> None:
    """The control: the same kills once every statement commits alone."""
    result = lane.run("payments_sweep", "approve", "bare", "9")
    assert len(result["faults"]) >= 3


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
