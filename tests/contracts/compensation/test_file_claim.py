"""申请代偿: checked against reports, once a loan, corrected once, taken back before money."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from kerong.contracts.compensation.answer_correction import Correction, answer_correction
from kerong.contracts.compensation.ask_correction import ask_correction
from kerong.contracts.compensation.errors import (
    AlreadyClaimed,
    AmountTooHigh,
    CorrectionUsed,
    LossDiffers,
    NoAgreement,
    NotCovered,
    TooEarly,
)
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.withdraw_claim import withdraw_claim
from kerong.contracts.loans.errors import LoanNotFound
from kerong.notices.models import Outbox
from tests.build import compensation as build
from tests.build import loans, parties
from tests.build.cases import CHINA, WAN

pytestmark = pytest.mark.django_db


def test_a_claim_goes_to_the_officers_with_a_deadline():
    claim = build.filed(build.kv_world(), interest_fen=3 * WAN)

    assert claim.no.startswith("C2026-")
    assert claim.overdue_from == date(2026, 4, 6)
    assert claim.due_on == date(2026, 7, 20)  # 30 days after 20 June
    assert (claim.kind, claim.state) == (Claim.Kind.POOL, Claim.State.FILED)
    assert set(Outbox.objects.filter(kind="claim.filed").values_list("to", flat=True)) == {
        "role:officer"
    }


def test_no_more_is_claimed_than_the_banks_own_reports_say():
    loan = build.kv_world()
    with pytest.raises(LossDiffers) as fault:
        build.filed(loan, 200 * WAN + 1)
    assert fault.value.facts["field"] == "principal_fen"
    with pytest.raises(LossDiffers):
        build.filed(loan, interest_fen=3 * WAN + 1)
    assert build.filed(loan, interest_fen=3 * WAN).interest_fen == 3 * WAN


def test_a_loan_that_is_not_in_arrears_is_no_loss():
    bank = parties.institution()
    product = build.listing(bank)
    loan = build.pooled_loan(build.agreement(bank, listings=(product.code,)))
    with pytest.raises(LossDiffers):
        build.filed(loan)


@pytest.mark.parametrize(("day", "early"), [(4, True), (5, False)])
def test_sixty_days_have_to_pass_since_the_oldest_unpaid_day(day, early):
    """Unpaid since 6 April: 60 days later is 5 June."""
    loan = build.kv_world()
    clerk, _ = build.staff(loan.institution)
    at = datetime(2026, 6, day, 10, 0, tzinfo=CHINA)
    draft = ClaimDraft(loan_no=loan.no, principal_fen=200 * WAN)
    if early:
        with pytest.raises(TooEarly):
            file_claim(actor=clerk, draft=draft, at=at)
    else:
        assert file_claim(actor=clerk, draft=draft, at=at).no


def test_the_second_claim_for_one_loss_names_the_first():
    loan = build.kv_world()
    first = build.filed(loan)
    with pytest.raises(AlreadyClaimed) as fault:
        build.filed(loan, 100 * WAN)
    assert fault.value.facts["first"] == first.no


def test_a_loan_under_no_pool_and_no_guarantee_has_nobody_to_claim_from(monkeypatch):
    bank = parties.institution()
    with pytest.raises(NotCovered):
        build.filed(build.lost(loans.loan(bank=bank, method="interest-first", bank_no="借-90")))
    build.guaranteed(monkeypatch, parties.institution(kind="guarantor"), "82")
    with pytest.raises(NoAgreement):
        build.filed(build.lost(loans.loan(
            bank=bank, method="interest-first", bank_no="借-91", reference="take_up:T2026-000091"
        )))  # fmt: skip


def test_no_more_principal_is_claimed_than_is_guaranteed(monkeypatch):
    guarantor, bank = parties.institution(kind="guarantor"), parties.institution()
    build.guaranteed(monkeypatch, guarantor, "82", 150 * WAN)
    money = build.guarantee_pool(guarantor)
    under = build.agreement(bank, "82", {"guarantor": money}, guarantor_id=guarantor.pk)
    loan = build.lost(build.pooled_loan(under))
    with pytest.raises(AmountTooHigh):
        build.filed(loan, 150 * WAN + 1)
    claim = build.filed(loan, 150 * WAN)
    assert claim.guarantee_no == "G2026-000001"
    told = Outbox.objects.get(kind="claim.filed")
    assert told.to == f"institution:{guarantor.pk}"


def test_interest_is_not_claimed_where_the_agreement_leaves_it_out():
    with pytest.raises(LossDiffers):
        build.filed(build.kv_world(covers_interest=False), interest_fen=1)


def test_another_banks_loan_does_not_exist():
    loan = build.kv_world()
    clerk, _ = build.staff(parties.institution())
    draft = ClaimDraft(loan_no=loan.no, principal_fen=1)
    with pytest.raises(LoanNotFound):
        file_claim(actor=clerk, draft=draft, at=build.CLAIMED)


def test_a_correction_is_asked_once_and_the_clock_stands_meanwhile():
    loan = build.kv_world()
    claim = build.filed(loan)
    clerk, _ = build.staff(loan.institution)
    officer = build.officer()
    asked = datetime(2026, 6, 22, 10, 0, tzinfo=CHINA)
    ask_correction(actor=officer, claim_no=claim.no, words="缺催收记录", at=asked)
    fixed = Correction(principal_fen=190 * WAN, interest_fen=0, words="已补充，本金更正")
    claim = answer_correction(
        actor=clerk, claim_no=claim.no, correction=fixed, at=asked + timedelta(days=5)
    )
    assert claim.due_on == date(2026, 7, 25)
    assert (claim.principal_fen, claim.state) == (190 * WAN, Claim.State.FILED)
    with pytest.raises(CorrectionUsed):
        ask_correction(actor=officer, claim_no=claim.no, words="再次补正", at=build.DECIDED)


def test_a_correction_never_claims_more():
    loan = build.kv_world()
    claim = build.filed(loan, 190 * WAN)
    ask_correction(actor=build.officer(), claim_no=claim.no, words="请核对本金", at=build.DECIDED)
    more = Correction(principal_fen=190 * WAN + 1, interest_fen=0, words="更正本金")
    with pytest.raises(AmountTooHigh):
        answer_correction(
            actor=build.staff(loan.institution)[0],
            claim_no=claim.no,
            correction=more,
            at=build.DECIDED,
        )


def test_what_was_withdrawn_can_be_claimed_again():
    loan = build.kv_world()
    claim = build.filed(loan)
    clerk, _ = build.staff(loan.institution)
    withdraw_claim(actor=clerk, claim_no=claim.no, words="金额有误", at=build.CLAIMED)
    assert build.filed(loan).no != claim.no


def test_a_guarantee_whose_days_are_over_covers_nothing_before_the_night_ends_it(monkeypatch):
    guarantor = parties.institution(kind="guarantor")
    bank = parties.institution()
    pools = {"guarantor": build.guarantee_pool(guarantor)}
    under = build.agreement(bank, "82", pools, guarantor_id=guarantor.pk)
    loan = build.lost(build.pooled_loan(under))
    monkeypatch.setattr(build, "COVER", replace(build.COVER, to_on=date(2026, 6, 19)))
    build.guaranteed(monkeypatch, guarantor, "82")

    with pytest.raises(NotCovered):
        build.filed(loan)
