"""报送代位追偿: bank or insurer tells what it got back from the debtor after a claim was agreed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import REPORT_RECOVERY, insurance_claim_for, side_of
from kerong.contracts.insurance.errors import (
    ClaimMoved,
    FigureUnfit,
    NotYourSide,
    ReferenceUsed,
    SharedElsewhere,
)
from kerong.contracts.insurance.models import InsuranceClaim, InsuranceRecovery
from kerong.contracts.insurance.notes import bank_of, insurer_of, note_insurance, say_insurance
from kerong.contracts.insurance.payout import SETTLED
from kerong.contracts.insurance.words import checked_words
from kerong.contracts.loans.losses import shared_under
from kerong.contracts.loans.recovery_draft import COMPARED, RecoveryDraft
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import one_spelling


def report_insurance_recovery(
    *, actor: Actor, claim_no: str, draft: RecoveryDraft, at: datetime
) -> InsuranceRecovery:
    """The other side confirms. Where funds or a guarantor share the loss too, recoveries are
    shared there. Raises SharedElsewhere, ReferenceUsed, ClaimMoved, FigureUnfit, NotYourSide.
    """
    REPORT_RECOVERY.require(actor)
    claim = insurance_claim_for(actor, claim_no)
    if not side_of(actor, claim):
        raise NotYourSide(wanted="bank or insurer", wanted_zh="银行或保险公司")
    if claim.state not in SETTLED:
        raise ClaimMoved(state=claim.get_state_display())
    elsewhere = shared_under(claim.loan)
    if elsewhere:
        raise SharedElsewhere(no=elsewhere)
    recovery = _recovery(claim, draft, actor=actor, at=at)
    with transaction.atomic():
        held = _insert(recovery)
        if held is not None:
            return held
        facts = {
            "recovery": recovery.pk,
            "reference": recovery.reference,
            "recovered_fen": recovery.recovered_fen,
            "costs_fen": recovery.costs_fen,
            "recovered_on": recovery.recovered_on,
        }
        note_insurance(claim, "recovery_reported", actor=actor, at=at, facts=facts)
        other = bank_of(claim) if actor.institution_id == claim.insurer_id else insurer_of(claim)
        amount = Money(recovery.recovered_fen).yuan_text()
        say_insurance(claim, "recovery_reported", to=other, at=at, amount=amount)
    return recovery


def _recovery(
    claim: InsuranceClaim, draft: RecoveryDraft, *, actor: Actor, at: datetime
) -> InsuranceRecovery:
    if field := draft.unfit(since=claim.overdue_from, today=localdate(at)):
        raise FigureUnfit(field=field)
    return InsuranceRecovery(
        claim=claim,
        loan=claim.loan,
        institution_id=actor.institution_id,
        reference=checked_words(one_spelling(draft.reference), least=1, most=80),
        recovered_on=draft.recovered_on,
        recovered_fen=draft.recovered_fen,
        costs_fen=draft.costs_fen,
        words=checked_words(draft.words, least=0, most=500),
        reported_by_id=actor.person_id,
        reported_at=at,
    )


def _insert(recovery: InsuranceRecovery) -> InsuranceRecovery | None:
    """None when it is new; the one held when it says the same."""
    try:
        with transaction.atomic():
            recovery.save(force_insert=True)
    except IntegrityError as fault:
        held = InsuranceRecovery.objects.get(
            institution_id=recovery.institution_id, reference=recovery.reference
        )
        if any(getattr(held, name) != getattr(recovery, name) for name in COMPARED):
            raise ReferenceUsed(reference=recovery.reference) from fault
        return held
    return None
