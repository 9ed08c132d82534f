"""A policy pays before anybody shares: its payment comes off the loss funds and banks share."""

import pytest

from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.draft_agreement import InsuranceDraft
from kerong.contracts.compensation.errors import InsurerUndecided
from kerong.contracts.compensation.models import Claim, ClaimInsurer, ClaimReturn
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.errors import SharedElsewhere
from kerong.contracts.insurance.withdraw_insurance_claim import withdraw_insurance_claim
from kerong.contracts.loans.models import Loan
from kerong.payments.models import Payment
from tests.build import compensation as claims
from tests.build import insurance as build
from tests.build import parties
from tests.build.cases import WAN
from tests.build.insurance import DECIDED, LATER, World
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db
INTEREST_FEN = build.INTEREST_FEN


def pooled(fen: int = 200 * WAN, **agreed: object) -> Loan:
    """A knowledge-value loan under a fund: 80 % of lost principal (city 40, district 60)."""
    bank = parties.institution()
    product = claims.listing(bank)
    under = claims.agreement(bank, listings=(product.code,), **agreed)
    return claims.pooled_loan(under, fen)


def insured(loan: Loan, **terms: object) -> World:
    """Insured, then lost: 70 % of the principal beyond 10 万, interest not covered."""
    world = build.world(loan)
    world.in_force(**({"covers_interest": False} | terms))
    world.lost()
    return world


def policy_of(world: World):
    return world.loan.insurance_policies.filter(insurer=world.insurer).get()


def settled(world: World) -> Claim:
    return claims.settled(world.loan, interest_fen=INTEREST_FEN)


@pytest.mark.both_databases
def test_the_fund_shares_what_the_insurer_left_to_the_fen() -> None:
    """200 万 of principal and 45,678.90 of interest lost. The insurer pays (200 − 10) × 70 % =
    133 万. Of the 67 万 left the fund bears 80 %, 53.6 万 (city 21.44, district 32.16), the bank
    13.4 万 and all of the interest. Of 100 万 got back the insurer gets what its payment is of the
    whole loss, 133 ÷ 204.567890, the fund 80 % of the rest, the bank 20 %.
    """
    world = insured(pooled())
    world.settled(world.agreed(policy_of(world)))

    claim = settled(world)

    assert claims.shares(claim) == {
        "insurer": (133 * WAN, 0),
        "fund": (536_000_00, 0),
        "bank": (134_000_00, INTEREST_FEN),
    }
    parts = claim.shares.get(payer="fund").parts.values_list("amount_fen", flat=True)
    assert sorted(parts) == [214_400_00, 321_600_00]
    row = ClaimInsurer.objects.get()
    assert (row.institution, row.amount_fen) == (world.insurer, 133 * WAN)

    recovery = claims.recovered(claim, 100 * WAN)
    returned = {share.payer: 0 for share in recovery.shares.all()}
    for share in recovery.shares.all():
        returned[share.payer] += share.amount_fen
    rest = 100 * WAN - 65_015_091
    assert returned == {"insurer": 65_015_091, "fund": 27_987_927, "bank": rest - 27_987_927}
    to_insurer = Payment.objects.get(payee=world.insurer.reference)
    assert to_insurer.amount_fen == 65_015_091
    assert list(check_compensation()) == list(check_insurance()) == invariants() == []


def test_settling_waits_for_the_insurer_and_a_refusal_ends_the_wait() -> None:
    world = insured(pooled())
    claim = claims.proposed(claims.with_papers(claims.filed(world.loan)))

    with pytest.raises(InsurerUndecided) as caught:
        claims.approved(claim)
    policy = policy_of(world)
    assert caught.value.facts == {"policies": policy.no}

    filed = world.filed(policy)
    withdraw_insurance_claim(
        actor=world.clerk, claim_no=filed.no, words="金额有误，重新申请", at=world.at
    )
    with pytest.raises(InsurerUndecided):
        claims.approved(claim)
    again = world.filed(policy)
    world.at = DECIDED
    world.approved(world.proposed(again, "refuse"))

    assert claims.shares(claims.approved(claim)) == {
        "fund": (160 * WAN, 0),
        "bank": (40 * WAN, 0),
    }


def test_what_was_paid_in_advance_is_trued_up_by_what_the_insurer_paid() -> None:
    """In advance the fund paid 80 % of 200 万, 160 万; after the insurer's 133 万 it bears 53.6."""
    world = insured(pooled())
    claim = claims.approved(claims.proposed(claims.filed(world.loan), "advance"))
    assert claims.shares(claim, "advance")["fund"] == (160 * WAN, 0)

    world.agreed(policy_of(world))
    claims.approved(claims.proposed(claims.with_papers(claim)))

    assert claims.shares(claim)["fund"] == (536_000_00, 0)
    assert sum(ClaimReturn.objects.values_list("amount_fen", flat=True)) == 1_064_000_00
    assert list(check_compensation()) == []


def test_arrears_from_before_the_cover_hold_nothing_up() -> None:
    world = build.world(pooled())
    world.in_force(from_on=build.date(2026, 4, 10), valid_until=build.date(2026, 4, 1))
    world.lost()

    assert claims.shares(claims.settled(world.loan))["fund"] == (160 * WAN, 0)


def test_two_insurers_and_that_of_the_agreement_pay_one_after_the_other() -> None:
    """40 % and 30 % of 200 万 by policy: 80 and 60 万. Of the 60 left the agreement's insurer pays
    half, 30; the fund 80 % of the last 30, the bank the rest. 50 万 got back are 25 % of the loss:
    all get 25 % of what they bore.
    """
    third = build.insurer()
    agreed = InsuranceDraft(insurer_id=third.pk, most_fen=500 * WAN, cover_ppm=500_000)
    first = build.world(pooled(insurance=agreed))
    second = first.beside()
    terms = {"covers_interest": False, "deductible_fen": 0}
    first.in_force(cover_ppm=400_000, **terms)
    second.in_force(cover_ppm=300_000, **terms)
    first.lost()
    second.at = first.at
    for world in (first, second):
        world.agreed(policy_of(world))

    claim = claims.settled(first.loan)
    bore = dict(ClaimInsurer.objects.values_list("institution", "amount_fen"))
    assert bore == {first.insurer.pk: 80 * WAN, second.insurer.pk: 60 * WAN, third.pk: 30 * WAN}
    assert claims.shares(claim)["fund"] == (24 * WAN, 0)

    claims.recovered(claim, 50 * WAN)
    paid = dict(Payment.objects.filter(kind="recovery_share").values_list("payee", "amount_fen"))
    assert paid == {
        first.insurer.reference: 20 * WAN,
        second.insurer.reference: 15 * WAN,
        third.reference: 7_500_000,
    }
    assert list(check_compensation()) == list(check_insurance()) == invariants() == []


def test_recoveries_of_a_shared_loss_are_shared_in_one_place() -> None:
    world = insured(pooled())
    mine = world.agreed(policy_of(world))
    claim = claims.settled(world.loan)
    world.at = LATER

    with pytest.raises(SharedElsewhere) as caught:
        world.reported(mine, 10 * WAN)
    assert caught.value.facts == {"no": claim.no}


def test_what_came_back_to_the_insurer_before_is_borne_by_nobody_else() -> None:
    """Of the insurer's 133 万 a recovery gave 10 back: 123 stay first."""
    world = insured(pooled())
    mine = world.agreed(policy_of(world))
    got = 10 * WAN * 20_456_789 // 13_300_000
    world.recovered(mine, got)
    back = world.loan.insurance_claims.get().recoveries.get().shares.get(institution=world.insurer)

    claim = claims.settled(world.loan)

    assert claims.shares(claim)["insurer"] == (133 * WAN - back.amount_fen, 0)
