"""核定代偿: every split to the fen, the funds that owe it, two people, and what is refused."""

from datetime import timedelta

import pytest

from kerong.contracts.compensation.approve_decision import approve_decision
from kerong.contracts.compensation.check import check_compensation
from kerong.contracts.compensation.errors import (
    AmountTooHigh,
    BelowFloor,
    ClaimNotFound,
    LossDiffers,
    MovedMeanwhile,
    NotYours,
    PapersMissing,
    SamePerson,
)
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.return_decision import return_decision
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.ledger.errors import Overdrawn
from kerong.ledger.models import Account
from kerong.notices.models import Outbox
from kerong.payments.models import Payment
from tests.build import compensation as build
from tests.build import loans, parties
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db
YUAN = 100


def held(code: str) -> int:
    return Account.objects.get(code=code).balance_fen


def test_the_worked_example_of_knowledge_value_loans_to_the_fen():
    """200 万 lost: the fund pays 160 (city 64, district 96), the bank bears 40."""
    money = build.filled(key="kv")
    loan = build.kv_world(pools={"fund": money})
    claim = build.settled(loan)

    assert claim.state == Claim.State.SETTLED
    assert build.shares(claim) == {"fund": (160 * WAN, 0), "bank": (40 * WAN, 0)}
    assert held("fiscal/loss-pool/kv/city") == (1000 - 64) * WAN
    assert held("fiscal/loss-pool/kv/district") == (1000 - 96) * WAN
    assert held(f"fiscal/claim-payable/{claim.no.lower()}") == 160 * WAN
    orders = Payment.objects.filter(subject=f"claim:{claim.no}").order_by("amount_fen")
    assert [(row.amount_fen, row.payee, row.kind) for row in orders] == [
        (64 * WAN, f"institution:{loan.institution_id}", "claim"),
        (96 * WAN, f"institution:{loan.institution_id}", "claim"),
    ]
    firm = Outbox.objects.get(kind="claim.compensated")
    assert firm.to == f"enterprise:{loan.enterprise_id}"
    assert invariants() == []


def test_interest_stays_with_the_bank_where_the_fund_covers_principal_only():
    claim = build.settled(build.kv_world(), interest_fen=3 * WAN)

    assert build.shares(claim) == {"fund": (160 * WAN, 0), "bank": (40 * WAN, 3 * WAN)}


# 200 万 of principal and 3 万 of interest, by hand:
SPLITS = {
    "82": {"guarantor": (160, 24_000), "bank": (40, 6_000)},
    "20-80": {"bank": (40, 6_000), "system": (160, 24_000)},
    "4222": {
        "guarantor": (80, 12_000), "province": (40, 6_000), "nation": (40, 6_000),
        "bank": (40, 6_000),
    },
    "sci40": {
        "nation": (80, 12_000), "province": (40, 6_000), "guarantor": (40, 6_000),
        "bank": (40, 6_000),
    },
    "4321": {
        "province": (80, 12_000), "guarantor": (60, 9_000), "bank": (40, 6_000),
        "fund": (20, 3_000),
    },
    "30-20-50": {"fund": (60, 0), "bank": (40, 15_000), "guarantor": (100, 15_000)},
}  # fmt: skip


@pytest.mark.parametrize("split", SPLITS)
def test_a_guarantee_is_shared_by_its_split(monkeypatch, split):
    bank, guarantor = parties.institution(), parties.institution(kind="guarantor")
    build.guaranteed(monkeypatch, guarantor, split)
    tiers = ("city", "district") if split == "30-20-50" else ()
    pools = {
        payer: build.filled(tiers=tiers) if payer == "fund" else build.guarantee_pool(guarantor)
        for payer in SPLITS[split]
        if payer != "bank"
    }
    under = build.agreement(bank, split, pools, guarantor_id=guarantor.pk)
    claim = build.settled(build.lost(build.pooled_loan(under)), interest_fen=3 * WAN)

    wanted = {who: (wan * WAN, yuan * YUAN) for who, (wan, yuan) in SPLITS[split].items()}
    assert build.shares(claim) == wanted
    assert claim.kind == Claim.Kind.GUARANTEE
    others = sum(sum(both) for who, both in wanted.items() if who != "bank")
    assert held(f"fiscal/claim-payable/{claim.no.lower()}") == others
    assert list(check_compensation()) == []


@pytest.mark.parametrize(("split", "fund", "bank"), [("73", 140, 60), ("50-50", 100, 100)])
def test_a_pool_without_tiers_pays_from_its_one_account(split, fund, bank):
    lender = parties.institution()
    product = build.listing(lender)
    money = build.filled(tiers=())
    under = build.agreement(lender, split, {"fund": money}, listings=(product.code,))
    claim = build.settled(build.lost(build.pooled_loan(under)))

    assert build.shares(claim) == {"fund": (fund * WAN, 0), "bank": (bank * WAN, 0)}


def test_an_odd_fen_goes_to_somebody_and_nothing_is_lost():
    """1,000,000.01 yuan: 80 % is 800,000.008, so the fund pays 800,000.01 and the bank 200,000."""
    claim = build.settled(build.kv_world(100 * WAN + 1))

    assert build.shares(claim) == {"fund": (80 * WAN + 1, 0), "bank": (20 * WAN, 0)}
    parts = claim.shares.get(payer="fund").parts.values_list("amount_fen", flat=True)
    assert sum(parts) == 80 * WAN + 1
    assert invariants() == []


def test_who_proposed_does_not_approve():
    claim = build.with_papers(build.filed(build.kv_world()))
    alone = build.officer()
    build.proposed(claim, by=alone)

    with pytest.raises(SamePerson):
        build.approved(claim, by=alone)
    assert Claim.objects.get().state == Claim.State.PROPOSED


def test_the_proposal_that_was_seen_is_approved_or_none():
    claim = build.proposed(build.with_papers(build.filed(build.kv_world())))
    before = claim.proposed_at - timedelta(seconds=1)

    with pytest.raises(MovedMeanwhile):
        approve_decision(
            actor=build.officer(), claim_no=claim.no, proposed_at=before, at=build.DECIDED
        )


def test_a_fund_that_cannot_pay_undoes_the_decision():
    money = build.filled(95 * WAN)  # the district's part would be 96
    claim = build.proposed(build.with_papers(build.filed(build.kv_world(pools={"fund": money}))))

    with pytest.raises(Overdrawn):
        build.approved(claim)
    claim = Claim.objects.get()
    assert claim.state == Claim.State.PROPOSED
    assert not claim.shares.exists()
    assert not Payment.objects.exists()
    assert invariants() == []


def test_a_claim_does_not_take_a_pool_below_its_floor():
    money = build.filled(100 * WAN, floor_fen=5 * WAN)  # 4 would be left of the district's
    claim = build.proposed(build.with_papers(build.filed(build.kv_world(pools={"fund": money}))))
    with pytest.raises(BelowFloor):
        build.approved(claim)
    assert not Payment.objects.exists()


def test_no_more_is_agreed_than_was_claimed_and_not_without_papers():
    claim = build.filed(build.kv_world())
    with pytest.raises(PapersMissing):
        build.proposed(claim)
    with pytest.raises(AmountTooHigh):
        build.proposed(build.with_papers(claim), principal_fen=200 * WAN + 1)


def test_a_refusal_ends_the_claim_and_the_loan_can_be_claimed_again():
    loan = build.kv_world()
    claim = build.approved(build.proposed(build.filed(loan), "refuse"))

    assert claim.state == Claim.State.REFUSED
    assert claim.end_words
    assert not claim.shares.exists()
    assert build.filed(loan).no != claim.no


def test_a_proposal_sent_back_can_be_made_anew():
    claim = build.proposed(build.with_papers(build.filed(build.kv_world())))
    return_decision(actor=build.officer(), claim_no=claim.no, words="请核对利息", at=build.DECIDED)
    claim.refresh_from_db()
    assert (claim.state, claim.return_words) == (Claim.State.FILED, "请核对利息")
    assert build.approved(build.proposed(claim)).state == Claim.State.SETTLED


def test_strangers_and_the_wrong_side_do_not_decide(monkeypatch):
    guarantor = parties.institution(kind="guarantor")
    build.guaranteed(monkeypatch, guarantor, "82")
    bank = parties.institution()
    money = build.guarantee_pool(guarantor)
    under = build.agreement(bank, "82", {"guarantor": money}, guarantor_id=guarantor.pk)
    claim = build.with_papers(build.filed(build.lost(build.pooled_loan(under))))

    with pytest.raises(NotYours):
        build.proposed(claim, by=build.officer())
    with pytest.raises(NotYours):
        build.proposed(claim, by=build.staff(bank)[0])
    with pytest.raises(ClaimNotFound):
        build.proposed(claim, by=build.staff(parties.institution())[0])
    with pytest.raises(RoleNotAllowed):
        build.proposed(claim, by=parties.actor(roles.AUDITOR))
    build.proposed(claim)
    with pytest.raises(NotYours):
        build.approved(claim, by=build.officer())
    assert build.approved(claim).state == Claim.State.SETTLED


def test_where_public_money_pays_beside_a_guarantor_an_officer_has_the_last_word(monkeypatch):
    guarantor = parties.institution(kind="guarantor")
    build.guaranteed(monkeypatch, guarantor, "30-20-50")
    bank = parties.institution()
    pools = {"fund": build.filled(), "guarantor": build.guarantee_pool(guarantor)}
    under = build.agreement(bank, "30-20-50", pools, guarantor_id=guarantor.pk)
    claim = build.proposed(build.with_papers(build.filed(build.lost(build.pooled_loan(under)))))
    with pytest.raises(NotYours):
        build.approved(claim, by=build.staff(guarantor)[1])
    assert build.approved(claim, by=build.officer()).state == Claim.State.SETTLED


@pytest.mark.parametrize("kind", ["advance", "settle"])
def test_what_the_debtor_repaid_while_the_claim_waited_is_not_paid_again(kind):
    loan = build.kv_world()
    claim = build.proposed(build.with_papers(build.filed(loan)), kind=kind)
    loans.report(
        loan, "repayment", "2026-06-23", at=build.DECIDED, principal_fen=150 * WAN,
        interest_fen=3 * WAN,
    )  # fmt: skip

    with pytest.raises(LossDiffers):
        build.approved(claim)
    assert Claim.objects.get().state == Claim.State.PROPOSED
    assert not Payment.objects.exists()


def test_a_claim_nobody_proposed_anything_on_is_not_decided():
    claim = build.filed(build.kv_world())

    with pytest.raises(MovedMeanwhile):
        approve_decision(
            actor=build.officer(), claim_no=claim.no, proposed_at=build.DECIDED, at=build.DECIDED
        )
