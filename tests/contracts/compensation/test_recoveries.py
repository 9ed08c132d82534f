"""追偿: returned in the agreed shares, one after another, to the fen; the rest is the lender's."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.confirm_recovery import confirm_recovery, returned_so_far
from kerong.contracts.compensation.errors import MovedMeanwhile, RecoveryUsed
from kerong.contracts.compensation.models import Recovery, RecoveryShare
from kerong.contracts.compensation.reject_recovery import reject_recovery
from kerong.contracts.compensation.report_recovery import report_recovery
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.ledger.models import Account
from kerong.payments.models import Payment
from tests.build import compensation as build
from tests.build import parties
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db
DRAFT = RecoveryDraft(reference="执-1", recovered_on=date(2026, 8, 1), recovered_fen=50 * WAN)


def funds() -> int:
    rows = Account.objects.filter(kind__in=("loss_fund", "guarantee_fund"))
    return sum(rows.values_list("balance_fen", flat=True))


def divided(recovery: Recovery) -> dict[str, int]:
    totals: dict[str, int] = {}
    for row in RecoveryShare.objects.filter(recovery=recovery):
        totals[row.payer] = totals.get(row.payer, 0) + row.amount_fen
    return totals


def test_fifty_recovered_return_forty_to_the_fund_and_ten_stay_with_the_bank():
    claim = build.settled(build.kv_world())
    recovery = build.recovered(claim, 50 * WAN)

    assert divided(recovery) == {"fund": 40 * WAN, "bank": 10 * WAN}
    tiers = RecoveryShare.objects.filter(payer="fund").order_by("amount_fen")
    assert list(tiers.values_list("amount_fen", flat=True)) == [16 * WAN, 24 * WAN]
    assert funds() == (2000 - 160 + 40) * WAN
    assert Payment.objects.filter(kind="recovery_share").count() == 0
    assert invariants() == []


def test_a_second_recovery_goes_on_where_the_first_ended_and_what_is_over_is_the_lenders():
    """200 lost. 50 with 5 of costs: 36 and 9. Then 200: fund lacks 124, bank 31, 45 are over."""
    claim = build.settled(build.kv_world())
    assert divided(build.recovered(claim, 50 * WAN, 5 * WAN)) == {"fund": 36 * WAN, "bank": 9 * WAN}
    assert divided(build.recovered(claim, 200 * WAN)) == {"fund": 124 * WAN, "bank": 76 * WAN}

    claim.refresh_from_db()
    assert (claim.recovered_fen, claim.recovery_count) == (250 * WAN, 2)
    assert returned_so_far(claim)["fund"] == 160 * WAN
    assert funds() == 2000 * WAN
    assert list(check_compensation()) == []
    assert invariants() == []


def test_what_a_guarantor_recovers_is_paid_on_to_the_bank(monkeypatch):
    """8:2 of 100: 80 go into the guarantor's fund, 20 are ordered for the bank."""
    guarantor, bank = parties.institution(kind="guarantor"), parties.institution()
    build.guaranteed(monkeypatch, guarantor, "82")
    money = build.guarantee_pool(guarantor)
    under = build.agreement(bank, "82", {"guarantor": money}, guarantor_id=guarantor.pk)
    claim = build.settled(build.lost(build.pooled_loan(under)))
    build.recovered(claim, 100 * WAN, by=build.staff(guarantor)[0])

    assert funds() == (1000 - 160 + 80) * WAN
    paid = Payment.objects.get(kind="recovery_share")
    assert (paid.amount_fen, paid.payee) == (20 * WAN, f"institution:{bank.pk}")
    transit = Account.objects.get(code=f"fiscal/recoveries/{claim.no.lower()}")
    assert transit.balance_fen == 20 * WAN
    assert list(check_compensation()) == []


def test_the_same_reference_twice_is_one_recovery_and_another_amount_is_refused():
    claim = build.settled(build.kv_world())
    clerk, _ = build.staff(claim.lender)
    first, again = (
        report_recovery(actor=clerk, claim_no=claim.no, draft=draft, at=build.LATER)
        for draft in (DRAFT, replace(DRAFT, reference=" 执－１\u200b"))
    )
    assert first.pk == again.pk
    other = RecoveryDraft(
        reference="执-1", recovered_on=date(2026, 8, 1), recovered_fen=50 * WAN + 1
    )
    with pytest.raises(RecoveryUsed):
        report_recovery(actor=clerk, claim_no=claim.no, draft=other, at=build.LATER)


def test_a_recovery_is_shared_once_and_not_after_it_was_rejected():
    claim = build.settled(build.kv_world())
    clerk, _ = build.staff(claim.lender)
    made = report_recovery(actor=clerk, claim_no=claim.no, draft=DRAFT, at=build.LATER)
    confirm_recovery(actor=build.officer(), recovery_id=made.pk, at=build.LATER)
    with pytest.raises(MovedMeanwhile):
        confirm_recovery(actor=build.officer(), recovery_id=made.pk, at=build.LATER)
    with pytest.raises(MovedMeanwhile):
        reject_recovery(
            actor=build.officer(), recovery_id=made.pk, words="并未到账", at=build.LATER
        )
    assert funds() == (2000 - 160 + 40) * WAN


def test_nothing_is_recovered_on_a_claim_that_is_not_settled():
    claim = build.filed(build.kv_world())
    clerk, _ = build.staff(claim.lender)
    with pytest.raises(MovedMeanwhile):
        report_recovery(actor=clerk, claim_no=claim.no, draft=DRAFT, at=build.LATER)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 90 * WAN), min_size=1, max_size=3))
def test_however_it_comes_back_every_fen_is_found(settled_once, amounts):
    """Nobody gets back more than it bore; the funds never hold more than they began with."""
    with transaction.atomic():
        for fen in amounts:
            build.recovered(settled_once, fen)
            settled_once.refresh_from_db()
        assert sum(returned_so_far(settled_once).values()) == sum(amounts)
        assert returned_so_far(settled_once)["fund"] <= 160 * WAN
        assert list(check_compensation()) == []
        transaction.set_rollback(True)
    settled_once.refresh_from_db()


@pytest.fixture
def settled_once():
    return build.settled(build.kv_world())
