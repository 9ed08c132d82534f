"""One loan, one payer: a bridge that repays it, a claim for its loss and a renewal exclude each
other, and the refusal names the one that stands."""

from datetime import date, datetime

import pytest

from kerong.contracts.bridges.call_off_bridge import call_off_bridge
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.models import Claim
from kerong.contracts.loans.errors import LossClaimed, RepaidElsewhere
from kerong.contracts.loans.models import Loan
from kerong.contracts.loans.record_renewal import record_renewal
from tests.build import bridges, compensation, loans, parties, payments, renewals
from tests.build.bridges import DUE_FEN, OWN_FEN, World
from tests.build.cases import CHINA, WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def at(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA).replace(hour=10)


def pooled_loan(months: int) -> Loan:
    """135 万 under a pool, from 6 March 2026; its bank can be paid."""
    bank = parties.institution()
    product = compensation.listing(bank)
    under = compensation.agreement(bank, listings=(product.code,))
    loan = compensation.pooled_loan(
        under, DUE_FEN, term_months=months, disbursed_on=date(2026, 3, 6)
    )
    for party in (bank, loan.enterprise):
        payments.account_of(party.reference, holder=party.name)
    return loan


def bridged(loan: Loan, day: str) -> World:
    return World(bridges.fund(), loan, parties.institution("续贷银行（示例）"), at=at(day))


def claimed(loan: Loan, day: str) -> Claim:
    clerk, _ = compensation.staff(loan.institution)
    draft = ClaimDraft(loan_no=loan.no, principal_fen=loan.outstanding_fen)
    return file_claim(actor=clerk, draft=draft, at=at(day))


def test_what_a_bridge_repays_is_not_lost_whatever_the_bank_reports() -> None:
    """The fund's money went out on 20 May; the bank reports the loan unpaid, and claims it."""
    loan = pooled_loan(months=3)
    world = bridged(loan, "2026-05-20")
    bridge = world.until_released()
    loans.report(
        loan, "arrears", "2026-06-20", at=at("2026-06-20"), principal_fen=DUE_FEN,
        interest_fen=0, due_on="2026-06-06",
    )  # fmt: skip

    with pytest.raises(RepaidElsewhere) as refused:
        claimed(loan, "2026-08-20")
    assert refused.value.facts == {"loan": loan.no, "no": bridge.no}
    assert not Claim.objects.exists()

    words = "原贷款银行未受理还款，资金退回"
    call_off_bridge(actor=world.officer, bridge_no=bridge.no, words=words, at=at("2026-08-21"))
    assert claimed(loan, "2026-08-21").state == "filed"
    assert invariants() == []


def test_a_loan_paid_by_a_bridge_stays_repaid_when_the_bank_takes_its_word_back() -> None:
    loan = pooled_loan(months=3)
    world = bridged(loan, "2026-05-20")
    bridge = world.until_released()
    world.paid(bridge)
    loans.report(
        loan, "arrears", "2026-06-20", at=at("2026-06-20"), principal_fen=DUE_FEN,
        interest_fen=0, due_on="2026-06-06",
    )  # fmt: skip

    with pytest.raises(RepaidElsewhere):
        claimed(loan, "2026-08-20")


def test_a_loan_whose_loss_is_claimed_is_not_repaid_by_a_bridge() -> None:
    loan = compensation.lost(pooled_loan(months=6))
    claim = claimed(loan, "2026-06-20")

    with pytest.raises(LossClaimed) as refused:
        bridged(loan, "2026-08-10").applied()

    assert refused.value.facts == {"loan": loan.no, "no": claim.no}
    assert not Bridge.objects.exists()


def test_a_loss_claimed_after_the_approval_stops_the_release() -> None:
    loan = pooled_loan(months=6)
    world = bridged(loan, "2026-08-10")
    bridge = world.applied()
    world.backed(bridge, promised_until=date(2026, 12, 31))
    world.approved(bridge)
    world.received(bridge, OWN_FEN)
    loans.report(
        loan, "arrears", "2026-08-11", at=at("2026-08-11"), principal_fen=0, interest_fen=1 * WAN,
        due_on="2026-04-06",
    )  # fmt: skip
    world.at = at("2026-08-12")
    world.coordinated(bridge, "overdue")
    claim = claimed(loan, "2026-08-12")

    with pytest.raises(LossClaimed) as refused:
        world.released(bridge)

    assert refused.value.facts["no"] == claim.no
    assert invariants() == []


def test_a_loan_that_a_bridge_repays_is_not_renewed_as_well() -> None:
    loan = renewals.ending()
    for party in (loan.institution, loan.enterprise):
        payments.account_of(party.reference, holder=party.name)
    request, _, approver = renewals.granted(loan)
    world = World(bridges.fund(), loan, loan.institution, at=renewals.ASKED)
    bridge = world.applied(repay_fen=100 * WAN, amount_fen=80 * WAN)
    world.backed(bridge, promised_until=renewals.MATURES)
    world.approved(bridge)
    world.received(bridge, 20 * WAN)
    world.released(bridge)

    with pytest.raises(RepaidElsewhere) as refused:
        record_renewal(
            actor=approver, request_no=request.no, bank_no="续-1", renewed_on=world.at.date(),
            at=world.at,
        )  # fmt: skip

    assert refused.value.facts["no"] == bridge.no
    assert Loan.objects.count() == 1
