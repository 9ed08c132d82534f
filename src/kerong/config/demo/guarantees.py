"""Guarantees of the demo (示例): a guarantor, one loan covered, one letter, one asked for."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone, localdate

from kerong.contracts.guarantees.ask_letter import ask_letter
from kerong.contracts.guarantees.checklists import YES
from kerong.contracts.guarantees.diligence import diligence_of
from kerong.contracts.guarantees.draft_agreement import draft_agreement
from kerong.contracts.guarantees.invoice_fees import invoice_fees
from kerong.contracts.guarantees.models import Agreement, FeeInvoice, Guarantee
from kerong.contracts.guarantees.receive_fee import receive_fee
from kerong.contracts.guarantees.record_diligence import record_diligence
from kerong.contracts.guarantees.sign_agreement import sign_agreement
from kerong.contracts.guarantees.values import AgreementDraft, ApprovedCredit, LetterWish
from kerong.contracts.loans.award import Award
from kerong.contracts.loans.figures import ReportDraft
from kerong.contracts.loans.open_loan import open_loan
from kerong.contracts.loans.report_loan import report_loan
from kerong.finance.dates import months_after
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM, Actor
from kerong.parties.actors import actor_for
from kerong.parties.admit_institution import InstitutionDraft, admit_institution
from kerong.parties.models import Enterprise, Institution, Mandate

WAN = 1_000_000
NAME = "示例科技融资担保有限公司"
MONTHS_AGO = 5


def load_guarantor(at: datetime) -> Institution:
    """The guarantor whose people have accounts, before they are made; a listing may name it too."""
    held = Institution.objects.filter(name=NAME, is_sample=True).first()
    if held is not None:
        return held
    draft = InstitutionDraft(name=NAME, kind="guarantor", short_name="示例科技担保", is_sample=True)
    return admit_institution(draft=draft, actor=SYSTEM, at=at)


def load_guarantees(at: datetime) -> int:
    """Agreements signed, a guarantee in force with its first fee paid, a letter, a request."""
    on = localdate(at)
    began = months_after(on, -MONTHS_AGO)
    bank = Institution.objects.filter(is_sample=True, kind="bank", parent=None).order_by("pk")[0]
    guarantor = Institution.objects.get(name=NAME)
    firms = Enterprise.objects.filter(is_sample=True, credit_code__isnull=False).order_by("pk")
    batch = _agreement(bank, guarantor, "batch", began)
    single = _agreement(bank, guarantor, "single", began)
    covered = _asked(batch, firms[0], 300 * WAN, began)
    _answered(covered)
    _drawn(covered, began)
    _repaid(covered, 50 * WAN, months_after(began, 3))
    invoice_fees(at)
    _received(guarantor, covered, at)
    _asked(batch, firms[1], 200 * WAN, on - timedelta(days=3))
    _asked(single, firms[1], 450 * WAN, on - timedelta(days=1))
    return 3


def _agreement(bank: Institution, guarantor: Institution, form: str, began: date) -> Agreement:
    draft = AgreementDraft(
        bank_id=bank.pk,
        programme="sci-plan",
        split_key="sci40",
        form=form,
        covered_ppm=800_000,
        reguarantee_ppm=400_000,
        ticket_cap_fen=(300 if form == "batch" else 1_000) * WAN,
        firm_cap_fen=3_000 * WAN,
        fee_ppm=8_000,
        fee_timing="quarterly",
        claim_line_ppm=40_000,
        from_on=began,
        to_on=months_after(began, 24),
        words="示例数据",
    )
    at = _noon(began) - timedelta(hours=2)
    clerk = _actor(guarantor, roles.INSTITUTION_CLERK)
    made = draft_agreement(actor=clerk, draft=draft, at=at)
    approver = _actor(bank, roles.INSTITUTION_APPROVER)
    return sign_agreement(actor=approver, agreement_no=made.no, at=at)


def _asked(agreement: Agreement, firm: Enterprise, amount_fen: int, on: date) -> Guarantee:
    credit = ApprovedCredit(
        reference=f"demo:guaranteed-{firm.pk}-{agreement.form}",
        origin=f"demo:guaranteed-{firm.pk}-{agreement.form}",
        bank_id=agreement.bank_id,
        enterprise_id=firm.pk,
        listing_id=None,
        amount_fen=amount_fen,
        rate_ppm=34_500,
        term_months=12,
    )
    clerk = _actor(agreement.bank, roles.INSTITUTION_CLERK)
    wish = LetterWish(agreement_no=agreement.no, words="示例申请")
    return ask_letter(actor=clerk, credit=credit, wish=wish, at=_noon(on))


def _answered(guarantee: Guarantee) -> None:
    """The bank's diligence, as its clerk recorded it on the day."""
    answers = {row.item.code: (YES, "") for row in diligence_of(guarantee, "bank").rows}
    record_diligence(
        actor=_actor(guarantee.bank, roles.INSTITUTION_CLERK),
        guarantee_no=guarantee.no,
        answers=answers,
        words="示例：资料齐备",
        at=guarantee.asked_at,
    )


def _drawn(guarantee: Guarantee, on: date) -> None:
    award = Award(
        reference=guarantee.award,
        origin=guarantee.origin,
        bank_no=f"示例担保借据-{guarantee.pk:04d}",
        enterprise_id=guarantee.enterprise_id,
        institution_id=guarantee.bank_id,
        listing_id=None,
        principal_fen=guarantee.amount_fen,
        rate_ppm=guarantee.rate_ppm,
        term_months=guarantee.term_months,
        method="bullet",
        day_count="act/365",
        security="guarantee",
        disbursed_on=on,
    )
    clerk = _actor(guarantee.bank, roles.INSTITUTION_CLERK)
    open_loan(award=award, actor=clerk, at=_noon(on))
    guarantee.refresh_from_db()


def _repaid(guarantee: Guarantee, principal_fen: int, on: date) -> None:
    loan = guarantee.loan
    if loan is None:
        raise ValueError("the demo's letter was not drawn on")
    draft = ReportDraft(
        reference=f"示例-{loan.bank_no}-提前还款",
        kind="early_repayment",
        effective_on=on,
        principal_fen=principal_fen,
        effect="lower_instalment",
    )
    clerk = _actor(guarantee.bank, roles.INSTITUTION_CLERK)
    report_loan(actor=clerk, loan_no=loan.no, draft=draft, at=_noon(on))


def _received(guarantor: Institution, guarantee: Guarantee, at: datetime) -> None:
    first: Any = FeeInvoice.objects.filter(
        guarantee=guarantee, kind=FeeInvoice.Kind.GUARANTEE
    ).order_by("no")[0]
    receive_fee(
        actor=_actor(guarantor, roles.INSTITUTION_CLERK),
        invoice_id=first.pk,
        received_on=localdate(at),
        reference="示例到账-0001",
        at=at,
    )


def _actor(place: Institution, role: str) -> Actor:
    held = Mandate.objects.usable().filter(institution=place, role=role).order_by("pk")[0]
    return actor_for(held.person, held.pk, second_factor=True)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=get_current_timezone())
