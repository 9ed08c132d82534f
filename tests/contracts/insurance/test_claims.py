"""Claims on the very loan: what may be claimed, who decides, what is paid; giving policies up."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerong.contracts.insurance.approve_payout import approve_payout
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.confirm_insurance_recovery import confirm_insurance_recovery
from kerong.contracts.insurance.errors import (
    BeyondReports,
    ClaimMoved,
    ClaimStands,
    FigureUnfit,
    InWaiting,
    NothingLost,
    NothingToPay,
    NotInsured,
    NotYourSide,
    PolicyMoved,
    RecoveryMoved,
    ReferenceUsed,
    SamePerson,
    StillOwed,
    WrongDay,
)
from kerong.contracts.insurance.models import InsuranceClaim, InsurancePolicy
from kerong.contracts.insurance.payout import Elsewhere, payout_fen
from kerong.contracts.insurance.reject_insurance_recovery import reject_insurance_recovery
from kerong.contracts.insurance.report_insurance_recovery import (
    report_insurance_recovery,
)
from kerong.contracts.insurance.report_refund import report_refund
from kerong.contracts.insurance.return_payout import return_payout
from kerong.contracts.insurance.surrender_policy import surrender_policy
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.finance.loss_sharing import Loss
from tests.build import insurance as build
from tests.build import loans
from tests.build.cases import WAN
from tests.build.insurance import DECIDED, INTEREST_FEN, LATER, PAYOUT_FEN, PREMIUM_FEN, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return build.world()


def test_nothing_lost_nothing_claimed(world: World) -> None:
    policy = world.in_force()
    with pytest.raises(NothingLost):
        world.filed(policy)


def test_a_policy_without_its_premium_pays_nothing(world: World) -> None:
    policy = world.bound()
    world.lost()
    with pytest.raises(PolicyMoved):
        world.filed(policy)


def test_arrears_before_the_first_day_are_not_insured(world: World) -> None:
    first = date(2026, 4, 7)
    policy = world.in_force(from_on=first, valid_until=first)
    world.lost()
    with pytest.raises(NotInsured):
        world.filed(policy)


def test_days_of_waiting_count_from_the_oldest_unpaid_due_day(world: World) -> None:
    """Since 6 April: after 75 days on 20 June, not on 19 June."""
    policy = world.in_force(waiting_days=75)
    world.lost()
    world.at -= timedelta(days=1)
    with pytest.raises(InWaiting) as caught:
        world.filed(policy)
    assert caught.value.facts["from_on"] == "2026-06-20"
    world.at += timedelta(days=1)
    assert world.filed(policy).state == "filed"


def test_no_fen_more_is_claimed_than_the_reports_say(world: World) -> None:
    policy = world.in_force()
    world.lost()
    with pytest.raises(BeyondReports):
        world.filed(policy, principal_fen=build.PRINCIPAL_FEN + 1)
    with pytest.raises(BeyondReports):
        world.filed(policy, interest_fen=INTEREST_FEN + 1)
    with pytest.raises(FigureUnfit):
        world.filed(policy, principal_fen=0)
    first = world.filed(policy)
    with pytest.raises(ClaimStands) as caught:
        world.filed(policy)
    assert caught.value.facts == {"first": first.no}


def test_what_was_repaid_while_the_claim_waited_is_not_paid(world: World) -> None:
    policy = world.in_force()
    world.lost()
    claim = world.proposed(world.filed(policy))
    loans.report(
        world.loan, "repayment", "2026-06-21", at=DECIDED, principal_fen=WAN,
        interest_fen=INTEREST_FEN,
    )  # fmt: skip
    world.at = DECIDED
    with pytest.raises(BeyondReports):
        world.approved(claim)
    return_payout(actor=world.chief, claim_no=claim.no, words="借款人已还部分", at=world.at)
    claim.refresh_from_db()
    assert (claim.state, claim.loss_principal_fen) == ("filed", 0)


def test_two_people_of_the_insurer_decide_and_the_second_on_what_was_seen(world: World) -> None:
    policy = world.in_force()
    world.lost()
    claim = world.filed(policy)
    with pytest.raises(FigureUnfit):
        world.proposed(claim, principal_fen=claim.principal_fen + 1)
    with pytest.raises(FigureUnfit):
        world.proposed(claim, kind="other")
    with pytest.raises(NothingToPay):
        world.proposed(claim, principal_fen=10 * WAN, interest_fen=0)
    proposed = world.proposed(claim)
    assert proposed.proposed_at is not None
    own = {"claim_no": claim.no, "proposed_at": proposed.proposed_at, "at": world.at}
    InsuranceClaim.objects.update(proposed_by=world.chief.person_id)
    with pytest.raises(SamePerson):
        approve_payout(actor=world.chief, **own)
    InsuranceClaim.objects.update(proposed_by=world.seller.person_id)
    with pytest.raises(ClaimMoved):
        approve_payout(actor=world.chief, **own | {"proposed_at": world.at + timedelta(seconds=1)})
    with pytest.raises(NotYourSide):
        approve_payout(actor=world.banks_approver, **own)
    assert world.approved(proposed).payout_fen == PAYOUT_FEN
    with pytest.raises(ClaimMoved):
        world.approved(proposed)


def test_the_payment_is_told_once_with_a_reference_of_its_own(world: World) -> None:
    policy = world.in_force()
    world.lost()
    claim = world.agreed(policy)
    with pytest.raises(WrongDay):
        world.settled(claim, paid_on=date(2026, 6, 24))
    world.settled(claim, reference="赔-A")
    with pytest.raises(ClaimMoved):
        world.settled(claim)
    other = World(build.loan(bank=world.loan.institution), world.insurer)
    second = other.in_force()
    other.lost()
    with pytest.raises(ReferenceUsed):
        other.settled(other.agreed(second), reference="赔-A")


def test_two_insurers_never_pay_the_same_fen(world: World) -> None:
    """Half each of an odd loss: 1,438,271.605 is rounded up for the first, cut for the second."""
    terms = {"cover_ppm": 500_000, "deductible_fen": 0, "covers_interest": False}
    beside = world.beside()
    one, two = world.in_force(**terms), beside.in_force(**terms)
    world.lost()
    beside.at = world.at
    paid = []
    for side, policy in ((world, one), (beside, two)):
        claim = side.proposed(side.filed(policy, interest_fen=0))
        paid.append(side.approved(claim).payout_fen)

    assert paid == [143_827_161, 143_827_160]
    assert sum(paid) == build.PRINCIPAL_FEN
    assert list(check_insurance()) == []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    principal=st.integers(0, 10**12),
    interest=st.integers(0, 10**10),
    insured=st.integers(1, 10**12),
    deductible=st.integers(0, 10**11),
    cover=st.integers(1, 1_000_000),
    elsewhere=st.integers(0, 10**12),
    covers_interest=st.booleans(),
)
def test_a_payout_is_bounded_by_sum_share_and_what_is_left(
    principal: int, interest: int, insured: int, deductible: int, cover: int, elsewhere: int,
    covers_interest: bool,
) -> None:  # fmt: skip
    policy = InsurancePolicy(
        insured_fen=insured, cover_ppm=cover, deductible_fen=deductible,
        covers_interest=covers_interest,
    )  # fmt: skip
    loss = Loss(principal_fen=principal, interest_fen=interest)
    paid = payout_fen(policy, loss, Elsewhere(1, elsewhere, 0))
    covered = principal + interest if covers_interest else principal

    assert 0 <= paid <= min(insured, covered, max(0, loss.total_fen - elsewhere))
    assert 2_000_000 * paid <= 2 * cover * max(0, covered - deductible) + 1_000_000


def test_recoveries_are_confirmed_by_the_other_side_and_shared_once(world: World) -> None:
    policy = world.in_force()
    world.lost()
    claim = world.agreed(policy)
    world.at = LATER
    row = world.reported(claim, 10 * WAN)
    told = {"claim_no": claim.no, "recovery_id": row.pk, "at": world.at}
    with pytest.raises(NotYourSide):
        confirm_insurance_recovery(actor=world.banks_approver, **told)
    draft = RecoveryDraft(
        reference=row.reference, recovered_on=row.recovered_on, recovered_fen=10 * WAN
    )
    again = {"actor": world.clerk, "claim_no": claim.no, "at": world.at}
    assert report_insurance_recovery(draft=draft, **again).pk == row.pk
    with pytest.raises(ReferenceUsed):
        other = RecoveryDraft(
            reference=row.reference, recovered_on=row.recovered_on, recovered_fen=1
        )
        report_insurance_recovery(draft=other, **again)
    confirm_insurance_recovery(actor=world.chief, **told)
    with pytest.raises(RecoveryMoved):
        confirm_insurance_recovery(actor=world.chief, **told)
    rejected = world.reported(claim, 5)
    told["recovery_id"] = rejected.pk
    reject_insurance_recovery(actor=world.chief, words="未收到该款", **told)
    with pytest.raises(RecoveryMoved):
        confirm_insurance_recovery(actor=world.chief, **told)


def test_all_recovered_makes_everybody_whole_and_the_rest_is_the_banks(world: World) -> None:
    """300 万 got back of 2,922,222.11 lost: the insurer 1,975,555.48, the bank all else."""
    policy = world.in_force()
    world.lost()
    claim = world.agreed(policy)
    world.at = LATER
    world.recovered(claim, 100 * WAN)
    world.recovered(claim, 200 * WAN)

    totals: dict[int, int] = {}
    for recovery in claim.recoveries.all():
        for share in recovery.shares.all():
            totals[share.institution_id] = totals.get(share.institution_id, 0) + share.amount_fen
    assert totals == {
        world.insurer.pk: PAYOUT_FEN,
        world.loan.institution_id: 300 * WAN - PAYOUT_FEN,
    }
    assert list(check_insurance()) == []


def test_a_policy_is_given_up_once_nothing_is_owed_and_days_left_are_paid_back(
    world: World,
) -> None:
    """365 days for 36,000.00. Given up on 1 September, day 176: 189 days left, 18,641.10 back."""
    policy = world.in_force()
    with pytest.raises(StillOwed):
        surrender_policy(actor=world.owner, policy_no=policy.no, words="不再需要", at=world.at)
    with pytest.raises(NotYourSide):
        surrender_policy(actor=world.clerk, policy_no=policy.no, words="不再需要", at=world.at)
    world.loan.outstanding_fen = 0
    world.loan.save()
    world.at = LATER
    given = surrender_policy(
        actor=world.owner, policy_no=policy.no, words="贷款已结清", at=world.at
    )

    assert (PREMIUM_FEN * 189 * 2 + 365) // 730 == given.refund_fen == 1_864_110
    told = {"policy_no": policy.no, "reference": "退-1", "at": world.at}
    with pytest.raises(WrongDay):
        report_refund(actor=world.seller, refunded_on=date(2026, 8, 31), **told)
    report_refund(actor=world.seller, refunded_on=date(2026, 9, 1), **told)
    with pytest.raises(PolicyMoved):
        report_refund(actor=world.seller, refunded_on=date(2026, 9, 1), **told)
    with pytest.raises(PolicyMoved):
        surrender_policy(actor=world.owner, policy_no=policy.no, words="再退一次", at=world.at)
    assert list(check_insurance()) == []


def test_a_bank_gives_its_own_policy_up_only_while_nothing_is_late(world: World) -> None:
    policy = world.in_force(by=world.clerk)
    world.lost()
    with pytest.raises(StillOwed):
        surrender_policy(actor=world.clerk, policy_no=policy.no, words="不再需要", at=world.at)
    world.filed(policy)
    with pytest.raises(ClaimStands):
        surrender_policy(actor=world.clerk, policy_no=policy.no, words="不再需要", at=world.at)


def test_the_check_finds_what_somebody_changed_behind_the_acts(world: World) -> None:
    policy = world.in_force()
    world.lost()
    claim = world.agreed(policy)
    InsurancePolicy.objects.filter(pk=policy.pk).update(premium_fen=PREMIUM_FEN + 1)
    InsuranceClaim.objects.filter(pk=claim.pk).update(payout_fen=PAYOUT_FEN - 1)

    assert {fault.code for fault in check_insurance()} == {"insurance.premium", "insurance.payout"}
