"""The whole way of insurance on one loan, to the fen: asked, quoted, in force, claimed, paid."""

import pytest

from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.loans.losses import borne_first
from kerong.notices.models import Outbox
from tests.build import insurance as build
from tests.build.insurance import LATER, PAYOUT_FEN, PREMIUM_FEN

pytestmark = pytest.mark.django_db


@pytest.mark.both_databases
def test_the_worked_example_to_the_fen() -> None:
    """200 万 insured at 1.8 % for 365 days: premium 36,000.00. Lost: principal 2,876,543.21 and
    interest 45,678.90, together 2,922,222.11. Less the deductible of 100,000.00 are 2,822,222.11;
    70 % of that is 1,975,555.477, rounded 1,975,555.48, within the sum insured. The bank bears
    946,666.63. Of 500,000.00 got back 12,000.00 were spent; of 488,000.00 the insurer gets
    488,000 × 1,975,555.48 ÷ 2,922,222.11 = 329,910.27, the bank 158,089.73.
    """
    world = build.world()
    policy = world.bound()
    assert (policy.state, policy.premium_fen) == ("bound", PREMIUM_FEN)
    policy = world.paid(policy)
    assert policy.state == "in_force"
    world.lost()

    claim = world.agreed(policy)
    assert (claim.state, claim.payout_fen) == ("agreed", PAYOUT_FEN)
    claim = world.settled(claim)
    assert claim.state == "paid"

    world.at = LATER
    recovery = world.recovered(claim, 50_000_000, 1_200_000)
    shares = {row.institution_id: row.amount_fen for row in recovery.shares.all()}
    assert shares == {world.insurer.pk: 32_991_027, world.loan.institution_id: 15_808_973}
    (first,) = borne_first(world.loan, claim.overdue_from)
    assert (first.waits, first.amount_fen) == (False, PAYOUT_FEN - 32_991_027)
    assert list(check_insurance()) == []


def test_each_side_is_told_of_what_concerns_it() -> None:
    world = build.world()
    policy = world.in_force()
    world.lost()
    world.settled(world.agreed(policy))

    told = set(Outbox.objects.values_list("to", "kind"))
    firm = f"enterprise:{world.loan.enterprise_id}"
    bank = f"institution:{world.loan.institution_id}"
    insurer = f"institution:{world.insurer.pk}"
    assert {
        (insurer, "insurance.asked"),
        (firm, "insurance.quoted"),
        (insurer, "insurance.accepted"),
        (bank, "insurance.accepted"),
        (firm, "insurance.in_force"),
        (insurer, "insurance.claim_filed"),
        (insurer, "insurance.claim_proposed"),
        (bank, "insurance.claim_agreed"),
        (firm, "insurance.claim_paid"),
        (bank, "insurance.claim_paid"),
    } <= told
