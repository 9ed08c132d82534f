"""确认代位追偿: the side that did not report confirms; the money goes to those who bore it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.insurance.access import CONFIRM_RECOVERY, insurance_recovery_for
from kerong.contracts.insurance.errors import NotYourSide, RecoveryMoved, SharedElsewhere
from kerong.contracts.insurance.models import InsuranceRecovery, InsuranceRecoveryShare
from kerong.contracts.insurance.notes import bank_of, insurer_of, note_insurance, say_insurance
from kerong.contracts.insurance.subrogation import divide, returned_so_far
from kerong.contracts.loans.losses import shared_under
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State = InsuranceRecovery.State


def confirm_insurance_recovery(
    *, actor: Actor, claim_no: str, recovery_id: int, at: datetime
) -> InsuranceRecovery:
    """What each gets is settled between the institutions. Raises RecoveryMoved, SharedElsewhere,
    NotYourSide for the side that reported it.
    """
    CONFIRM_RECOVERY.require(actor)
    recovery = recovery_of_other_side(actor, claim_no, recovery_id)
    elsewhere = shared_under(recovery.loan)
    if elsewhere:
        raise SharedElsewhere(no=elsewhere)
    divided = divide(recovery, returned_so_far(recovery.loan))
    no = InsuranceRecovery.objects.filter(loan=recovery.loan, state=State.SHARED).count() + 1
    fields = {"no": no, "net_fen": divided.net_fen, "decided_at": at}
    with transaction.atomic():
        _move(recovery, fields | {"decided_by_id": actor.person_id})
        shares = {int(each.payer): each.amount_fen for each in divided.shares}
        InsuranceRecoveryShare.objects.bulk_create(_rows(recovery, shares))
        claim = recovery.claim
        facts = {
            "recovery": recovery.pk,
            "net_fen": divided.net_fen,
            "shares": {str(pk): fen for pk, fen in shares.items()},
        }
        note_insurance(claim, "recovery_shared", actor=actor, at=at, facts=facts)
        amount = Money(divided.net_fen).yuan_text()
        to = [bank_of(claim), insurer_of(claim)]
        say_insurance(claim, "recovery_shared", to=to, at=at, amount=amount)
    return recovery


def recovery_of_other_side(actor: Actor, claim_no: str, recovery_id: int) -> InsuranceRecovery:
    """A recovery the other institution reported; raises NotYourSide for one's own."""
    recovery = insurance_recovery_for(actor, claim_no, recovery_id)
    if actor.institution_id == recovery.institution_id:
        raise NotYourSide(wanted="other side", wanted_zh="另一方")
    return recovery


def _move(recovery: InsuranceRecovery, fields: dict[str, object]) -> None:
    """One recovery of a loan after another: what was seen as returned before is still all."""
    waiting = InsuranceRecovery.objects.filter(pk=recovery.pk, state=State.REPORTED)
    try:
        with transaction.atomic():
            moved = waiting.update(state=State.SHARED, **fields)
    except IntegrityError as fault:
        raise RecoveryMoved() from fault
    if not moved:
        raise RecoveryMoved()
    recovery.refresh_from_db()


def _rows(recovery: InsuranceRecovery, shares: Mapping[int, int]) -> list[InsuranceRecoveryShare]:
    return [
        InsuranceRecoveryShare(recovery=recovery, institution_id=pk, amount_fen=fen)
        for pk, fen in shares.items()
    ]
