"""签署合作协议: the bank signs; the agreement that ran before ends on the new one's first day."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import SIGN_AGREEMENT, banks_agreement
from kerong.contracts.guarantees.errors import AgreementMoved
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.guarantees.notes import guarantor_of, note_agreement, say_agreement
from kerong.kernel.actor import Actor

State = Agreement.State


def sign_agreement(*, actor: Actor, agreement_no: str, at: datetime) -> Agreement:
    """Raises WrongSide, AgreementMoved."""
    SIGN_AGREEMENT.require(actor)
    agreement = banks_agreement(actor, agreement_no)
    with transaction.atomic():
        ended = _end_before(agreement, at=at, actor=actor)
        drafted = Agreement.objects.filter(pk=agreement.pk, state=State.DRAFTED)
        if not drafted.update(state=State.SIGNED, decided_by_id=actor.person_id, decided_at=at):
            raise AgreementMoved()
        agreement.refresh_from_db()
        facts = {"from_on": agreement.from_on, "replaces": ended}
        note_agreement(agreement, "signed", actor=actor, at=at, facts=facts)
        told = {"from_on": agreement.from_on}
        to = guarantor_of(agreement)
        say_agreement(agreement, "guarantee.agreement_signed", to=to, at=at, facts=told)
    return agreement


def _end_before(agreement: Agreement, *, actor: Actor, at: datetime) -> str:
    """The number of the agreement this one takes the place of, or nothing."""
    running = Agreement.objects.filter(
        bank_id=agreement.bank_id,
        guarantor_id=agreement.guarantor_id,
        programme=agreement.programme,
        form=agreement.form,
        state=State.SIGNED,
        ended_on=None,
    ).select_related("bank", "guarantor")
    old = running.first()
    if old is None or old.pk == agreement.pk:
        return ""
    ended_on = max(agreement.from_on, old.from_on)
    if not running.filter(pk=old.pk).update(ended_on=ended_on, replaced_by=agreement):
        raise AgreementMoved()
    facts = {"ended_on": ended_on, "by": agreement.no}
    note_agreement(old, "replaced", actor=actor, at=at, facts=facts)
    return old.no
