"""先行代偿: paid at the amount applied for, reviewed afterwards, trued up either way."""

import pytest
from django.db import IntegrityError, transaction

from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import Claim, ClaimReturn
from kerong.contracts.compensation.receive_return import receive_return
from kerong.contracts.compensation.return_decision import return_decision
from kerong.ledger.models import Account
from kerong.payments.models import Payment
from tests.build import compensation as build
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def advanced(**fields):
    loan = build.kv_world(**fields)
    return build.approved(build.proposed(build.filed(loan), "advance"))


def test_what_was_applied_for_is_paid_before_papers_are_in():
    claim = advanced()

    assert claim.state == Claim.State.ADVANCED
    assert build.shares(claim, "advance") == {"fund": (160 * WAN, 0), "bank": (40 * WAN, 0)}
    assert sum(Payment.objects.values_list("amount_fen", flat=True)) == 160 * WAN


def test_settled_below_the_advance_the_lender_returns_the_difference():
    """Advanced at 200, settled at 180: the fund bears 144, so 16 return, city 6.4 district 9.6."""
    claim = build.with_papers(advanced())
    claim = build.approved(build.proposed(claim, principal_fen=180 * WAN))

    assert build.shares(claim) == {"fund": (144 * WAN, 0), "bank": (36 * WAN, 0)}
    due = ClaimReturn.objects.order_by("amount_fen")
    assert list(due.values_list("amount_fen", flat=True)) == [6_4000 * 100, 9_6000 * 100]
    for row in due:
        receive_return(actor=build.officer(), return_id=row.pk, at=build.LATER)
    rest = Account.objects.filter(kind="loss_fund").values_list("balance_fen", flat=True)
    assert sum(rest) == (2000 - 144) * WAN
    with pytest.raises(MovedMeanwhile):
        receive_return(actor=build.officer(), return_id=due[0].pk, at=build.LATER)
    assert list(check_compensation()) == []
    assert invariants() == []


def test_settled_as_advanced_nothing_more_moves():
    claim = build.with_papers(advanced())
    claim = build.approved(build.proposed(claim))

    assert claim.state == Claim.State.SETTLED
    assert not ClaimReturn.objects.exists()
    assert sum(Payment.objects.values_list("amount_fen", flat=True)) == 160 * WAN
    assert list(check_compensation()) == []


def test_settled_at_nothing_all_returns_and_the_cap_is_free_again():
    claim = build.with_papers(advanced(caps=(("fund", "firm", 300 * WAN),)))
    claim = build.approved(build.proposed(claim, principal_fen=0))

    assert sum(ClaimReturn.objects.values_list("amount_fen", flat=True)) == 160 * WAN
    assert claim.agreement.caps.get().uses.get().used_fen == 0
    assert list(check_compensation()) == []


def test_what_was_advanced_is_neither_refused_nor_advanced_again():
    claim = advanced()
    for kind in ("refuse", "advance"):
        with pytest.raises(MovedMeanwhile):
            build.proposed(claim, kind)


def test_who_approved_the_advance_stands_whatever_is_proposed_and_sent_back_afterwards():
    chief = build.officer()
    claim = build.proposed(build.filed(build.kv_world()), "advance")
    claim = build.with_papers(build.approved(claim, by=chief))
    build.proposed(claim, principal_fen=180 * WAN)
    return_decision(actor=build.officer(), claim_no=claim.no, words="请核对本金", at=build.DECIDED)

    claim.refresh_from_db()
    assert (claim.state, claim.approved_by_id) == (Claim.State.ADVANCED, None)
    assert claim.advanced_by_id == chief.person_id
    assert invariants() == []


def test_an_advance_nobody_approved_is_refused_by_the_database_and_another_name_is_seen():
    claim = advanced()
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.update(advanced_by=None)

    Claim.objects.update(advanced_by=build.officer().person_id)
    assert [each.split()[0] for each in invariants()] == ["I10"]
    Claim.objects.update(advanced_by=claim.approved_by_id, approved_by=None)
    assert [each.split()[0] for each in invariants()] == ["I10"]
