"""A bank that does not claim on its policy: after a deadline two people leave the loss with it."""

from datetime import date, datetime, timedelta

import pytest

from kerong.contracts.compensation.insured import insured_parts, require_insurers_decided
from kerong.contracts.compensation.models import Claim
from kerong.contracts.insurance.approve_waiver import approve_waiver
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.errors import (
    ClaimStands,
    NothingLost,
    NotYourSide,
    SamePerson,
    TooEarlyToWaive,
    WaiverMoved,
    WaiverStands,
)
from kerong.contracts.insurance.models import ClaimWaiver, InsurancePolicy
from kerong.contracts.insurance.propose_waiver import propose_waiver
from kerong.contracts.insurance.return_waiver import return_waiver
from kerong.contracts.loans.losses import borne_first
from kerong.finance.loss_sharing import Loss
from kerong.kernel.actor import Actor
from kerong.notices.models import Outbox
from tests.build import insurance as build
from tests.build.cases import CHINA
from tests.build.insurance import PAYOUT_FEN, World

pytestmark = pytest.mark.django_db
FREE = datetime(2026, 7, 5, 10, tzinfo=CHINA)  # unpaid since 6 April, 60 days to wait, 30 to claim
SINCE = date(2026, 4, 6)
REASON = "保单争议久拖不决，本行自愿承担该部分损失"


@pytest.fixture
def world() -> World:
    world = build.world()
    world.in_force()
    world.lost()
    world.at = FREE
    return world


def policy_of(world: World) -> InsurancePolicy:
    return InsurancePolicy.objects.get(loan=world.loan)


def proposed(world: World, by: Actor | None = None) -> ClaimWaiver:
    no = policy_of(world).no
    return propose_waiver(actor=by or world.clerk, policy_no=no, words=REASON, at=world.at)


def approved(world: World, row: ClaimWaiver, by: Actor | None = None) -> ClaimWaiver:
    return approve_waiver(
        actor=by or world.banks_approver,
        policy_no=row.policy.no,
        proposed_at=row.proposed_at,
        at=world.at,
    )


def test_a_settlement_that_waited_is_free_and_the_bank_bears_the_part_itself(world: World) -> None:
    """Lost 2,922,222.11; the policy would have paid 1,975,555.48: so much stays with the bank."""
    (waiting,) = borne_first(world.loan, SINCE)
    assert waiting.waits

    row = approved(world, proposed(world))

    assert (row.state, row.borne_fen) == ("approved", PAYOUT_FEN)
    (first,) = borne_first(world.loan, SINCE)
    assert (first.waits, first.amount_fen, first.waived) == (False, PAYOUT_FEN, REASON)
    assert first.institution_id == world.loan.institution_id
    told = Outbox.objects.filter(kind="insurance.claim_waived").values_list("to", flat=True)
    assert world.insurer.reference in set(told)
    assert list(check_insurance()) == []


def test_the_settlement_of_public_money_names_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(world, proposed(world))
    claim = Claim(loan=world.loan, overdue_from=SINCE)
    monkeypatch.setattr(
        "kerong.contracts.compensation.insured._by_agreement", lambda claim, loss: iter(())
    )

    require_insurers_decided(claim)
    (part,) = insured_parts(claim, Loss(principal_fen=287_654_321, interest_fen=4_567_890))

    assert (part.institution_id, part.amount_fen) == (world.loan.institution_id, PAYOUT_FEN)
    assert part.waived == REASON


def test_not_before_the_days_to_claim_are_over(world: World) -> None:
    world.at = FREE - timedelta(days=1)
    with pytest.raises(TooEarlyToWaive) as early:
        proposed(world)
    assert early.value.facts["first"] == "2026-07-05"


def test_two_people_of_the_bank_who_saw_the_same(world: World) -> None:
    with pytest.raises(NotYourSide):
        proposed(world, by=world.seller)
    row = proposed(world, by=world.banks_approver)
    with pytest.raises(WaiverStands):
        proposed(world)
    with pytest.raises(SamePerson):
        approved(world, row)
    return_waiver(actor=world.clerk, policy_no=row.policy.no, words="先向保险公司索赔", at=world.at)
    with pytest.raises(WaiverMoved):
        approved(world, row)
    again = proposed(world)
    again.proposed_at -= timedelta(seconds=1)
    with pytest.raises(WaiverMoved):
        approved(world, again)


def test_claimed_or_given_up_never_both(world: World) -> None:
    policy = policy_of(world)
    claim = world.filed(policy)
    with pytest.raises(ClaimStands):
        proposed(world)
    claim.state = "withdrawn"
    claim.save(update_fields=["state"])
    row = proposed(world)
    world.filed(policy)
    with pytest.raises(ClaimStands):
        approved(world, row)
    policy.claims.filter(state="filed").update(state="withdrawn")
    approved(world, row)
    with pytest.raises(WaiverStands):
        world.filed(policy)


def test_nothing_is_given_up_where_nothing_is_lost() -> None:
    world = build.world()
    world.in_force()
    with pytest.raises(NothingLost):
        proposed(world)
