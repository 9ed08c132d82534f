"""One loan, one payer: who claims its loss and who repays it at one moment do not both pay."""

import pytest

from tests.races.lanes import Lane

LOANS = 2


@pytest.mark.both_databases
def test_a_loss_is_claimed_or_the_loan_repaid_never_both_and_the_other_is_named(
    lane: Lane,
) -> None:
    result = lane.run("one_payer_race", "on", str(LOANS))

    outcomes = result["outcomes"]
    claims = outcomes.get("claim done", 0) + outcomes.get("payout done", 0)
    assert claims == outcomes.get("bridge loan.loss_claimed", 0)
    repaid = outcomes.get("bridge done", 0)
    heard = [f"{name} loan.repaid_elsewhere" for name in ("claim", "payout")]
    assert repaid == sum(outcomes.get(each, 0) for each in heard)
    assert claims + repaid == 2 * LOANS
    assert result["both"] == {"claim": 0, "payout": 0}
    assert result["unnamed"] == 0
    assert result["broken"] == []


@pytest.mark.postgres
def test_without_the_loans_row_a_loan_is_repaid_and_its_loss_paid(lane: Lane) -> None:
    """The control: with nothing to wait for each of two sees nothing of the other."""
    result = lane.run("one_payer_race", "off", str(LOANS))

    assert all(result["both"].values())
    assert [line for line in result["broken"] if line.startswith("I3 ")]
