"""起草合作协议: the guarantor writes the terms; they bind nobody before the bank signs."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.guarantees.access import DRAFT_AGREEMENT
from kerong.contracts.guarantees.errors import AgreementNotFound, TermsUnsound, WrongSide
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.guarantees.notes import bank_of, note_agreement, say_agreement
from kerong.contracts.guarantees.programmes import CLASS_CODES, programme_row, split_of
from kerong.contracts.guarantees.values import AgreementDraft
from kerong.contracts.guarantees.words import checked_words
from kerong.finance.terms import MOST_FEN
from kerong.kernel.actor import Actor
from kerong.kernel.ratios import ppm_from
from kerong.kernel.references import number_to_come
from kerong.parties.models import Institution

_MOST = {
    "claim_after_days": 365,
    "claim_within_days": 365,
    "letter_days": 365,
    "tail_months": 36,
}


def draft_agreement(*, actor: Actor, draft: AgreementDraft, at: datetime) -> Agreement:
    """Put the terms before the bank. Raises WrongSide, TermsUnsound, ProgrammeUnknown."""
    DRAFT_AGREEMENT.require(actor)
    guarantor = Institution.objects.filter(pk=actor.institution_id, kind="guarantor").first()
    if guarantor is None:
        raise WrongSide(wanted="guarantor", wanted_zh="担保机构")
    bank = Institution.objects.filter(pk=draft.bank_id, kind="bank", suspended_at=None).first()
    if bank is None:
        raise AgreementNotFound(no="")
    require_sound(draft)
    with transaction.atomic():
        agreement = _insert(draft, bank, guarantor, actor=actor, at=at)
        note_agreement(agreement, "drafted", actor=actor, at=at, facts=terms_of(agreement))
        to = bank_of(agreement)
        say_agreement(agreement, "guarantee.agreement_drafted", to=to, at=at, facts={})
    return agreement


def require_sound(draft: AgreementDraft) -> None:
    """The terms agree with one another, the split and the programme. Raises TermsUnsound."""
    row = programme_row(draft.programme, draft.from_on)
    split = split_of(draft.split_key, draft.from_on)
    borne = ppm_from(1 - split.share_of(split.lender))
    if draft.covered_ppm != borne:
        _refuse("covered", "the part covered is what the split leaves to others than the lender",
                "担保比例须等于分担比例中贷款人以外各方之和")  # fmt: skip
    if not 0 <= draft.reguarantee_ppm <= draft.covered_ppm:
        _refuse(
            "reguarantee", "no more is re-guaranteed than covered", "再担保比例不得超过担保比例"
        )
    if not 0 < draft.ticket_cap_fen <= draft.firm_cap_fen <= MOST_FEN:
        _refuse("caps", "the ticket cap lies above the cap of one firm", "单笔上限不得超过单户上限")
    most = row.terms.firm_cap_fen
    if most is not None and draft.firm_cap_fen > most:
        _refuse("firm_cap", "above the programme’s cap for one firm", "单户上限超过担保计划的上限")
    if not 0 <= draft.fee_ppm <= ppm_from(row.terms.fee):
        _refuse("fee", "above the programme’s fee", "担保费率超过担保计划的上限")
    if not 0 < draft.claim_line_ppm <= ppm_from(row.terms.claim_rate_cap):
        _refuse(
            "claim_line", "above the programme’s claim-rate cap", "代偿率上限超过担保计划的上限"
        )
    _require_shape(draft)


def _require_shape(draft: AgreementDraft) -> None:
    if draft.form not in Agreement.Form.values or draft.fee_timing not in Agreement.FeeTiming:
        _refuse("form", "no such form or timing", "担保方式或收费方式有误")
    if draft.to_on < draft.from_on:
        _refuse("to_on", "it ends before it begins", "截止日早于生效日")
    if set(draft.classes) - set(CLASS_CODES):
        _refuse("classes", "no such class of firm", "没有这种企业类别")
    for name, most in _MOST.items():
        if not 1 <= getattr(draft, name) <= most:
            _refuse(name, f"{name} is from 1 to {most}", f"{name} 应在 1 与 {most} 之间")


def _refuse(field: str, reason: str, reason_zh: str) -> None:
    raise TermsUnsound(field=field, reason=reason, reason_zh=reason_zh)


def _insert(
    draft: AgreementDraft,
    bank: Institution,
    guarantor: Institution,
    *,
    actor: Actor,
    at: datetime,
) -> Agreement:
    agreement = Agreement.objects.create(
        no=number_to_come(),
        bank=bank,
        guarantor=guarantor,
        programme=draft.programme,
        split_key=draft.split_key,
        form=draft.form,
        covered_ppm=draft.covered_ppm,
        reguarantee_ppm=draft.reguarantee_ppm,
        ticket_cap_fen=draft.ticket_cap_fen,
        firm_cap_fen=draft.firm_cap_fen,
        fee_ppm=draft.fee_ppm,
        fee_timing=draft.fee_timing,
        claim_line_ppm=draft.claim_line_ppm,
        claim_after_days=draft.claim_after_days,
        claim_within_days=draft.claim_within_days,
        letter_days=draft.letter_days,
        tail_months=draft.tail_months,
        classes=" ".join(code for code in CLASS_CODES if code in draft.classes),
        from_on=draft.from_on,
        to_on=draft.to_on,
        words=checked_words(draft.words, least=0, most=1000),
        drafted_by_id=actor.person_id,
        drafted_at=at,
    )
    agreement.no = f"GA{localdate(at).year}-{agreement.pk:06d}"
    Agreement.objects.filter(pk=agreement.pk).update(no=agreement.no)
    return agreement


_TERMS = (
    *("programme", "split_key", "form", "covered_ppm", "reguarantee_ppm", "ticket_cap_fen"),
    *("firm_cap_fen", "fee_ppm", "fee_timing", "claim_line_ppm", "claim_after_days"),
    *("claim_within_days", "letter_days", "tail_months", "classes", "from_on", "to_on"),
)


def terms_of(agreement: Agreement) -> dict[str, object]:
    """The terms as the trail keeps them."""
    told: dict[str, object] = {}
    for name in _TERMS:
        value = getattr(agreement, name)
        told[name] = value if isinstance(value, int | date) else str(value)
    return told | {"bank": agreement.bank_id, "guarantor": agreement.guarantor_id}
