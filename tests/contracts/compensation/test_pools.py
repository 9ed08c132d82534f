"""资金池与协议: money by two officers, agreements that fit their split, loans under them."""

import pytest

from kerong.contracts.compensation.approve_agreement import approve_agreement
from kerong.contracts.compensation.approve_funding import approve_funding
from kerong.contracts.compensation.ask_funding import FundingDraft, ask_funding
from kerong.contracts.compensation.draft_agreement import AgreementDraft, draft_agreement
from kerong.contracts.compensation.end_agreement import end_agreement
from kerong.contracts.compensation.errors import (
    AgreementUnfit,
    AlreadyBad,
    BelowFloor,
    KeyUsed,
    MovedMeanwhile,
    NoAgreement,
    PoolUnfit,
    SamePerson,
)
from kerong.contracts.compensation.models import PooledLoan, PoolFunding
from kerong.contracts.compensation.open_pool import PoolDraft, open_pool
from kerong.contracts.compensation.register_under_pool import register_under_pool
from kerong.contracts.compensation.return_funding import return_funding
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.ledger.models import Account
from tests.build import compensation as build
from tests.build import loans, parties
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def funding(reference: str = "拨-1", **fields) -> FundingDraft:
    known = {"part": "city", "kind": "appropriated", "amount_fen": 5 * WAN, "document": "依据文件"}
    return FundingDraft(reference=reference, **(known | fields))


def test_money_comes_into_a_pool_by_two_officers_and_not_below_its_floor_again():
    made = build.pool(key="kv", floor_fen=2 * WAN)
    alone = build.officer()
    asked = ask_funding(actor=alone, pool_key="kv", draft=funding(), at=build.OPENED)
    with pytest.raises(SamePerson):
        approve_funding(actor=alone, funding_id=asked.pk, at=build.OPENED)
    approve_funding(actor=build.officer(), funding_id=asked.pk, at=build.OPENED)
    with pytest.raises(MovedMeanwhile):
        approve_funding(actor=build.officer(), funding_id=asked.pk, at=build.OPENED)
    city = Account.objects.get(code="fiscal/loss-pool/kv/city")
    assert city.balance_fen == 5 * WAN
    back = {"kind": PoolFunding.Kind.RETURNED}
    with pytest.raises(BelowFloor):
        build.fund(made, 3 * WAN + 1, "city", **back)
    build.fund(made, 3 * WAN, "city", **back)
    assert invariants() == []


def test_a_funding_is_asked_once_and_may_be_sent_back():
    build.pool(key="kv")
    asked = ask_funding(actor=build.officer(), pool_key="kv", draft=funding(), at=build.OPENED)
    with pytest.raises(KeyUsed):
        ask_funding(actor=build.officer(), pool_key="kv", draft=funding(), at=build.OPENED)
    with pytest.raises(PoolUnfit):
        wrong = funding("拨-2", part="moon")
        ask_funding(actor=build.officer(), pool_key="kv", draft=wrong, at=build.OPENED)
    return_funding(actor=build.officer(), funding_id=asked.pk, words="金额不符", at=build.OPENED)
    with pytest.raises(MovedMeanwhile):
        approve_funding(actor=build.officer(), funding_id=asked.pk, at=build.OPENED)


def test_only_officers_open_pools_and_no_key_twice():
    build.pool(key="kv")
    draft = PoolDraft(key="kv", title="重复")
    with pytest.raises(KeyUsed):
        open_pool(actor=build.officer(), draft=draft, at=build.OPENED)
    with pytest.raises(RoleNotAllowed):
        open_pool(actor=parties.actor(roles.AUDITOR), draft=draft, at=build.OPENED)
    with pytest.raises(PoolUnfit):
        bad = PoolDraft(key="x", title="层级", tiers=("moon",))
        open_pool(actor=build.officer(), draft=bad, at=build.OPENED)


def draft(bank, **fields) -> AgreementDraft:
    known = {
        "title": "示例协议", "document": "协议文件", "bank_id": bank.pk, "split_key": "kv",
        "in_force_from": build.BEGAN, "payers": (("fund", "kv"),),
    }  # fmt: skip
    return AgreementDraft(**(known | fields))


_SHARED = (("guarantor", "a"), ("province", "b"), ("nation", "b"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"payers": ()},
        {"payers": (("fund", "none"),)},
        {"payers": (("fund", "flat"),)},
        {"payers": (("fund", "theirs"),)},
        {"split_key": "82", "payers": (("guarantor", "kv"),)},
        {"split_key": "82", "payers": (("guarantor", "theirs"),), "guarantor_id": "other"},
        {"split_key": "4222", "payers": _SHARED},
        {"caps": (("bank", "firm", 1),)},
        {"caps": (("fund", "moon", 1),)},
        {"caps": (("fund", "firm", 0),)},
        {"caps": (("fund", "firm", 1), ("fund", "firm", 2))},
        {"listings": ("P9999",)},
        {"waiting_days": -1},
    ],
)
def test_an_agreement_that_does_not_fit_its_split_is_refused(wrong):
    guarantor = parties.institution(kind="guarantor")
    build.pool(key="kv")
    build.pool(key="flat", tiers=())
    for key in ("theirs", "a", "b"):
        build.pool(key=key, tiers=(), institution_id=guarantor.pk)
    bank, other = parties.institution(), parties.institution(kind="guarantor")
    named = {"guarantor_id": guarantor.pk} if "split_key" in wrong else {}
    if wrong.get("guarantor_id") == "other":
        wrong = wrong | {"guarantor_id": other.pk}
    with pytest.raises(AgreementUnfit):
        wanted = draft(bank, **(named | wrong))
        draft_agreement(actor=build.officer(), draft=wanted, at=build.OPENED)


def test_an_agreement_is_put_in_force_by_another_and_its_default_days_are_unverified():
    build.pool(key="kv")
    alone, bank = build.officer(), parties.institution()
    made = draft_agreement(actor=alone, draft=draft(bank), at=build.OPENED)
    assert (made.waiting_days, made.waiting_verified) == (60, False)
    with pytest.raises(SamePerson):
        approve_agreement(actor=alone, agreement_no=made.no, at=build.OPENED)
    approve_agreement(actor=build.officer(), agreement_no=made.no, at=build.OPENED)
    ended = end_agreement(actor=alone, agreement_no=made.no, words="协议到期", at=build.OPENED)
    assert (ended.state, ended.in_force_until) == ("ended", build.OPENED.date())


def test_a_loan_comes_under_the_agreement_of_its_product_on_the_day_it_was_drawn():
    bank = parties.institution()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,))
    loan = build.pooled_loan(under)
    held = PooledLoan.objects.get(loan=loan)
    assert (held.agreement, held.covered_from) == (under, loan.disbursed_on)
    clerk, _ = build.staff(bank)
    again = register_under_pool(actor=clerk, loan_no=loan.no, at=build.LOST)
    assert again.pk == held.pk
    other = loans.loan(bank=bank, bank_no="借-80", reference="take_up:T2026-000080")
    with pytest.raises(NoAgreement):
        register_under_pool(actor=clerk, loan_no=other.no, at=build.LOST)


def test_a_loan_drawn_before_the_agreement_stands_outside_it():
    bank = parties.institution()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,), in_force_from=build.LOST.date())
    assert not PooledLoan.objects.filter(loan=build.pooled_loan(under)).exists()


def test_a_loan_that_went_wrong_outside_a_pool_is_not_brought_under_it_afterwards():
    bank = parties.institution()
    product = build.listing(bank)
    under = build.agreement(bank, listings=(product.code,))
    loan = build.pooled_loan(under)
    PooledLoan.objects.all().delete()  # as if a breaker had kept it out
    build.lost(loan)
    clerk, _ = build.staff(bank)

    with pytest.raises(AlreadyBad):
        register_under_pool(actor=clerk, loan_no=loan.no, at=build.LOST)
