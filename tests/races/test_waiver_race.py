"""A claim on a policy is made or given up, never both, whoever comes first."""

import pytest

from tests.races.lanes import Lane

POLICIES = 3


@pytest.mark.both_databases
def test_a_claim_made_and_given_up_at_once_is_one_of_the_two(lane: Lane) -> None:
    result = lane.run("waiver_race", "on", str(POLICIES))

    outcomes = result["outcomes"]
    claimed, waived = outcomes.get("claim done", 0), outcomes.get("waiver done", 0)
    assert claimed == outcomes.get("waiver insurance.claim_stands", 0)
    assert waived == outcomes.get("claim insurance.waiver_stands", 0)
    assert claimed + waived == POLICIES
    assert result["both"] == 0
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_policys_row_a_loss_is_claimed_and_given_up(lane: Lane) -> None:
    """The control: with nothing to wait for each of two sees nothing of the other."""
    result = lane.run("waiver_race", "off", str(POLICIES))

    assert result["both"] > 0
