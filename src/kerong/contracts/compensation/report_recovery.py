"""报送追偿: bank or guarantor reports money got back from the debtor, and what that cost."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import REPORT_RECOVERY, party_claim
from kerong.contracts.compensation.errors import FigureOutOfRange, MovedMeanwhile, RecoveryUsed
from kerong.contracts.compensation.models import Claim, Recovery
from kerong.contracts.compensation.notes import OFFICERS, note_claim, say_claim
from kerong.contracts.compensation.words import checked_words
from kerong.contracts.loans.recovery_draft import COMPARED, RecoveryDraft
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import one_spelling


def report_recovery(*, actor: Actor, claim_no: str, draft: RecoveryDraft, at: datetime) -> Recovery:
    """Raises RecoveryUsed when the reference reported other money, MovedMeanwhile before the
    claim is settled, FigureOutOfRange.
    """
    REPORT_RECOVERY.require(actor)
    claim = party_claim(actor, claim_no)
    recovery = _recovery(claim, draft, actor=actor, at=at)
    if claim.state != Claim.State.SETTLED:
        raise MovedMeanwhile(state=claim.get_state_display())
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
        note_claim(claim, "recovery_reported", actor=actor, at=at, facts=facts)
        amount = Money(recovery.recovered_fen).yuan_text()
        say_claim(claim, "recovery_reported", to=OFFICERS, at=at, amount=amount)
    return recovery


def _recovery(claim: Claim, draft: RecoveryDraft, *, actor: Actor, at: datetime) -> Recovery:
    if field := draft.unfit(since=claim.overdue_from, today=localdate(at)):
        raise FigureOutOfRange(field=field)
    return Recovery(
        claim=claim,
        institution_id=actor.institution_id,
        reference=checked_words(one_spelling(draft.reference), least=1, most=80),
        recovered_on=draft.recovered_on,
        recovered_fen=draft.recovered_fen,
        costs_fen=draft.costs_fen,
        words=checked_words(draft.words, least=0, most=500),
        reported_by_id=actor.person_id,
        reported_at=at,
    )


def _insert(recovery: Recovery) -> Recovery | None:
    """None when it is new; the one held when it says the same."""
    try:
        with transaction.atomic():
            recovery.save(force_insert=True)
    except IntegrityError as fault:
        held = Recovery.objects.select_related("claim").get(
            institution_id=recovery.institution_id, reference=recovery.reference
        )
        if any(getattr(held, name) != getattr(recovery, name) for name in COMPARED):
            first = f"{held.claim.no}"
            raise RecoveryUsed(reference=recovery.reference, first=first) from fault
        return held
    return None
