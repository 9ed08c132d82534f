"""Insurance of the demo (示例): a quote to accept, a policy in force, a claim to be decided."""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_current_timezone, localdate

from kerong.config.demo.loans import Plan, in_arrears, opened
from kerong.contracts.insurance.accept_quote import accept_quote
from kerong.contracts.insurance.ask_quotes import InquiryDraft, ask_quotes, insurers
from kerong.contracts.insurance.file_insurance_claim import (
    InsuranceClaimDraft,
    file_insurance_claim,
)
from kerong.contracts.insurance.give_quote import QuoteTerms, give_quote
from kerong.contracts.insurance.models import InsuranceInquiry, InsurancePolicy, InsuranceQuote
from kerong.contracts.insurance.propose_payout import PayoutProposal, propose_payout
from kerong.contracts.insurance.receive_premium import PremiumReceipt, receive_premium
from kerong.contracts.loans.losses import loss_of
from kerong.contracts.loans.models import Loan
from kerong.finance.dates import months_after
from kerong.kernel.actor import Actor
from kerong.parties.actors import actor_for
from kerong.parties.models import Mandate

WAN = 1_000_000
WELL, MATURING = (f"示例存量借据-{no:04d}" for no in (1, 3))


def load_insurance(at: datetime) -> int:
    """Needs the accounts, two insurers and the loans. Returns how many policies there are."""
    on = localdate(at)
    _quoted(_asked(WELL, "firm-owner", at), on + timedelta(days=7), at)
    held = _noon(on - timedelta(days=30))
    _in_force(MATURING, "firm-owner", held)
    lost = opened(_late(on))
    policy = _in_force(lost.bank_no, "firm2-owner", _noon(lost.disbursed_on + timedelta(days=1)))
    in_arrears(lost, on)
    _claimed(policy, lost, at)
    return InsurancePolicy.objects.count()


def _late(on: date) -> Plan:
    """Insured on the day after it was drawn; its last two instalments stay unpaid."""
    return Plan(
        no=4, firm=1, bank=0, principal_fen=90 * WAN, rate_ppm=39_000, months=12,
        method="annuity", paid_out_on=months_after(on, -6) - timedelta(days=12),
    )  # fmt: skip


def _acting(login: str) -> Actor:
    held = Mandate.objects.usable().get(person__login=login)
    return actor_for(held.person, held.pk, second_factor=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=get_current_timezone())


def _asked(bank_no: str, login: str, at: datetime) -> InsuranceInquiry:
    """Every sample insurer is asked; the one with accounts answers."""
    loan = Loan.objects.get(bank_no=bank_no)
    chosen = insurers().filter(is_sample=True).values_list("pk", flat=True)
    draft = InquiryDraft(
        kind="loan",
        loan_no=loan.no,
        insurer_ids=tuple(chosen),
        wanted_fen=loan.outstanding_fen * 8 // 10,
        months=12,
        words="示例：申请贷款保证保险",
    )
    return ask_quotes(actor=_acting(login), draft=draft, at=at)


def _quoted(inquiry: InsuranceInquiry, from_on: date, at: datetime) -> InsuranceQuote:
    terms = QuoteTerms(
        product="示例贷款保证保险条款（备案号：示例）",
        insured_fen=inquiry.wanted_fen,
        cover_ppm=700_000,
        deductible_fen=5 * WAN,
        covers_interest=True,
        rate_ppm=15_000,
        from_on=from_on,
        to_on=months_after(from_on, 12) - timedelta(days=1),
        valid_until=from_on,
        waiting_days=30,
        words="示例报价",
    )
    return give_quote(actor=_acting("insurer-clerk"), inquiry_no=inquiry.no, terms=terms, at=at)


def _in_force(bank_no: str, login: str, at: datetime) -> InsurancePolicy:
    """Asked, quoted, accepted and paid for on one day; it holds from the day after."""
    on = localdate(at)
    inquiry = _asked(bank_no, login, at)
    quote = _quoted(inquiry, on + timedelta(days=1), at)
    assert quote.quoted_at is not None
    policy = accept_quote(
        actor=_acting(login),
        inquiry_no=inquiry.no,
        quote_id=quote.pk,
        quoted_at=quote.quoted_at,
        at=at,
    )
    receipt = PremiumReceipt(
        received_on=on,
        amount_fen=policy.premium_fen,
        reference=f"示例保费-{policy.no}",
        insurer_no=f"示例保单-{policy.no}",
    )
    clerk = _acting("insurer-clerk")
    return receive_premium(actor=clerk, policy_no=policy.no, receipt=receipt, at=at)


def _claimed(policy: InsurancePolicy, loan: Loan, at: datetime) -> None:
    """Filed by the bank, proposed by one person of the insurer: the second one decides."""
    loss = loss_of(loan, localdate(at))
    lost = {"principal_fen": loss.principal_fen, "interest_fen": loss.interest_fen}
    draft = InsuranceClaimDraft(words="示例：贷款逾期，申请赔付", **lost)
    bank = _acting("bank-clerk")
    claim = file_insurance_claim(actor=bank, policy_no=policy.no, draft=draft, at=at)
    proposal = PayoutProposal(kind="pay", words="示例：保险责任成立，损失属实", **lost)
    propose_payout(actor=_acting("insurer-clerk"), claim_no=claim.no, proposal=proposal, at=at)
